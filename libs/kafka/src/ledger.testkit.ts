import { randomUUID } from 'node:crypto';
import { recordDigest, topicOnRecord } from '#contract';
import { partitionKey } from './assignment.js';
import { KafkaBatchStrategy } from './kafka-batch-strategy.js';
import { quiet } from './kafka.testkit.js';
import { endOf, type RecordBatch } from './raw-record.js';
import type { StrategyOptions } from './strategy-options.js';
import type { OffsetGap, TopicBook } from './topic-book.js';
import type { KnownTopic, TopicIdentity, TopicStop } from './topic-identity.js';

export const brokers = (process.env['KAFKA_BROKERS'] ?? '127.0.0.1:9092').split(',');

/** Names a topic or group of its own for each test. */
export function fresh(name: string): string {
  return `${name}-${randomUUID().slice(0, 8)}`;
}

/** Stands in for the database: keeps the next offset of each partition and fences by it. */
export class Ledger implements TopicBook {
  readonly values: string[] = [];
  readonly batches: RecordBatch[] = [];
  readonly skipped: string[] = [];
  duplicates = 0;
  private readonly next = new Map<string, bigint>();

  readonly gaps: OffsetGap[] = [];
  private readonly bound = new Map<string, Pick<KnownTopic, 'incarnation' | 'clusterId' | 'topicId'>>();
  private readonly stops = new Map<string, TopicStop>();
  /** By its name on record. */
  private readonly last = new Map<string, Buffer>();

  startAt(topic: string, partition: number, offset: bigint): void {
    this.bound.set(topic, { incarnation: 1, clusterId: null, topicId: null });
    this.next.set(partitionKey({ topic, partition }), offset);
  }

  /** As two people would: another topic takes the place of the one before, from its beginning. */
  rebind(topic: string, identity: TopicIdentity): void {
    this.bound.set(topic, { incarnation: (this.bound.get(topic)?.incarnation ?? 0) + 1, ...identity });
    this.stops.delete(topic);
  }

  /** Has it that another record was read before the next offset. */
  misremember(topic: string, partition: number): void {
    this.last.set(partitionKey({ topic, partition }), Buffer.alloc(32));
  }

  stopOf(topic: string): TopicStop | undefined {
    return this.stops.get(topic);
  }

  load(topics: readonly string[]): Promise<Map<string, KnownTopic>> {
    const known = new Map<string, KnownTopic>();
    for (const topic of topics) {
      const bound = this.bound.get(topic);
      if (bound) known.set(topic, { topic, ...bound, stop: this.stops.get(topic) ?? null, partitions: this.of(topic) });
    }
    return Promise.resolve(known);
  }

  bind(topic: string, identity: TopicIdentity, starts: ReadonlyMap<number, bigint>): Promise<void> {
    this.bound.set(topic, { incarnation: this.bound.get(topic)?.incarnation ?? 1, ...identity });
    for (const [partition, offset] of starts) {
      const key = partitionKey({ topic, partition });
      if (!this.next.has(key)) this.next.set(key, offset);
    }
    return Promise.resolve();
  }

  noteStop(topic: string, _incarnation: number, stop: TopicStop | null): Promise<void> {
    if (stop === null) this.stops.delete(topic);
    else this.stops.set(topic, stop);
    return Promise.resolve();
  }

  noteGap(gap: OffsetGap): Promise<void> {
    this.gaps.push(gap);
    return Promise.resolve();
  }

  private of(topic: string): KnownTopic['partitions'] {
    const name = topicOnRecord(topic, this.bound.get(topic)?.incarnation ?? 1);
    const partitions = new Map<number, { next: bigint; last: Buffer | null }>();
    for (const [key, next] of this.next) {
      const [of = '', partition] = key.split('/');
      if (of === name) partitions.set(Number(partition), { next, last: this.last.get(key) ?? null });
    }
    return partitions;
  }

  record(batch: RecordBatch): void {
    this.batches.push(batch);
    for (const each of batch.records) {
      const { topic, partition, offset, value } = each;
      const key = partitionKey({ topic, partition });
      const next = this.next.get(key) ?? 0n;
      if (offset > next) this.skipped.push(`${key} ${next}..${offset}`);
      if (offset < next) this.duplicates += 1;
      if (offset < next) continue;
      this.next.set(key, endOf(each));
      if (each.unreadable === undefined) this.last.set(key, recordDigest(each));
      else this.last.delete(key);
      this.values.push(String(value));
    }
  }
}

export interface Running {
  strategy: KafkaBatchStrategy;
  fatal: unknown[];
}

/** Starts a strategy whose one handler serves `topics`. */
export function consume(
  topics: string[],
  handler: (batch: RecordBatch) => void | Promise<void>,
  options: Partial<StrategyOptions> & Pick<StrategyOptions, 'groupId' | 'book'>,
): Running {
  const fatal: unknown[] = [];
  const strategy = new KafkaBatchStrategy({
    brokers,
    clientId: 'spec',
    log: quiet,
    onFatal: (error) => fatal.push(error),
    ...options,
    retry: { initialMs: 20, maxMs: 200, ...options.retry },
  });
  const wrapped = async (batch: RecordBatch): Promise<void> => {
    await batch.confirmed;
    await handler(batch);
  };
  for (const topic of topics) strategy.addHandler(topic, wrapped, true);
  strategy.listen(() => undefined);
  return { strategy, fatal };
}
