/**
 * A version for a pack that follows another one: its last number and one more, or /2 where it has none; none that is taken.
 * @param taken every version that is on record or was proposed
 */
export function nextVersion(inForce: string, taken: readonly string[]): string {
  const [, stem = `${inForce}/`, digits = '1'] = /^(.*?)(\d{1,9})$/.exec(inForce) ?? [];
  let number = Number(digits) + 1;
  while (taken.includes(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}
