import type { PartitionPosition } from './assignment.js';

export interface CommitEntry {
  topic: string;
  partition: number;
  offset: string;
}

/**
 * Remembers which offsets Kafka has been told. The database decides where to read on; Kafka is told only so that its own
 * tools can show how far the group is.
 */
export class AdvisoryCommits {
  private committed = new Map<PartitionPosition, bigint>();

  /** @returns what is new since the last call; the caller reports it, once, and doesn't insist */
  due(positions: PartitionPosition[]): CommitEntry[] {
    const entries: CommitEntry[] = [];
    const committed = new Map<PartitionPosition, bigint>();
    for (const position of positions) {
      const { topic, partition, handled } = position;
      committed.set(position, handled);
      if (this.committed.get(position) !== handled) entries.push({ topic, partition, offset: handled.toString() });
    }
    this.committed = committed;
    return entries;
  }

  /** What was due last did not arrive; all of it is due again. */
  forget(): void {
    this.committed.clear();
  }
}
