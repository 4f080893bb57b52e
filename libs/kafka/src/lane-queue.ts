import type { PartitionPosition } from './assignment.js';
import { PartitionQueue } from './partition-queue.js';
import { endOf, recordBytes, type RawRecord } from './raw-record.js';
import { Signal } from './signal.js';

/** Records taken together, and for each partition among them the offset after its last one. */
export interface Taken {
  records: RawRecord[];
  ends: Map<PartitionPosition, bigint>;
}

export interface Limits {
  records: number;
  bytes: number;
}

/** How long a backlog that does not come is waited for, in ms: markers at the end of a topic are never handed over. */
const BACKLOG_MS = 2_000;

/**
 * What waits in one lane, bounded by records and bytes. A single record beyond the byte limit passes alone.
 *
 * Topics are read in step: of the partitions of one number, in which equal keys meet, the record with the earliest time goes
 * first, and none goes while a backlog of another topic, which may hold an earlier one, is still being fetched. Nothing
 * depends on it for being right; it keeps a backlog from alerting on what a message on another topic takes back at once.
 */
export class LaneQueue {
  readonly room = new Signal();
  readonly items = new Signal();
  /** By the number of the partition. */
  private groups = new Map<number, PartitionQueue[]>();
  private queuedRecords = 0;
  private queuedBytes = 0;
  private waitingForRoom = 0;
  private turn = 0;
  private blockedSince: number | null = null;

  constructor(
    private readonly limits: Limits,
    private readonly now: () => number = () => Date.now(),
  ) {}

  get depth(): Limits {
    return { records: this.queuedRecords, bytes: this.queuedBytes };
  }

  /** The partitions of a new epoch, which may have a backlog. */
  expect(positions: readonly PartitionPosition[]): void {
    for (const position of positions) this.queueOf(position);
  }

  /**
   * Queues as many of `records`, beginning at index `from`, as there is room for.
   * @returns how many were queued; 0 when there is no room
   */
  offer(position: PartitionPosition, records: RawRecord[], from: number): number {
    let end = from;
    let bytes = 0;
    for (let record = records[end]; record; record = records[end]) {
      const size = recordBytes(record);
      const fits = this.queuedRecords < this.limits.records && this.queuedBytes + size <= this.limits.bytes;
      if (!fits && this.queuedRecords > 0) break;
      this.queuedRecords += 1;
      this.queuedBytes += size;
      bytes += size;
      end += 1;
    }
    if (end > from) {
      this.queueOf(position).add(records, from, end, bytes);
      this.items.notify();
    }
    return end - from;
  }

  /** Waits until there may be room, `timeoutMs` at most. While somebody does, nothing more is fetched by anybody. */
  async waitForRoom(timeoutMs: number): Promise<void> {
    this.waitingForRoom += 1;
    this.items.notify();
    await this.room.wait(timeoutMs);
    this.waitingForRoom -= 1;
  }

  /** Whether so much of a partition is queued that others are fetched first: one more fetch still finds room. */
  isAmple(position: PartitionPosition): boolean {
    const { records, bytes } = this.queueOf(position);
    const ample = this.ample();
    return records >= ample.records || bytes >= ample.bytes;
  }

  /**
   * Takes what is there, up to `max`; at least one record if there is any that may go.
   * @param isStale what is queued of such a position is dropped on the way
   * @returns undefined when there is nothing to take
   */
  take(max: Limits, isStale: (position: PartitionPosition) => boolean): Taken | undefined {
    const taken: Taken = { records: [], ends: new Map() };
    const left = { ...max };
    this.dropStale(isStale);
    const groups = [...this.groups.values()];
    this.turn += 1;
    let blocked = false;
    for (let i = 0; i < groups.length && left.records > 0 && left.bytes > 0; i += 1) {
      const group = groups[(this.turn + i) % groups.length] ?? [];
      blocked = this.takeInStep(group, taken, left) || blocked;
    }
    if (taken.records.length > 0 || !blocked) this.blockedSince = null;
    else if (this.isVain()) return this.take(max, isStale);
    this.wakeHungry(taken);
    this.room.notify();
    return taken.records.length > 0 ? taken : undefined;
  }

  clear(): void {
    this.groups.clear();
    this.queuedRecords = this.queuedBytes = 0;
    this.blockedSince = null;
    this.room.notify();
  }

  /** @returns whether there is more that has to wait for the backlog of another topic */
  private takeInStep(group: readonly PartitionQueue[], taken: Taken, left: Limits): boolean {
    for (;;) {
      let first: PartitionQueue | undefined;
      // The earliest of all others: up to then the first one goes on.
      let until = Infinity;
      for (const queue of group) {
        if (queue.records === 0) {
          if (queue.position.isBehind) return group.some(({ records }) => records > 0);
        } else if (first === undefined || queue.headTime < first.headTime) {
          until = first?.headTime ?? Infinity;
          first = queue;
        } else until = Math.min(until, queue.headTime);
      }
      if (first === undefined) return false;
      if (!this.takeFrom(first, until, taken, left)) return false;
    }
  }

  /** @returns whether there is room for more in what is taken */
  private takeFrom(queue: PartitionQueue, until: number, taken: Taken, left: Limits): boolean {
    for (let head = queue.head; head !== undefined && queue.headTime <= until; head = queue.head) {
      const size = recordBytes(head);
      if (left.records <= 0 || (size > left.bytes && taken.records.length > 0)) {
        left.records = 0;
        return false;
      }
      queue.shift();
      taken.records.push(head);
      taken.ends.set(queue.position, endOf(head));
      left.records -= 1;
      left.bytes -= size;
      this.queuedRecords -= 1;
      this.queuedBytes -= size;
    }
    return true;
  }

  /**
   * Whether the backlog that is waited for can't come, or does not: while somebody waits for room nothing is fetched. It is
   * not waited for any more then.
   */
  private isVain(): boolean {
    const now = this.now();
    this.blockedSince ??= now;
    if (this.waitingForRoom === 0 && now - this.blockedSince < BACKLOG_MS) return false;
    this.blockedSince = null;
    for (const { position, records } of this.all()) if (records === 0) position.expectNoBacklog();
    return true;
  }

  private dropStale(isStale: (position: PartitionPosition) => boolean): void {
    for (const [number, group] of this.groups) {
      const kept = group.filter(({ position }) => !isStale(position));
      if (kept.length === group.length) continue;
      for (const { position, records, bytes } of group) {
        if (!isStale(position)) continue;
        this.queuedRecords -= records;
        this.queuedBytes -= bytes;
      }
      if (kept.length > 0) this.groups.set(number, kept);
      else this.groups.delete(number);
    }
  }

  private wakeHungry({ ends }: Taken): void {
    const ample = this.ample();
    for (const position of ends.keys()) {
      const { records, bytes } = this.queueOf(position);
      if (records < ample.records / 2 && bytes < ample.bytes / 2) position.fetchAgain();
    }
  }

  /** Half of a partition's share of the room. */
  private ample(): Limits {
    const partitions = Math.max(1, this.all().length);
    return { records: this.limits.records / partitions / 2, bytes: this.limits.bytes / partitions / 2 };
  }

  private queueOf(position: PartitionPosition): PartitionQueue {
    const group = this.groups.get(position.partition) ?? [];
    const known = group.find((queue) => queue.position === position);
    if (known !== undefined) return known;
    const queue = new PartitionQueue(position, this.now);
    this.groups.set(position.partition, [...group, queue]);
    return queue;
  }

  private all(): PartitionQueue[] {
    return [...this.groups.values()].flat();
  }
}
