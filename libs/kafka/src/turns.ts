import type { Pausing } from './paused-partitions.js';
import { partitionKey, type Assignments, type TopicPartition } from './assignment.js';

const SILENT_MS = 5_000;

/**
 * Gives every partition its turn. kafkajs asks for the partitions in the same order each time, and a broker fills its
 * answer in that order: far behind, the first ones would take it all, and a record larger than what is left of the
 * answer would never come. So the partitions that were silent for a while are now and then fetched alone, once.
 */
export class Turns {
  private servedAt = new Map<string, number>();
  private held: TopicPartition[] = [];
  private fetchBegan = false;
  private lastTurnAt: number;
  private closed = false;

  constructor(
    private readonly consumer: Pausing,
    private readonly assignments: Assignments,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.lastTurnAt = this.now();
  }

  /** A new assignment: its partitions are paused and resumed by the one who begins it. */
  reset(): void {
    this.held = [];
    this.servedAt.clear();
    this.lastTurnAt = this.now();
  }

  /** Pauses and resumes nothing any more. */
  close(): void {
    this.closed = true;
  }

  served(topic: string, partition: number): void {
    this.servedAt.set(partitionKey({ topic, partition }), this.now());
  }

  fetchStarted(): void {
    this.fetchBegan = true;
  }

  fetched(): void {
    if (this.closed || !this.assignments.ready) return;
    if (this.held.length > 0) {
      // A fetch that was under way when the turn began had asked for the others.
      if (this.fetchBegan) this.endTurn();
      return;
    }
    const now = this.now();
    if (now - this.lastTurnAt >= SILENT_MS) this.beginTurn(now);
  }

  private beginTurn(now: number): void {
    const positions = this.assignments.all();
    const busy = positions.filter((each) => now - (this.servedAt.get(partitionKey(each)) ?? -Infinity) < SILENT_MS);
    this.lastTurnAt = now;
    if (busy.length === 0 || busy.length === positions.length) return;
    this.held = busy;
    this.fetchBegan = false;
    this.consumer.pause(busy.map(({ topic, partition }) => ({ topic, partitions: [partition] })));
  }

  private endTurn(): void {
    const held = this.held;
    this.held = [];
    this.consumer.resume(held.map(({ topic, partition }) => ({ topic, partitions: [partition] })));
  }
}
