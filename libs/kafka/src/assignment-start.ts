import type { Kafka } from 'kafkajs';
import { partitionKey } from './assignment.js';
import type { Assignments, TopicPartition } from './assignment.js';
import type { Log } from './log.js';
import { offsetBounds } from './offset-bounds.js';
import { isFinal, retryDelayMs } from './retry-policy.js';
import type { RetryPolicy } from './retry-policy.js';
import { sleep } from './signal.js';
import { KafkaBehindDatabaseError, resolveStarts } from './start-positions.js';
import type { Start, StartOffsets } from './start-positions.js';

export interface AssignmentStartOptions {
  kafka: Kafka;
  assignments: Assignments;
  startOffsets: StartOffsets;
  retry: RetryPolicy;
  log: Log;
  signal: AbortSignal;
}

// After a change of leader a partition may look shorter than it is for a moment.
const SHORTER_FOR_MS = 20_000;

async function startsOf(options: AssignmentStartOptions, partitions: TopicPartition[]): Promise<Start[]> {
  if (partitions.length === 0) return [];
  const topics = [...new Set(partitions.map(({ topic }) => topic))];
  const [known, bounds] = await Promise.all([options.startOffsets(partitions), offsetBounds(options.kafka, topics)]);
  return resolveStarts(partitions, known, bounds);
}

/**
 * Finds where the partitions of an epoch begin, however often it takes.
 * @returns undefined when the epoch or the process ended meanwhile
 * @throws the error that is final: Kafka behind the database, or failing for longer than the retry policy allows
 */
export async function findStarts(
  options: AssignmentStartOptions,
  epoch: number,
  partitions: TopicPartition[],
): Promise<Start[] | undefined> {
  const { assignments, retry, log, signal } = options;
  const began = performance.now();
  const current = (): boolean => assignments.isCurrent(epoch) && !signal.aborted;
  for (let failures = 1; current(); failures += 1) {
    try {
      const starts = await startsOf(options, partitions);
      return current() ? starts : undefined;
    } catch (error) {
      const elapsedMs = performance.now() - began;
      const behind =
        error instanceof KafkaBehindDatabaseError && elapsedMs < Math.min(SHORTER_FOR_MS, retry.maxElapsedMs);
      if (!behind && isFinal(retry, error, elapsedMs)) throw error;
      const delayMs = retryDelayMs(retry, failures);
      log.warn({ err: error, failures, delayMs }, 'start offsets could not be found yet');
      await sleep(delayMs, signal);
    }
  }
  return undefined;
}

/** Puts the starts into the positions and says what had expired before it was read. */
export function applyStarts(assignments: Assignments, epoch: number, starts: Start[], log: Log): void {
  const byKey = new Map(starts.map((start) => [partitionKey(start), start]));
  for (const position of assignments.all()) {
    const start = byKey.get(partitionKey(position));
    if (!start) continue;
    position.startAt(start.offset, start.highWatermark);
    if (start.lost === 0n) continue;
    const { topic, partition, offset, lost } = start;
    log.error(
      { topic, partition, lost: lost.toString(), offset: offset.toString() },
      'records expired before they were read',
    );
  }
  assignments.start(epoch);
}
