const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A round time on the axis. */
export interface Tick {
  readonly x: number;
  readonly label: string;
}

/** How far the clocks that are shown are from UTC at a moment, in minutes: positive to the east. */
export type OffsetMinutes = (at: number) => number;

/** From a moment to a place across a width. */
export interface Axis {
  readonly place: (at: string) => number;
  readonly ticks: readonly Tick[];
}

/** The room that a tick with its label takes. */
const TICK_WIDTH = 62;
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/**
 * The stretch of time from end to end, with a little room at both, and firsts of months on it, or days where it is short.
 * @param offsetMinutes by which clocks a day begins
 */
export function axisOf(from: string, to: string, width: number, offsetMinutes: OffsetMinutes): Axis {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const margin = Math.max(DAY_MS / 2, (last - first) * 0.03);
  const [start, end] = [first - margin, last + margin];
  const placed = (at: number): number => ((at - start) / (end - start)) * width;
  const shown = (at: number): number => at + offsetMinutes(at) * MINUTE_MS;
  const moment = (at: number): number => at - offsetMinutes(at) * MINUTE_MS;
  const wanted = Math.max(2, Math.floor(width / TICK_WIDTH));
  const days = (end - start) / DAY_MS;
  const labelled = days < 62 ? DAY : MONTH;
  const times = days < 62 ? daysIn(shown(start), shown(end), wanted) : monthsIn(shown(start), shown(end), wanted);
  return {
    place: (at) => placed(Date.parse(at)),
    ticks: times
      .map((at) => ({ x: placed(moment(at)), label: labelled.format(at) }))
      // The label of one at the very end would be cut.
      .filter(({ x }) => x >= TICK_WIDTH / 2 && x <= width - TICK_WIDTH / 2),
  };
}

function daysIn(start: number, end: number, wanted: number): number[] {
  const step = Math.max(1, Math.ceil((end - start) / DAY_MS / wanted)) * DAY_MS;
  const found: number[] = [];
  for (let at = Math.ceil(start / DAY_MS) * DAY_MS; at < end; at += step) found.push(at);
  return found;
}

function monthsIn(start: number, end: number, wanted: number): number[] {
  const step = Math.max(1, Math.ceil((end - start) / DAY_MS / 30.4 / wanted));
  const date = new Date(start);
  const found: number[] = [];
  for (let months = 1; ; months += step) {
    const at = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
    if (at >= end) return found;
    found.push(at);
  }
}
