/**
 * A point of effective time: an instant (to the millisecond) or a whole day in UTC, of which nobody knows the hour.
 * Both ends are inclusive, in milliseconds since 1970-01-01T00:00:00Z; an instant has `from === to`.
 */
export interface When {
  readonly from: number;
  readonly to: number;
}

export const DAY_MS = 86_400_000;

export const instant = (ms: number): When => ({ from: ms, to: ms });
export const day = (startMs: number): When => ({ from: startMs, to: startMs + DAY_MS - 1 });

/** Before everything. */
export const BEFORE_EVERYTHING: When = instant(Number.MIN_SAFE_INTEGER);

export const isInstant = (w: When): boolean => w.from === w.to;

/** How two points of time stand to each other; `open` where at least one is a day and they overlap. */
export type Order = 'before' | 'equal' | 'after' | 'open';

export function order(a: When, b: When): Order {
  if (a.to < b.from) return 'before';
  if (b.to < a.from) return 'after';
  return isInstant(a) && isInstant(b) ? 'equal' : 'open';
}

export const surelyBefore = (a: When, b: When): boolean => a.to < b.from;
export const surelyAfter = (a: When, b: When): boolean => b.to < a.from;

/** At or before, and known to be so: earlier, or the very same instant. */
export const surelyNotAfter = (a: When, b: When): boolean => {
  const o = order(a, b);
  return o === 'before' || o === 'equal';
};

/** The moment at which what happened then is judged: an instant at its time, a day when it is over. */
export const judgedAt = (w: When): number => (isInstant(w) ? w.from : w.to + 0.5);

/**
 * The moment at which what others are judged by is put on file: an instant at its time, a day before anything that may lie
 * on it, its first instant included (and after all that is judged when the day before is over).
 */
export const putOnFileAt = (w: When): number => (isInstant(w) ? w.from : w.from - 0.25);

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/**
 * The beginning of a day of the proleptic Gregorian calendar, in ms since 1970; `null` if there is no such day.
 * In whole numbers alone: a `Date` for every time that is read would be garbage at once.
 */
function midnight(year: number, month: number, dayOfMonth: number): number | null {
  const days = DAYS_IN_MONTH[month - 1];
  if (days === undefined || dayOfMonth < 1 || dayOfMonth > (month === 2 && isLeap(year) ? 29 : days)) return null;
  // Years that begin in March, so that a leap day is the last of its year; 400 of them always have 146 097 days.
  const marchYear = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayOfMonth - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return (marchYear * 365 + leapDays + dayOfYear - DAYS_BEFORE_1970) * DAY_MS;
}

/** From 1 March of the year 0 to 1 January 1970. */
const DAYS_BEFORE_1970 = 719_468;

/**
 * Reads an RFC 3339 date-time with an offset. Digits finer than a millisecond are cut.
 * @returns milliseconds since 1970, or `null` if the text is none (a leap second `:60` is refused).
 */
export function parseInstant(text: string): number | null {
  const m = DATE_TIME.exec(text);
  if (m === null) return null;
  const start = midnight(Number(m[1]), Number(m[2]), Number(m[3]));
  const hour = Number(m[4]);
  const minute = Number(m[5]);
  const second = Number(m[6]);
  const fraction = m[7];
  const ms = fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'));
  const offsetHour = Number(m[9] ?? 0);
  const offsetMinute = Number(m[10] ?? 0);
  if (start === null || hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) return null;
  const offset = (offsetHour * 60 + offsetMinute) * (m[8] === '-' ? -1 : 1);
  return start + ((hour * 60 + minute - offset) * 60 + second) * 1000 + ms;
}

/** Reads an RFC 3339 date-time with an offset, or a date alone (that whole day in UTC); `null` if it is neither. */
export function parseWhen(text: string): When | null {
  const m = DATE.exec(text);
  if (m === null) {
    const ms = parseInstant(text);
    return ms === null ? null : instant(ms);
  }
  const start = midnight(Number(m[1]), Number(m[2]), Number(m[3]));
  return start === null ? null : day(start);
}
