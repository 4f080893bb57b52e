import type { RawRecord } from './raw-record.js';
import { Signal } from './signal.js';

/** How long a broker waits for something to come before it gives an empty answer, in milliseconds. */
export const MAX_WAIT_MS = 100;
// So many empty answers in a row, over at least this time, mean that what is left holds nothing to be seen.
const EMPTY_FETCHES = 20;
const EMPTY_MS = 2_000;

/** What is still to be read, and the batch on its way from kafkajs to the reader. */
export class Reading {
  readonly changed = new Signal();
  failure: Error | undefined;
  private batches: RawRecord[][] = [];
  private emptyFetches = 0;
  private progressAt: number;

  /**
   * @param remaining by partition, the offset at which it ends; what is empty is not in it
   * @param now in milliseconds
   */
  constructor(
    private readonly remaining: Map<number, bigint>,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.progressAt = now();
  }

  get done(): boolean {
    return this.remaining.size === 0 && this.batches.length === 0;
  }

  get full(): boolean {
    return this.batches.length >= 4;
  }

  /** Aborted transactions and compaction can leave a tail that no consumer ever gets to see. */
  get exhausted(): boolean {
    return this.emptyFetches >= EMPTY_FETCHES && this.idleMs >= EMPTY_MS && this.batches.length === 0;
  }

  /** Whether there is nothing to take, and for longer than this nothing came. How long the reader worked is no silence. */
  isSilentFor(ms: number): boolean {
    return this.batches.length === 0 && this.idleMs > ms;
  }

  /** The reader is done with what it took. */
  goOn(): void {
    this.progressAt = this.now();
    this.emptyFetches = 0;
  }

  private get idleMs(): number {
    return this.now() - this.progressAt;
  }

  /** An empty answer takes the whole waiting time; a quicker one may be an error that kafkajs is mending. */
  fetched(durationMs: number): void {
    if (durationMs >= MAX_WAIT_MS / 2) this.emptyFetches += 1;
  }

  /** A fetch of `partition` came as far as `next`, with these records. */
  reached(partition: number, next: bigint, records: RawRecord[]): void {
    this.emptyFetches = 0;
    this.progressAt = this.now();
    const end = this.remaining.get(partition);
    if (end === undefined) return;
    const wanted = records.filter(({ offset }) => offset < end);
    if (wanted.length > 0) this.batches.push(wanted);
    if (next >= end) this.remaining.delete(partition);
    this.changed.notify();
  }

  take(): RawRecord[] | undefined {
    const batch = this.batches.shift();
    if (!batch) return undefined;
    this.goOn();
    this.changed.notify();
    return batch;
  }
}
