import type { PartitionPosition } from './assignment.js';
import type { LaneQueue, Limits, Taken } from './lane-queue.js';
import type { Log } from './log.js';
import type { RecordBatch } from './raw-record.js';
import { isFinal, retryDelayMs, type RetryPolicy } from './retry-policy.js';
import { settledWithin, sleep } from './signal.js';

export interface LaneOptions {
  lane: number;
  queue: LaneQueue;
  batch: Limits;
  retry: RetryPolicy;
  log: Log;
  handle: (batch: RecordBatch) => Promise<void>;
  /** @param topics by their names on record; see `RecordBatch.confirmed` */
  confirm: (topics: Set<string>) => Promise<void>;
  isStale: (position: PartitionPosition) => boolean;
  /** A final failure; the lane has ended then and hands over nothing more. */
  onFatal: (error: unknown) => void;
}

const IDLE_CHECK_MS = 1_000;

/**
 * Hands the queue's records over, one batch at a time and in order. A batch that fails is repeated until it succeeds,
 * becomes stale (its partitions were given away) or the failure is final; nothing overtakes it.
 */
export class Lane {
  private readonly ending = new AbortController();
  private inHand: Promise<void> = Promise.resolve();
  private failures = 0;
  private lastError: unknown;

  constructor(private readonly options: LaneOptions) {}

  get queue(): LaneQueue {
    return this.options.queue;
  }

  get retrying(): boolean {
    return this.failures > 0;
  }

  get failure(): { message: string; times: number } | null {
    if (this.failures === 0) return null;
    const { lastError } = this;
    return { message: lastError instanceof Error ? lastError.message : String(lastError), times: this.failures };
  }

  /** @returns when the lane has ended; never rejects */
  async run(): Promise<void> {
    const { queue, batch, isStale } = this.options;
    while (!this.ending.signal.aborted) {
      const taken = queue.take(batch, isStale);
      if (taken) await this.handOver(taken);
      else await queue.items.wait(IDLE_CHECK_MS);
    }
  }

  /** Ends the lane after the batch in hand. */
  end(): void {
    this.ending.abort();
    this.options.queue.items.notify();
    this.options.queue.clear();
  }

  /** @returns whether the handler is done with what it had in hand, within `ms` milliseconds */
  idleWithin(ms: number): Promise<boolean> {
    return settledWithin(this.inHand, ms);
  }

  private async handOver(taken: Taken): Promise<void> {
    const { lane, retry, log, isStale, confirm, onFatal } = this.options;
    let firstFailureAt = 0;
    for (this.failures = 0; !this.ending.signal.aborted;) {
      const records = taken.records.length === 0 ? [] : this.current(taken, isStale);
      if (records.length === 0) break;
      try {
        const confirmed = confirm(new Set([...taken.ends.keys()].map(({ onRecord }) => onRecord)));
        // It is for the handler to wait for it, and it may fail before.
        confirmed.catch(() => undefined);
        this.inHand = this.options.handle({ lane, records, confirmed });
        await this.inHand;
        for (const [position, end] of taken.ends) position.handledUpTo(end);
        break;
      } catch (error) {
        this.failures += 1;
        this.lastError = error;
        const now = performance.now();
        if (this.failures === 1) firstFailureAt = now;
        if (isFinal(retry, error, now - firstFailureAt)) {
          log.error({ err: error, lane, failures: this.failures }, 'batch failed for good');
          this.end();
          onFatal(error);
          return;
        }
        const delayMs = retryDelayMs(retry, this.failures);
        log.warn({ err: error, lane, records: records.length, failures: this.failures, delayMs }, 'batch failed');
        await sleep(delayMs, this.ending.signal);
      }
    }
    this.failures = 0;
  }

  /** A partition may be given away while its records wait to be repeated; those are the next owner's then. */
  private current(taken: Taken, isStale: (position: PartitionPosition) => boolean): Taken['records'] {
    for (const position of taken.ends.keys()) {
      if (!isStale(position)) continue;
      taken.ends.delete(position);
      taken.records = taken.records.filter(
        (record) => record.topic !== position.onRecord || record.partition !== position.partition,
      );
    }
    return taken.records;
  }
}
