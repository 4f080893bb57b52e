import type { Batch, EachBatchPayload } from 'kafkajs';
import type { Assignments, PartitionPosition } from './assignment.js';
import type { LaneQueue } from './lane-queue.js';
import type { Log } from './log.js';
import { endOf, rawRecordFrom, type RawRecord } from './raw-record.js';
import { isRejoin } from './rejoin.js';
import type { OffsetGap } from './topic-book.js';

export interface IntakeOptions {
  assignments: Assignments;
  queueFor: (topic: string, partition: number) => LaneQueue;
  /** @returns the first offset that the partition still holds */
  lowestOffset: (topic: string, partition: number) => Promise<bigint>;
  seek: (topic: string, partition: number, offset: bigint) => void;
  /** Fetches a partition no more, until what it @returns is called. */
  hold: (topic: string, partition: number) => () => void;
  /** Called with what is lost, before anything after it is taken. */
  onExpired: (gap: OffsetGap) => Promise<void>;
  log: Log;
}

const HEARTBEAT_CHECK_MS = 500;

/** kafkajs keeps where a fetch began on the batch, but not in its types. */
function fetchedFrom(batch: Batch): bigint {
  if ('fetchedOffset' in batch && typeof batch.fetchedOffset === 'string') return BigInt(batch.fetchedOffset);
  throw new TypeError('kafkajs no longer tells where a batch was fetched from; gaps could not be seen');
}

function wanted(batch: Batch, onRecord: string, from: bigint): RawRecord[] {
  const records: RawRecord[] = [];
  for (const message of batch.messages) {
    const record = rawRecordFrom(from, onRecord, batch.partition, message);
    if (record !== undefined) records.push(record);
  }
  return records;
}

/**
 * Takes what kafkajs fetched into the lanes' queues and lets it fetch on. Admits a batch only if it connects to what
 * was queued before, so that neither a fetch from before a seek nor a reset of kafkajs can skip a record.
 */
export class Intake {
  private closed = false;
  private rejoin: unknown;

  constructor(private readonly options: IntakeOptions) {}

  /** From now on everything is refused, waiting batches included. */
  close(): void {
    this.closed = true;
  }

  /** The group has been joined anew; batches are admitted again. */
  joined(): void {
    this.rejoin = undefined;
  }

  async accept(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    // The group wants us back: whoever still waits or comes now must make way at once. Working through the rest of the
    // fetch first is what costs kafkajs consumers their membership, and the next rebalance follows (tulios/kafkajs#1720).
    if (this.rejoin) throw this.rejoin;
    const position = this.options.assignments.accepting(batch.topic, batch.partition);
    if (!position || this.refused(payload, position)) return;
    const end = BigInt(batch.lastOffset()) + 1n;
    position.reaches(BigInt(batch.highWatermark), end);
    if (!(await this.connects(position, fetchedFrom(batch))) || this.refused(payload, position)) return;
    const complete = await this.enqueue(payload, position);
    if (!complete) return;
    position.nothingBefore(end);
    const { topic, partition } = position;
    if (this.options.queueFor(topic, partition).isAmple(position))
      position.fetchNoMore(() => this.options.hold(topic, partition));
    const last = batch.messages[batch.messages.length - 1];
    if (last) payload.resolveOffset(last.offset);
  }

  private refused(payload: EachBatchPayload, position: PartitionPosition): boolean {
    return this.closed || !this.options.assignments.isCurrent(position.epoch) || payload.isStale();
  }

  private async enqueue(payload: EachBatchPayload, position: PartitionPosition): Promise<boolean> {
    const { topic, partition } = position;
    const queue = this.options.queueFor(topic, partition);
    const records = wanted(payload.batch, position.onRecord, position.next);
    for (let from = 0; from < records.length;) {
      const queued = queue.offer(position, records, from);
      from += queued;
      const last = records[from - 1];
      if (queued > 0 && last) position.queuedUpTo(endOf(last));
      if (from === records.length) break;
      await queue.waitForRoom(HEARTBEAT_CHECK_MS);
      if (this.refused(payload, position)) return false;
      await this.heartbeat(payload);
      if (this.refused(payload, position)) return false;
    }
    return true;
  }

  private async heartbeat(payload: EachBatchPayload): Promise<void> {
    if (this.rejoin) throw this.rejoin;
    try {
      await payload.heartbeat();
    } catch (error) {
      if (isRejoin(error)) this.rejoin = error;
      throw error;
    }
  }

  /**
   * A fetch from beyond the next offset is a gap: harmless if nothing visible lies in between, else a loss. So the
   * missing range is asked for once more; if the next fetch again begins beyond it, there is nothing in it.
   */
  private async connects(position: PartitionPosition, fetchedAt: bigint): Promise<boolean> {
    if (fetchedAt <= position.next) return true;
    const { topic, partition, next } = position;
    const { log, seek, lowestOffset, onExpired } = this.options;
    const low = await lowestOffset(topic, partition);
    if (low > next) {
      log.error({ topic, partition, from: `${next}`, to: `${low}` }, 'records expired before they were read');
      await onExpired({ topic: position.onRecord, partition, from: next, to: low });
      position.nothingBefore(low);
    } else if (position.askedAgainAt === next) {
      position.nothingBefore(fetchedAt);
    }
    if (fetchedAt <= position.next) return true;
    log.warn(
      { topic, partition, expected: `${position.next}`, fetchedAt: `${fetchedAt}` },
      'fetched from beyond the next offset; asking again',
    );
    position.askedAgainAt = position.next;
    if (!this.closed && this.options.assignments.isCurrent(position.epoch)) seek(topic, partition, position.next);
    return false;
  }
}
