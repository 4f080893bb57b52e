import type { TopicPartition } from './assignment.js';
import type { ReadingTrouble } from './reading-trouble.js';
import type { TopicStatus } from './topic-watch.js';

export interface PartitionStatus extends TopicPartition {
  /** Next offset to be handled. */
  handled: bigint;
  /** Next offset of the partition, as of the last fetch that brought something. */
  highWatermark: bigint;
  /** Records between the two. */
  lag: bigint;
}

export interface LaneStatus {
  topics: string[];
  lane: number;
  queuedRecords: number;
  queuedBytes: number;
  /** Its handler has failed and the batch is being repeated. */
  retrying: boolean;
  /** Why it has failed last, and how often in a row; null while it hasn't. */
  failure: { message: string; times: number } | null;
}

/** A look at the consumption at one moment. Ready to serve: `running` and `assigned`. */
export interface ConsumptionStatus {
  /** The consumer group has been joined and not been lost since. */
  running: boolean;
  /** The start offsets of the present assignment are in force; also true of a member that got no partitions. */
  assigned: boolean;
  partitions: PartitionStatus[];
  /** Why nothing is read; null while reading goes well, or hasn't failed yet. */
  trouble: ReadingTrouble | null;
  lanes: LaneStatus[];
  /** All topics, those that are not read among them. */
  topics: TopicStatus[];
}
