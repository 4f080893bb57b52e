const RFC3339 =
  /^(\d{4})-(\d{2})-(\d{2})T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether a text is a moment that there is, and that the database can hold: the pattern alone lets 2026-02-31 pass. */
export const isMoment = (text: string): boolean => isDayOf(RFC3339.exec(text));

export const isDay = (text: string): boolean => isDayOf(DAY.exec(text));

function isDayOf(match: RegExpExecArray | null): boolean {
  if (match === null) return false;
  const [year, month, day] = match.slice(1, 4).map(Number);
  if (year === undefined || month === undefined || day === undefined || year < 1) return false;
  const date = new Date(Date.UTC(2000, month - 1, day));
  // Years below 100 would be taken for those of the last century.
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
