import type { Cluster } from './client.js';
import { defaultFetch, type FetchOptions } from './fetch-options.js';
import type { Limits } from './lane-queue.js';
import type { Log } from './log.js';
import { defaultRetry, type RetryPolicy } from './retry-policy.js';
import type { TopicBook } from './topic-book.js';

export interface StrategyOptions extends Cluster {
  clientId: string;
  groupId: string;
  /** How many batches of one handler are handled at a time; a partition belongs to the lane `number % lanes`. Default 2. */
  lanes?: number;
  /** Records in one batch, default 5 000. */
  maxBatchRecords?: number;
  /** Bytes in one batch, default 16 MiB; a larger record comes alone. */
  maxBatchBytes?: number;
  /** Records waiting in one lane, default 100 000. */
  maxQueuedRecords?: number;
  /** Bytes waiting in one lane, default 64 MiB. */
  maxQueuedBytes?: number;
  log: Log;
  /** The database: where to read on, and in which topics. */
  book: TopicBook;
  /** Called once, when a failure is final; the strategy has stopped consuming then. */
  onFatal: (error: unknown) => void;
  retry?: Partial<RetryPolicy>;
  fetch?: Partial<FetchOptions>;
  /** How long `close` waits for the batches in hand, in milliseconds; default 15 000. */
  closeTimeoutMs?: number;
  /** How often topics are looked at while they are read, in milliseconds; default 5 000. */
  lookMs?: number;
  /** How long a partition may be shorter than the database knows until its topic is stopped, in milliseconds; default 20 000. */
  shorterForMs?: number;
}

export interface StrategyLimits {
  lanes: number;
  batch: Limits;
  queue: Limits;
  retry: RetryPolicy;
  fetch: FetchOptions;
  closeTimeoutMs: number;
  lookMs: number;
  shorterForMs: number;
}

const MIB = 1024 * 1024;

export function withDefaults(options: StrategyOptions): StrategyLimits {
  return {
    lanes: options.lanes ?? 2,
    batch: { records: options.maxBatchRecords ?? 5_000, bytes: options.maxBatchBytes ?? 16 * MIB },
    queue: { records: options.maxQueuedRecords ?? 100_000, bytes: options.maxQueuedBytes ?? 64 * MIB },
    retry: { ...defaultRetry, ...options.retry },
    fetch: { ...defaultFetch, ...options.fetch },
    closeTimeoutMs: options.closeTimeoutMs ?? 15_000,
    lookMs: options.lookMs ?? 5_000,
    // After a change of leader a partition may look shorter than it is for a moment.
    shorterForMs: options.shorterForMs ?? 20_000,
  };
}
