import type { Kafka } from 'kafkajs';
import { topicOnRecord } from '#contract';
import { partitionKey, type Assignments, type TopicPartition } from './assignment.js';
import type { Log } from './log.js';
import { offsetBounds } from './offset-bounds.js';
import { isFinal, retryDelayMs, type RetryPolicy } from './retry-policy.js';
import { sleep } from './signal.js';
import { KafkaBehindDatabaseError, resolveStarts, type Start } from './start-positions.js';
import type { TopicBook } from './topic-book.js';

export interface AssignmentStartOptions {
  kafka: Kafka;
  assignments: Assignments;
  book: TopicBook;
  retry: RetryPolicy;
  /** After a change of leader a partition may look shorter than it is, for so long; in milliseconds. */
  shorterForMs: number;
  log: Log;
  signal: AbortSignal;
}

/** A start under the name that its topic has on record. */
export type NamedStart = Start & { readonly onRecord: string };

async function startsOf(options: AssignmentStartOptions, partitions: TopicPartition[]): Promise<NamedStart[]> {
  if (partitions.length === 0) return [];
  const topics = [...new Set(partitions.map(({ topic }) => topic))];
  const known = await options.book.load(topics);
  const next = new Map<string, bigint>();
  for (const { topic, partitions: offsets } of known.values()) {
    for (const [partition, offset] of offsets) next.set(partitionKey({ topic, partition }), offset.next);
  }
  const starts = resolveStarts(partitions, next, await offsetBounds(options.kafka, topics));
  return starts.map((start) => ({
    ...start,
    onRecord: topicOnRecord(start.topic, known.get(start.topic)?.incarnation ?? 1),
  }));
}

/**
 * Finds where the partitions of an epoch begin, however often it takes, and notes what had expired before it was read.
 * @returns undefined when the epoch or the process ended meanwhile
 * @throws the error that is final: Kafka behind the database, or failing for longer than the retry policy allows
 */
export async function findStarts(
  options: AssignmentStartOptions,
  epoch: number,
  partitions: TopicPartition[],
): Promise<NamedStart[] | undefined> {
  const { assignments, retry, shorterForMs, log, signal } = options;
  const began = performance.now();
  const current = (): boolean => assignments.isCurrent(epoch) && !signal.aborted;
  for (let failures = 1; current(); failures += 1) {
    try {
      const starts = await startsOf(options, partitions);
      for (const start of starts) await noteLost(options, start);
      return current() ? starts : undefined;
    } catch (error) {
      const elapsedMs = performance.now() - began;
      const behind =
        error instanceof KafkaBehindDatabaseError && elapsedMs < Math.min(shorterForMs, retry.maxElapsedMs);
      if (!behind && isFinal(retry, error, elapsedMs)) throw error;
      const delayMs = retryDelayMs(retry, failures);
      log.warn({ err: error, failures, delayMs }, 'start offsets could not be found yet');
      await sleep(delayMs, signal);
    }
  }
  return undefined;
}

async function noteLost({ book, log }: AssignmentStartOptions, start: NamedStart): Promise<void> {
  const { onRecord: topic, partition, offset, lost } = start;
  if (lost === 0n) return;
  await book.noteGap({ topic, partition, from: offset - lost, to: offset });
  log.error({ topic, partition, from: `${offset - lost}`, to: `${offset}` }, 'records expired before they were read');
}

/** Puts the starts into the positions. */
export function applyStarts(assignments: Assignments, epoch: number, starts: NamedStart[]): void {
  const byKey = new Map(starts.map((start) => [partitionKey(start), start]));
  for (const position of assignments.all()) {
    const start = byKey.get(partitionKey(position));
    if (!start) continue;
    position.onRecord = start.onRecord;
    position.startAt(start.offset, start.highWatermark);
  }
  assignments.start(epoch);
}
