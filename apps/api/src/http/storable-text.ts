/** PostgreSQL stores no NUL, and half a character is no text; both can be written in JSON and in an address. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** @returns where in `value` there is text that can't be kept, e.g. `body/text`; `undefined`: nowhere */
export function unstorableIn(value: unknown, at: string): string | undefined {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? at : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    if (UNSTORABLE.test(name)) return at;
    const found = unstorableIn(part, `${at}/${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
