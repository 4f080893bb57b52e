import type { PartitionPosition } from './assignment.js';
import { endOf, recordBytes, type RawRecord } from './raw-record.js';
import { Signal } from './signal.js';

interface Segment {
  position: PartitionPosition;
  records: RawRecord[];
  from: number;
  end: number;
}

/** Records taken together, and for each partition among them the offset after its last one. */
export interface Taken {
  records: RawRecord[];
  ends: Map<PartitionPosition, bigint>;
}

export interface Limits {
  records: number;
  bytes: number;
}

/** First in, first out, bounded by records and bytes. A single record beyond the byte limit passes alone. */
export class LaneQueue {
  readonly room = new Signal();
  readonly items = new Signal();
  private segments: Segment[] = [];
  private queuedRecords = 0;
  private queuedBytes = 0;

  constructor(private readonly limits: Limits) {}

  get depth(): Limits {
    return { records: this.queuedRecords, bytes: this.queuedBytes };
  }

  /**
   * Queues as many of `records`, beginning at index `from`, as there is room for.
   * @returns how many were queued; 0 when there is no room
   */
  offer(position: PartitionPosition, records: RawRecord[], from: number): number {
    let end = from;
    for (let record = records[end]; record; record = records[end]) {
      const bytes = recordBytes(record);
      const fits = this.queuedRecords < this.limits.records && this.queuedBytes + bytes <= this.limits.bytes;
      if (!fits && this.queuedRecords > 0) break;
      this.queuedRecords += 1;
      this.queuedBytes += bytes;
      end += 1;
    }
    if (end > from) {
      this.segments.push({ position, records, from, end });
      this.items.notify();
    }
    return end - from;
  }

  /**
   * Takes what is there, up to `max`; at least one record if there is any.
   * @param isStale segments of such a position are dropped on the way
   * @returns undefined when there is nothing to take
   */
  take(max: Limits, isStale: (position: PartitionPosition) => boolean): Taken | undefined {
    const taken: Taken = { records: [], ends: new Map() };
    let bytes = 0;
    for (let segment = this.segments[0]; segment; segment = this.segments[0]) {
      const stale = isStale(segment.position);
      for (let record = segment.records[segment.from]; record && segment.from < segment.end;) {
        const size = recordBytes(record);
        if (!stale) {
          const full = taken.records.length >= max.records || bytes + size > max.bytes;
          if (full && taken.records.length > 0) return this.given(taken);
          taken.records.push(record);
          taken.ends.set(segment.position, endOf(record));
          bytes += size;
        }
        segment.from += 1;
        this.queuedRecords -= 1;
        this.queuedBytes -= size;
        record = segment.records[segment.from];
      }
      this.segments.shift();
    }
    return this.given(taken);
  }

  clear(): void {
    this.segments = [];
    this.queuedRecords = this.queuedBytes = 0;
    this.room.notify();
  }

  private given(taken: Taken): Taken | undefined {
    this.room.notify();
    return taken.records.length > 0 ? taken : undefined;
  }
}
