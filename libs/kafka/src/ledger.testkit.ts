import { randomUUID } from 'node:crypto';
import { partitionKey } from './assignment.js';
import type { TopicPartition } from './assignment.js';
import { KafkaBatchStrategy } from './kafka-batch-strategy.js';
import { quiet } from './kafka.testkit.js';
import type { RecordBatch } from './raw-record.js';
import type { StrategyOptions } from './strategy-options.js';

export const brokers = (process.env['KAFKA_BROKERS'] ?? '127.0.0.1:9092').split(',');

/** Names a topic or group of its own for each test. */
export function fresh(name: string): string {
  return `${name}-${randomUUID().slice(0, 8)}`;
}

/** Stands in for the database: keeps the next offset of each partition and fences by it. */
export class Ledger {
  readonly values: string[] = [];
  readonly batches: RecordBatch[] = [];
  readonly skipped: string[] = [];
  duplicates = 0;
  private readonly next = new Map<string, bigint>();

  startAt(topic: string, partition: number, offset: bigint): void {
    this.next.set(partitionKey({ topic, partition }), offset);
  }

  readonly startOffsets = (partitions: TopicPartition[]): Promise<Map<string, bigint>> => {
    const known = new Map<string, bigint>();
    for (const key of partitions.map(partitionKey)) {
      const next = this.next.get(key);
      if (next !== undefined) known.set(key, next);
    }
    return Promise.resolve(known);
  };

  record(batch: RecordBatch): void {
    this.batches.push(batch);
    for (const { topic, partition, offset, value } of batch.records) {
      const key = partitionKey({ topic, partition });
      const next = this.next.get(key) ?? 0n;
      if (offset > next) this.skipped.push(`${key} ${next}..${offset}`);
      if (offset < next) this.duplicates += 1;
      if (offset < next) continue;
      this.next.set(key, offset + 1n);
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
  options: Partial<StrategyOptions> & Pick<StrategyOptions, 'groupId' | 'startOffsets'>,
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
    await handler(batch);
  };
  for (const topic of topics) strategy.addHandler(topic, wrapped, true);
  strategy.listen(() => undefined);
  return { strategy, fatal };
}
