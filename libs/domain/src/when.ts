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

/** Before everything: for a referral that nobody can date. */
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

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

function midnight(year: number, month: number, dayOfMonth: number): number | null {
  if (month < 1 || month > 12 || dayOfMonth < 1) return null;
  // Date.UTC reads years 0 to 99 as 1900 to 1999, so the year is set by itself.
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  const reference = year < 100 ? 2000 + (year % 400) : year;
  return dayOfMonth > daysInMonth(reference, month) ? null : date.getTime();
}

/**
 * Reads an RFC 3339 date-time with an offset. Digits finer than a millisecond are cut.
 * @returns milliseconds since 1970, or `null` if the text is none (a leap second `:60` is refused).
 */
export function parseInstant(text: string): number | null {
  const m = DATE_TIME.exec(text);
  if (m === null) return null;
  const [, y, mo, d, h, mi, s, fraction = '', sign, oh = '0', om = '0'] = m;
  const start = midnight(Number(y), Number(mo), Number(d));
  const [hour, minute, second] = [Number(h), Number(mi), Number(s)];
  const [offsetHour, offsetMinute] = [Number(oh), Number(om)];
  if (start === null || hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) return null;
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const offset = (offsetHour * 60 + offsetMinute) * (sign === '-' ? -1 : 1);
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
