import { Server } from '@nestjs/microservices';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { Kafka } from 'kafkajs';
import { applyStarts, findStarts } from './assignment-start.js';
import { Assignments } from './assignment.js';
import type { TopicPartition } from './assignment.js';
import { kafkaClient } from './client.js';
import { ConsumerSession } from './consumer-session.js';
import type { ConsumptionStatus } from './consumption-status.js';
import { deniedTopics, isDenial } from './denied-topics.js';
import { explainFailure } from './explain-failure.js';
import type { KafkaFault } from './kafka-fault.js';
import { Pipelines } from './pipelines.js';
import { SessionFailures } from './reading-trouble.js';
import type { ReadingTrouble } from './reading-trouble.js';
import { settledWithin, sleep } from './signal.js';
import { withDefaults } from './strategy-options.js';
import type { StrategyLimits, StrategyOptions } from './strategy-options.js';

const IN_HAND_MS = 10_000;
const SESSION_END_MS = 15_000;

/**
 * Nest transport that hands `@EventPattern(topic)` methods whole batches of Kafka records.
 *
 *   kafkajs fetch → intake (fence, wait for room) → queue of a lane → handler → offset told to Kafka
 *
 * A session is one consumer; when it crashes, the next is built after a pause. An epoch is one assignment within it; the
 * lanes and their queues outlive both. Delivery is at least once and in order per partition; nothing is ever skipped.
 */
export class KafkaBatchStrategy extends Server implements CustomTransportStrategy {
  private readonly limits: StrategyLimits;
  private readonly assignments = new Assignments();
  private readonly closing = new AbortController();
  private pipelines: Pipelines | undefined;
  private session: ConsumerSession | undefined;
  private trouble: ReadingTrouble | null = null;
  private lanesDone: Promise<void> = Promise.resolve();
  private sessionsDone: Promise<void> = Promise.resolve();
  private closed: Promise<void> | undefined;

  constructor(private readonly options: StrategyOptions) {
    super();
    this.limits = withDefaults(options);
  }

  /** Calls back at once: whether Kafka is there yet is a matter of readiness, see `consumption`. */
  listen(callback: (error?: unknown) => void): void {
    const { log } = this.options;
    this.pipelines = new Pipelines(this.messageHandlers, this.limits, this.assignments, log, (error) =>
      this.fail(error),
    );
    this.lanesDone = this.pipelines.run();
    this.sessionsDone = this.pipelines.topics.length > 0 ? this.runSessions(this.pipelines) : Promise.resolve();
    callback();
  }

  /** Ends after the batches in hand; what is queued will be fetched again by whoever gets the partitions. */
  close(): Promise<void> {
    this.closed ??= this.shutDown();
    return this.closed;
  }

  /** @returns how far the consumption is, at this moment */
  consumption(): ConsumptionStatus {
    return {
      running: this.session?.joined ?? false,
      assigned: this.assignments.ready,
      partitions: this.assignments.all().map(({ topic, partition, handled, highWatermark, lag }) => ({
        topic,
        partition,
        handled,
        highWatermark,
        lag,
      })),
      trouble: this.trouble,
      lanes: this.pipelines?.status() ?? [],
    };
  }

  on(): never {
    throw new Error('KafkaBatchStrategy has no events; ask consumption()');
  }

  unwrap<T>(): T {
    throw new Error('kafkajs stays behind this library');
  }

  private async runSessions(pipelines: Pipelines): Promise<void> {
    const failures = new SessionFailures(this.limits.retry);
    while (!this.closing.signal.aborted) {
      const began = performance.now();
      const fault = await this.runSession(pipelines);
      this.assignments.revoke();
      pipelines.clear();
      if (this.closing.signal.aborted) return;
      const { delayMs, ...trouble } = failures.failed(fault, performance.now() - began, Date.now());
      this.trouble = trouble;
      this.options.log.warn(
        { err: fault.cause ?? fault, reason: fault.message, failures: trouble.attempts, delayMs },
        'Kafka consumer ended; building a new one',
      );
      await sleep(delayMs, this.closing.signal);
    }
  }

  /** @returns why it ended */
  private async runSession(pipelines: Pipelines): Promise<KafkaFault> {
    const { brokers, security, clientId, groupId, log } = this.options;
    const { topics } = pipelines;
    const cluster = { brokers, ...(security === undefined ? {} : { security }) };
    try {
      const kafka = kafkaClient({ ...cluster, clientId, log });
      const session = new ConsumerSession({
        kafka,
        groupId,
        topics,
        fetch: this.limits.fetch,
        assignments: this.assignments,
        queueFor: (topic, partition) => pipelines.queueFor(topic, partition),
        onAssigned: (epoch, partitions) => void this.begin(kafka, session, epoch, partitions),
        onFetched: () => {
          if (this.assignments.ready) this.trouble = null;
        },
        log,
      });
      this.session = session;
      const error = await session.run();
      const denied = isDenial(error) ? await deniedTopics(kafka, topics).catch(() => topics) : topics;
      return explainFailure(error, cluster, { topics: denied.length === 0 ? topics : denied, group: groupId });
    } catch (error) {
      return explainFailure(error, cluster);
    }
  }

  /** Begins an epoch; never rejects. Its partitions are paused until the end of it. */
  private async begin(
    kafka: Kafka,
    session: ConsumerSession,
    epoch: number,
    partitions: TopicPartition[],
  ): Promise<void> {
    const { startOffsets, log } = this.options;
    const { assignments, limits, closing } = this;
    this.pipelines?.clear();
    try {
      // What a handler has in hand is about to be in the database; asking now would deliver it twice.
      await this.pipelines?.idleWithin(IN_HAND_MS);
      const options = { kafka, assignments, startOffsets, retry: limits.retry, log, signal: closing.signal };
      const starts = await findStarts(options, epoch, partitions);
      if (!starts) return;
      applyStarts(assignments, epoch, starts, log);
      session.beginAt(starts);
      log.info({ epoch, partitions: partitions.length }, 'partitions assigned');
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    if (this.closing.signal.aborted) return;
    this.close().catch((cause: unknown) => this.options.log.error({ err: cause }, 'could not close'));
    this.options.onFatal(error);
  }

  private async shutDown(): Promise<void> {
    const { log } = this.options;
    this.closing.abort();
    this.session?.hold();
    this.pipelines?.end();
    const inTime = await settledWithin(this.lanesDone, this.limits.closeTimeoutMs);
    if (!inTime) log.warn({ timeoutMs: this.limits.closeTimeoutMs }, 'a batch in hand did not end in time');
    await settledWithin(this.session?.commit() ?? Promise.resolve(), SESSION_END_MS);
    this.session?.end();
    if (!(await settledWithin(this.sessionsDone, SESSION_END_MS)))
      log.warn({}, 'the Kafka consumer did not end in time');
  }
}
