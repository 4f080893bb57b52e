/** Whether there is a zone of such a name in the IANA database. Pure. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The zone that somebody is told times by: UTC where none is chosen, or one that is known no more. Pure. */
export const zoneOf = (chosen: string | null): string => (chosen !== null && isTimeZone(chosen) ? chosen : 'UTC');
