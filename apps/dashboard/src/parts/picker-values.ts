import { momentOf, shownAt } from '../words/zone';

/** The picker's "YYYY-MM-DD HH:mm:ss" in the zone that is shown, from the address's RFC 3339. */
export function toPicker(value: string | undefined): string | null {
  if (value === undefined) return null;
  const at = new Date(value).getTime();
  return Number.isNaN(at) ? null : new Date(shownAt(at)).toISOString().slice(0, 19).replace('T', ' ');
}

export function fromPicker(value: string | null): string | undefined {
  if (value === null) return undefined;
  const shown = Date.parse(`${value.replace(' ', 'T')}Z`);
  return Number.isNaN(shown) ? undefined : new Date(momentOf(shown)).toISOString();
}
