const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const parts = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const times = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const;
  const clock = new Intl.DateTimeFormat('en', { timeZone: zone, calendar: 'gregory', ...parts, ...times });
  clocks.set(zone, clock);
  return clock;
}

/** What clocks in a zone show at a moment, as ms since 1970 as if it were UTC. */
function shownAt(at: number, zone: string): number {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** How far clocks in a zone are before UTC at a moment, in ms. */
const offsetAt = (at: number, zone: string): number => shownAt(at, zone) - Math.floor(at / SECOND_MS) * SECOND_MS;

/** The day of the calendar in a zone, as YYYY-MM-DD. @throws RangeError where there is no such zone */
export const dayAt = (at: Date, zone: string): string =>
  new Date(shownAt(at.getTime(), zone)).toISOString().slice(0, 10);

/** So many days after a day of the calendar. */
export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/**
 * When clocks in a zone show the hour on that day; the first time where they show it twice. Where they are put on past it, the
 * moment at which they would have shown it.
 */
export function momentOf(day: string, hour: number, zone: string): Date {
  const shown = Date.parse(day) + hour * 3_600_000;
  // No zone is farther from UTC than a day, and none changes twice within two.
  const before = offsetAt(shown - DAY_MS, zone);
  const after = offsetAt(shown + DAY_MS, zone);
  const fits = [Math.max(before, after), Math.min(before, after)].find((o) => offsetAt(shown - o, zone) === o);
  return new Date(shown - (fits ?? before));
}
