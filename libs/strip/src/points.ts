import type { Shape } from './forms.js';
import type { Mark, Status } from './strip.js';

/** What is drawn in one place: a mark, or several that would cover one another. */
export interface Cluster {
  readonly x: number;
  readonly shape: Shape;
  /** The gravest of them. */
  readonly status: Status;
  /** How many acts it stands for. */
  readonly count: number;
  /** The gravest first, then by time. */
  readonly marks: readonly Mark[];
}

const GRAVITY: Readonly<Record<Status, number>> = { BEYOND: 0, REVIEW: 1, QUIET: 2 };

/** Joins marks that would cover one another, from left to right. @param apart how far two must lie apart to be drawn both */
export function clustersOf(marks: readonly Mark[], place: (at: string) => number, apart: number): Cluster[] {
  const found: { x: number; marks: Mark[] }[] = [];
  const placed = marks.map((mark) => ({ mark, x: place(mark.at) })).sort((a, b) => a.x - b.x);
  for (const { mark, x } of placed) {
    const last = found.at(-1);
    if (last !== undefined && x - last.x < apart) last.marks.push(mark);
    else found.push({ x, marks: [mark] });
  }
  return found.map(clusterOf);
}

function clusterOf({ x, marks }: { readonly x: number; readonly marks: readonly Mark[] }): Cluster {
  const sorted = [...marks].sort(
    (a, b) => GRAVITY[a.status] - GRAVITY[b.status] || Date.parse(a.at) - Date.parse(b.at),
  );
  const status = sorted[0]?.status ?? 'QUIET';
  const forms = new Set(sorted.filter((mark) => mark.status === status).map(({ form }) => form));
  const [form = 'OTHER'] = forms;
  return {
    x,
    shape: forms.size === 1 ? form : 'SEVERAL',
    status,
    count: sorted.reduce((sum, mark) => sum + mark.count, 0),
    marks: sorted,
  };
}
