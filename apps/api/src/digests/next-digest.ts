import { zoneOf } from '#domain';
import type { DigestDays } from '#store';
import { dayAfter, dayAt, momentOf } from './wall-clock.js';

const HOUR = 7;
/** Monday is 1. */
const WEEKDAYS: Readonly<Record<DigestDays, readonly number[]>> = { WORKDAYS: [1, 2, 3, 4, 5], MONDAYS: [1] };
/** Two Mondays, in case one is left out where the date line was moved. */
const AHEAD_DAYS = 15;

/** When the next digest is due after a moment: at seven, by the clocks of the zone. Pure. */
export function nextDigest(after: Date, zone: string, days: DigestDays): Date {
  const today = dayAt(after, zone);
  for (let i = 0; i < AHEAD_DAYS; i += 1) {
    const day = dayAfter(today, i);
    if (!WEEKDAYS[days].includes(new Date(day).getUTCDay())) continue;
    const due = momentOf(day, HOUR, zone);
    if (due > after && dayAt(due, zone) === day) return due;
  }
  throw new Error(`No digest is due in ${zone} within ${AHEAD_DAYS} days after ${after.toISOString()}.`);
}

/** What is to be done about the digest of somebody. */
interface Step {
  /** The day of which one is due now, YYYY-MM-DD; `null`: none is. */
  readonly due: string | null;
  /** When the next one is due; `null`: as it is noted. */
  readonly next: Date | null;
}

/**
 * Whose is due now. A digest is of its day: what was due on a day before, as while nobody was there to count or before a clock
 * was put on, is left out; and one that is noted for later than the next one, as after a clock was put back, is noted anew. Pure.
 * @param digestAt when one is due, as it is noted
 * @param restoredAt when the database was put back last: what was due before may be out already
 */
export function stepAt(
  now: Date,
  { digestAt, timeZone, digest }: { digestAt: Date | null; timeZone: string | null; digest: DigestDays },
  restoredAt: Date | null,
): Step {
  const zone = zoneOf(timeZone);
  const next = nextDigest(now, zone, digest);
  if (digestAt === null || digestAt > next) return { due: null, next };
  if (digestAt > now) return { due: null, next: null };
  const day = dayAt(digestAt, zone);
  const isOfToday = day === dayAt(now, zone) && (restoredAt === null || digestAt > restoredAt);
  return { due: isOfToday ? day : null, next };
}
