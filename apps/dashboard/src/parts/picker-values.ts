const two = (n: number): string => String(n).padStart(2, '0');

/** The picker's local "YYYY-MM-DD HH:mm:ss", from the address's RFC 3339. */
export function toPicker(value: string | undefined): string | null {
  if (value === undefined) return null;
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return null;
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

export function fromPicker(value: string | null): string | undefined {
  if (value === null) return undefined;
  const at = new Date(value.replace(' ', 'T'));
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
