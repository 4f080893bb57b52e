import { dayEnd, inZone, momentOf, shownAt } from '../words/zone';
import type { Mark } from './marks';

/** From a moment to a place between 0 and 1. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  place(at: number): number;
}

const DAY_MS = 86_400_000;

export function scaleOf(times: readonly number[]): Scale {
  const [earliest, latest] = [Math.min(...times), Math.max(...times)];
  const margin = Math.max(DAY_MS, (latest - earliest) * 0.02);
  const [from, to] = [earliest - margin, latest + margin];
  return { from, to, place: (at) => (at - from) / (to - from) };
}

export interface Tick {
  readonly at: number;
  readonly label: string;
}

const MONTH = { month: 'short', year: '2-digit' } as const;
const DAY = { day: 'numeric', month: 'short' } as const;

/** About so many round marks on the axis: firsts of months, or days where it is short. */
export function ticks({ from, to }: Scale, wanted: number): Tick[] {
  const days = (to - from) / DAY_MS;
  if (days < 62) return steps(from, to, Math.max(1, Math.ceil(days / wanted)) * DAY_MS);
  const months = Math.max(1, Math.ceil(days / 30.4 / wanted));
  const found: Tick[] = [];
  const at = new Date(from);
  for (let next = firstOf(at, 1); next.getTime() < to; next = firstOf(next, months)) {
    found.push({ at: next.getTime(), label: inZone(MONTH).format(next) });
  }
  return found;
}

function firstOf(after: Date, months: number): Date {
  const shown = new Date(shownAt(after.getTime()));
  return new Date(momentOf(Date.UTC(shown.getUTCFullYear(), shown.getUTCMonth() + months, 1)));
}

function steps(from: number, to: number, step: number): Tick[] {
  const found: Tick[] = [];
  for (let at = dayEnd(from); at < to; at += step) found.push({ at, label: inZone(DAY).format(at) });
  return found;
}

export interface Cluster {
  readonly x: number;
  readonly marks: readonly Mark[];
}

/** Joins marks that would cover one another. @param apart in the same unit as the width */
export function clusters(marks: readonly Mark[], scale: Scale, width: number, apart: number): Cluster[] {
  const found: { x: number; marks: Mark[] }[] = [];
  const sorted = marks.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  for (const mark of sorted) {
    const x = scale.place(Date.parse(mark.at)) * width;
    const last = found.at(-1);
    if (last !== undefined && x - last.x < apart) last.marks.push(mark);
    else found.push({ x, marks: [mark] });
  }
  return found;
}
