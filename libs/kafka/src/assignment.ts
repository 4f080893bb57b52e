export interface TopicPartition {
  topic: string;
  partition: number;
}

/** The name under which a partition is known in maps. */
export function partitionKey({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}

/** So many messages to come are a backlog. */
const BACKLOG_MIN = 5_000n;

/** How far one partition has come within one epoch. Offsets are always the *next* one. */
export class PartitionPosition {
  /** Next offset to be queued: everything before it is queued, handled, or was never to be had. */
  next = 0n;
  /** Next offset to be handled: everything before it has been handed over successfully. */
  handled = 0n;
  highWatermark = 0n;
  /** The offset that was asked for again because a fetch came back from beyond it; null if none was. */
  askedAgainAt: bigint | null = null;
  /** The name of the topic on record. */
  onRecord: string;
  private queuedEnd = 0n;
  /** Up to here messages were there before they could be fetched; see `isBehind`. */
  private backlogEnd = 0n;
  /** Has it fetched again, where it is not for now. */
  private resume: (() => void) | null = null;

  constructor(
    readonly epoch: number,
    readonly topic: string,
    readonly partition: number,
  ) {
    this.onRecord = topic;
  }

  startAt(offset: bigint, highWatermark: bigint): void {
    this.next = this.handled = this.queuedEnd = offset;
    this.highWatermark = this.backlogEnd = highWatermark;
  }

  /** What a fetch says of the end of the partition. @param end the offset after what was fetched */
  reaches(highWatermark: bigint, end: bigint): void {
    this.highWatermark = highWatermark;
    if (highWatermark - end >= BACKLOG_MIN) this.backlogEnd = highWatermark;
  }

  /** Whether there is a backlog that is not queued yet. What has just been written is none: it comes when it comes. */
  get isBehind(): boolean {
    return this.next < this.backlogEnd;
  }

  /** What is left of the backlog does not come. */
  expectNoBacklog(): void {
    this.backlogEnd = this.next;
  }

  /** It is not fetched until `fetchAgain`. @param hold has that begin and @returns what ends it */
  fetchNoMore(hold: () => () => void): void {
    this.resume ??= hold();
  }

  fetchAgain(): void {
    const { resume } = this;
    this.resume = null;
    resume?.();
  }

  /** @param end the offset after the last queued record */
  queuedUpTo(end: bigint): void {
    this.next = this.queuedEnd = end;
  }

  /** Nothing that a consumer may see is left before `offset` (transaction markers, compaction, expiry). */
  nothingBefore(offset: bigint): void {
    if (offset <= this.next) return;
    if (this.handled === this.queuedEnd) this.handled = this.queuedEnd = offset;
    this.next = offset;
  }

  handledUpTo(end: bigint): void {
    this.handled = end === this.queuedEnd ? this.next : end;
    if (end === this.queuedEnd) this.queuedEnd = this.next;
  }

  get lag(): bigint {
    return this.highWatermark > this.handled ? this.highWatermark - this.handled : 0n;
  }
}

/**
 * The partitions of this member, one epoch per assignment by the group. A new epoch makes everything of the one before
 * stale, also for partitions that stay: what was queued is fetched again from where the database says.
 */
export class Assignments {
  private epoch = 0;
  private positions = new Map<string, PartitionPosition>();
  private started = false;

  /** Begins an epoch with these partitions; nothing is accepted for them until `start`. */
  begin(partitions: TopicPartition[]): number {
    this.epoch += 1;
    this.started = false;
    this.positions = new Map(
      partitions.map((each) => [partitionKey(each), new PartitionPosition(this.epoch, each.topic, each.partition)]),
    );
    return this.epoch;
  }

  /** Ends the epoch: this member has no partitions any more. */
  revoke(): void {
    this.begin([]);
  }

  /** From here on the start offsets are in force. */
  start(epoch: number): void {
    if (epoch === this.epoch) this.started = true;
  }

  get ready(): boolean {
    return this.started;
  }

  isCurrent(epoch: number): boolean {
    return epoch === this.epoch;
  }

  /** @returns the position, or undefined where nothing may be accepted: not assigned, or not started */
  accepting(topic: string, partition: number): PartitionPosition | undefined {
    return this.started ? this.positions.get(partitionKey({ topic, partition })) : undefined;
  }

  all(): PartitionPosition[] {
    return [...this.positions.values()];
  }
}
