import { COUNTED, type AlertCounts, type AlertDifference, type JudgedChunk } from '#history';
import {
  addChunks,
  addDifferences,
  noteProgress,
  type BacktestChunk,
  type BacktestDifferenceRow,
  type Session,
} from '#store';

/** Differences, and the time in ms, after which what was found is written. */
const WRITE_AFTER = { differences: 500, ms: 1_000 };

/** Somebody cancelled the backtest while it ran. */
export class Cancelled extends Error {}

/** What a run of a backtest finds, written chunk by chunk with how far it has come: whoever is killed leaves whole chunks. */
export class Findings {
  private readonly counts: AlertCounts = { same: 0, added: 0, gone: 0, changed: 0 };
  private chunks: BacktestChunk[] = [];
  private differences: BacktestDifferenceRow[] = [];
  private done = 0;
  private total: number | null = null;
  private chunk: number;
  private wroteAt = performance.now();

  /**
   * @param leader of whoever runs backtests: each transaction makes sure that they still do
   * @param kept what an earlier run found
   * @param ordinal the last that it gave
   */
  constructor(
    private readonly leader: Session,
    private readonly backtestId: string,
    kept: readonly BacktestChunk[],
    private ordinal: number,
  ) {
    this.chunk = Math.max(0, ...kept.map(({ chunk }) => chunk));
    for (const chunk of kept) this.count(chunk);
  }

  progressed(more: number, all: number): void {
    this.done += more;
    this.total = all;
  }

  /** @throws Cancelled */
  async add({ range, clients, counts, differences }: JudgedChunk): Promise<void> {
    this.chunk += 1;
    this.count(counts);
    this.chunks.push({
      chunk: this.chunk,
      first: range?.first ?? null,
      last: range?.last ?? null,
      clients,
      ...counts,
    });
    for (const difference of differences) {
      this.ordinal += 1;
      this.differences.push(rowOf(difference, this.chunk, this.ordinal));
    }
    const { ms, differences: many } = WRITE_AFTER;
    if (this.differences.length >= many || performance.now() - this.wroteAt > ms) await this.write();
  }

  /** @throws Cancelled */
  async write(): Promise<void> {
    await this.leader.transaction(async (tx) => {
      if (this.differences.length > 0) await addDifferences(tx, this.backtestId, this.differences);
      if (this.chunks.length > 0) await addChunks(tx, this.backtestId, this.chunks);
      const { done, total, counts } = this;
      if (!(await noteProgress(tx, this.backtestId, { done, total, ...counts }))) throw new Cancelled();
    });
    this.differences = [];
    this.chunks = [];
    this.wroteAt = performance.now();
  }

  private count(more: AlertCounts): void {
    for (const kind of ['same', ...Object.values(COUNTED)] as const) this.counts[kind] += more[kind];
  }
}

const rowOf = (difference: AlertDifference, chunk: number, ordinal: number): BacktestDifferenceRow => ({
  chunk,
  ordinal,
  change: difference.change,
  clientId: difference.clientId,
  entityId: difference.entityId,
  before: difference.before?.verdict ?? null,
  after: difference.after?.verdict ?? null,
  body: JSON.stringify(difference),
});
