import type { ReplayedChange, ReplayEnd, ReplayLine } from '../../api/types';

/** What is kept of a replay to be looked at; the rest is counted. */
const CHANGES_MAX = 5_000;
const DIFFERENCES_MAX = 500;

/** What one verdict came to. */
interface VerdictCounts {
  readonly verdict: string;
  raised: number;
  rejudged: number;
  superseded: number;
}

/** All that a replay has told so far. */
export interface Replayed {
  readonly done: number;
  /** `null` until it is known. */
  readonly total: number | null;
  readonly received: number;
  readonly differing: number;
  /** The first of them, in the order of recording. */
  readonly changes: readonly ReplayedChange[];
  readonly differences: readonly ReplayedChange[];
  readonly byVerdict: ReadonlyMap<string, VerdictCounts>;
  readonly end: ReplayEnd | null;
}

export const NOTHING_YET: Replayed = {
  done: 0,
  total: null,
  received: 0,
  differing: 0,
  changes: [],
  differences: [],
  byVerdict: new Map(),
  end: null,
};

export const isCutShort = ({ received, changes }: Replayed): boolean => received > changes.length;

/** What was told before, and these lines. */
export function withLines(before: Replayed, lines: readonly ReplayLine[]): Replayed {
  const changes = lines.filter((line) => line.kind === 'change');
  const differing = changes.filter((change) => !change.asRecorded);
  const progress = lines.findLast((line) => line.kind === 'progress');
  const byVerdict = new Map([...before.byVerdict].map(([verdict, counts]) => [verdict, { ...counts }]));
  for (const change of changes) count(byVerdict, change);
  return {
    done: progress?.done ?? before.done,
    total: progress?.total ?? before.total,
    received: before.received + changes.length,
    differing: before.differing + differing.length,
    changes: [...before.changes, ...changes.slice(0, CHANGES_MAX - before.changes.length)],
    differences: [...before.differences, ...differing.slice(0, DIFFERENCES_MAX - before.differences.length)],
    byVerdict,
    end: lines.find((line) => line.kind === 'end') ?? before.end,
  };
}

function count(byVerdict: Map<string, VerdictCounts>, { change, verdict, previousVerdict }: ReplayedChange): void {
  if (change !== 'raised' && change !== 'rejudged' && change !== 'superseded') return;
  const name = verdict ?? previousVerdict ?? '';
  const counts = byVerdict.get(name) ?? { verdict: name, raised: 0, rejudged: 0, superseded: 0 };
  counts[change] += 1;
  byVerdict.set(name, counts);
}
