import type { Consumer } from 'kafkajs';
import { partitionKey, type TopicPartition } from './assignment.js';

export type Pausing = Pick<Consumer, 'pause' | 'resume'>;
type Partitions = Parameters<Pausing['resume']>[0];

/** Why a partition is not fetched: it has its share of the room, or others have their turn. */
type Reason = 'AMPLE' | 'TURN';

/** Keeps partitions paused for as long as there is any reason to. */
export class PausedPartitions {
  /** Another one with each assignment. */
  private epoch = 0;
  private reasons = new Map<string, Set<Reason>>();

  constructor(private readonly consumer: Pausing) {}

  because(reason: Reason): Pausing {
    return {
      pause: (partitions) => this.pause(reason, partitions),
      resume: (partitions) => this.resume(reason, partitions),
    };
  }

  /** @returns what ends it, and does nothing after another assignment */
  hold(reason: Reason, { topic, partition }: TopicPartition): () => void {
    const one = [{ topic, partitions: [partition] }];
    const { epoch } = this;
    this.pause(reason, one);
    return () => {
      if (this.epoch === epoch) this.resume(reason, one);
    };
  }

  pause(reason: Reason, partitions: Partitions): void {
    for (const each of eachOf(partitions)) {
      const why = this.reasons.get(partitionKey(each)) ?? new Set();
      this.reasons.set(partitionKey(each), why.add(reason));
    }
    this.consumer.pause(partitions);
  }

  resume(reason: Reason, partitions: Partitions): void {
    for (const { topic, partition } of eachOf(partitions)) {
      const why = this.reasons.get(partitionKey({ topic, partition }));
      if (why?.delete(reason) !== true || why.size > 0) continue;
      this.consumer.resume([{ topic, partitions: [partition] }]);
    }
  }

  /** A new assignment: its partitions are paused and resumed by the one who begins it. */
  reset(): void {
    this.epoch += 1;
    this.reasons.clear();
  }
}

const eachOf = (topics: Partitions) =>
  topics.flatMap(({ topic, partitions = [] }) => partitions.map((partition) => ({ topic, partition })));
