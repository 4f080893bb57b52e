import { day, describeWhen, instant, isInstant, parseWhen, type When } from '#domain';

/** "3 May 2026": the day in UTC, whatever the hour. */
export const dayWords = (when: When): string => describeWhen(day(when.from));

/** "3 May 2026, 14:05" where the minute is known, else the day. In UTC, which the report says once. */
export function timeWords(when: When): string {
  if (!isInstant(when)) return dayWords(when);
  return `${dayWords(when)}, ${new Date(when.from).toISOString().slice(11, 16)}`;
}

/** A time that was given as text; what is none stays as it is. */
export function givenTimeWords(text: string): string {
  const when = parseWhen(text);
  return when === null ? text : timeWords(when);
}

export function givenDayWords(text: string): string {
  const when = parseWhen(text);
  return when === null ? text : dayWords(when);
}

/** "on 3 May 2026", or "between 3 May 2026 and 5 May 2026". */
export function spanWords(times: readonly When[]): string {
  const from = Math.min(...times.map((w) => w.from));
  const to = Math.max(...times.map((w) => w.to));
  const [first, last] = [dayWords(instant(from)), dayWords(instant(to))];
  return first === last ? `on ${first}` : `between ${first} and ${last}`;
}
