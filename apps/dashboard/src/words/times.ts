import { dayEnd, inZone, offsetMinutes } from './zone';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const DATE = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const CLOCK = { hour: '2-digit', minute: '2-digit' } as const;
const SECONDS = { ...CLOCK, second: '2-digit' } as const;
const dayInUtc = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A date alone is a whole day in UTC, not a moment. */
export const isDay = (value: string): boolean => DAY.test(value);

/** In the zone of the page, without the offset: "3 May 2026, 14:03". */
export function moment(value: string): string {
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return value;
  return isDay(value) ? dayInUtc.format(at) : `${inZone(DATE).format(at)}, ${inZone(CLOCK).format(at)}`;
}

export const clockTime = (value: string): string => inZone(SECONDS).format(new Date(value));
export const shortDay = (day: string): string => dayInUtc.format(new Date(day));

/** The offset of that zone from UTC at that moment: "+02:00". */
export function offsetOf(at: Date): string {
  const minutes = offsetMinutes(at.getTime());
  const sign = minutes < 0 ? '−' : '+';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${sign}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** All there is to know about a time: in the zone with its offset, and UTC. */
export function inFull(value: string): string {
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return value;
  if (isDay(value)) return `${value}, the whole day in UTC`;
  return `${inZone(DATE).format(at)}, ${inZone(SECONDS).format(at)} ${offsetOf(at)} (UTC ${at.toISOString()})`;
}

/** When the day ends in which this is, in the zone of the page. */
export const dayEndAfter = (now: number): string => new Date(dayEnd(now)).toISOString();

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'narrow' });
const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** "3d ago", "in 2h" */
export function fromNow(value: string, now: number): string {
  const seconds = (new Date(value).getTime() - now) / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return relative.format(Math.trunc(seconds / size), unit);
}
