import type { PartitionPosition } from './assignment.js';
import { recordBytes, type RawRecord } from './raw-record.js';

interface Segment {
  records: RawRecord[];
  from: number;
  end: number;
  /** When it was queued, in ms since 1970: nobody's record is later than that. */
  at: number;
}

/** What is queued of one partition, first in, first out. */
export class PartitionQueue {
  records = 0;
  bytes = 0;
  private segments: Segment[] = [];

  constructor(
    readonly position: PartitionPosition,
    private readonly now: () => number,
  ) {}

  /** @param end the index after the last of `records` that is queued; the first is `from` */
  add(records: RawRecord[], from: number, end: number, bytes: number): void {
    this.segments.push({ records, from, end, at: this.now() });
    this.records += end - from;
    this.bytes += bytes;
  }

  /** The first record; undefined where nothing is queued. */
  get head(): RawRecord | undefined {
    const [segment] = this.segments;
    return segment?.records[segment.from];
  }

  /** Record time of the first one, in ms since 1970: what its producer or the broker says, but no later than it came. */
  get headTime(): number {
    const [segment] = this.segments;
    const head = segment?.records[segment.from];
    if (segment === undefined || head === undefined) return Infinity;
    return head.timestampMs <= segment.at ? head.timestampMs : segment.at;
  }

  /** Takes the first record off. */
  shift(): RawRecord | undefined {
    const [segment] = this.segments;
    const head = segment?.records[segment.from];
    if (segment === undefined || head === undefined) return undefined;
    segment.from += 1;
    if (segment.from === segment.end) this.segments.shift();
    this.records -= 1;
    this.bytes -= recordBytes(head);
    return head;
  }
}
