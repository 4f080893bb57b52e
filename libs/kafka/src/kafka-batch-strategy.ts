import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import type { Kafka } from 'kafkajs';
import { applyStarts, findStarts } from './assignment-start.js';
import { Assignments, type TopicPartition } from './assignment.js';
import { kafkaClient, type Cluster } from './client.js';
import { ClusterView } from './cluster-view.js';
import { ConsumerSession } from './consumer-session.js';
import type { ConsumptionStatus } from './consumption-status.js';
import { deniedTopics, isDenial } from './denied-topics.js';
import { explainFailure } from './explain-failure.js';
import { Pipelines } from './pipelines.js';
import { SessionFailures, type ReadingTrouble } from './reading-trouble.js';
import { settledWithin, sleep } from './signal.js';
import { KafkaBehindDatabaseError } from './start-positions.js';
import { withDefaults, type StrategyLimits, type StrategyOptions } from './strategy-options.js';
import type { KnownTopic } from './topic-identity.js';
import { TopicWatch } from './topic-watch.js';

const IN_HAND_MS = 10_000;
const SESSION_END_MS = 15_000;

/**
 * Nest transport that hands `@EventPattern(topic)` methods whole batches of Kafka records.
 *
 *   kafkajs fetch → intake (fence, wait for room) → queue of a lane → handler → offset told to Kafka
 *
 * A session is one consumer of the topics that may be read; when it crashes, or when these are others, the next is
 * built. An epoch is one assignment within it; the lanes and their queues outlive both. Delivery is at least once and in
 * order per partition; nothing is ever skipped, and of a topic that is another one by now nothing is taken.
 */
export class KafkaBatchStrategy extends Server implements CustomTransportStrategy {
  private readonly limits: StrategyLimits;
  private readonly assignments = new Assignments();
  private readonly closing = new AbortController();
  private readonly cluster: Cluster;
  private readonly view: ClusterView;
  private pipelines: Pipelines | undefined;
  private watch: TopicWatch | undefined;
  private session: ConsumerSession | undefined;
  private trouble: ReadingTrouble | null = null;
  private lanesDone: Promise<void> = Promise.resolve();
  private sessionsDone: Promise<void> = Promise.resolve();
  private closed: Promise<void> | undefined;

  constructor(private readonly options: StrategyOptions) {
    super();
    this.limits = withDefaults(options);
    const { brokers, security, clientId, log } = options;
    this.cluster = { brokers, ...(security === undefined ? {} : { security }) };
    this.view = new ClusterView(() => kafkaClient({ ...this.cluster, clientId, log }));
  }

  /** Calls back at once: whether Kafka is there yet is a matter of readiness, see `consumption`. */
  listen(callback: (error?: unknown) => void): void {
    const { log, book } = this.options;
    const topics = [...this.messageHandlers.keys()];
    const watch = new TopicWatch({ view: this.view, book, topics, log, shorterForMs: this.limits.shorterForMs });
    const pipelines = new Pipelines(
      this.messageHandlers,
      this.limits,
      this.assignments,
      log,
      (read) => watch.confirm(read),
      (error) => this.fail(error),
    );
    this.watch = watch;
    this.pipelines = pipelines;
    this.lanesDone = pipelines.run();
    this.sessionsDone = topics.length > 0 ? this.runSessions(pipelines, watch) : Promise.resolve();
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
      topics: this.watch?.status() ?? [],
    };
  }

  on(): never {
    throw new Error('KafkaBatchStrategy has no events; ask consumption()');
  }

  unwrap<T>(): T {
    throw new Error('kafkajs stays behind this library');
  }

  private async runSessions(pipelines: Pipelines, watch: TopicWatch): Promise<void> {
    const failures = new SessionFailures(this.limits.retry);
    for (let began = performance.now(); !this.closing.signal.aborted;) {
      try {
        const readable = await watch.look();
        if (readable.size === 0) {
          this.trouble = null;
          await sleep(this.limits.lookMs, this.closing.signal);
          continue;
        }
        await this.runSession(pipelines, watch, readable);
        this.options.log.info({}, 'the topics that are read are others now; building a new consumer');
      } catch (error) {
        if (this.closing.signal.aborted) return;
        const fault = explainFailure(error, this.cluster);
        const { delayMs, ...trouble } = failures.failed(fault, performance.now() - began, Date.now());
        this.trouble = trouble;
        this.options.log.warn(
          { err: fault.cause ?? fault, reason: fault.message, failures: trouble.attempts, delayMs },
          'nothing can be read; trying again with a new consumer',
        );
        await sleep(delayMs, this.closing.signal);
        began = performance.now();
      }
    }
  }

  /** @returns when other topics are to be read, or when it is time to stop. @throws KafkaFault why it ended otherwise */
  private async runSession(
    pipelines: Pipelines,
    watch: TopicWatch,
    readable: ReadonlyMap<string, KnownTopic>,
  ): Promise<void> {
    const { clientId, groupId, log, book } = this.options;
    const topics = [...readable.keys()];
    const kafka = kafkaClient({ ...this.cluster, clientId, log });
    const session = new ConsumerSession({
      kafka,
      groupId,
      topics,
      fetch: this.limits.fetch,
      assignments: this.assignments,
      queueFor: (topic, partition) => pipelines.queueFor(topic, partition),
      onAssigned: (epoch, partitions) => void this.begin(kafka, session, epoch, partitions),
      onExpired: (gap) => book.noteGap(gap),
      onFetched: () => {
        if (this.assignments.ready) this.trouble = null;
      },
      log,
    });
    watch.begin(readable);
    this.session = session;
    const ended = new AbortController();
    const watched = this.watchSession(watch, session, ended.signal);
    const error = await session.run();
    watch.begin(new Map());
    this.assignments.revoke();
    pipelines.clear();
    ended.abort();
    watch.alarm.notify();
    await watched;
    if (error === undefined || this.closing.signal.aborted) return;
    const denied = isDenial(error) ? await deniedTopics(kafka, topics).catch(() => topics) : topics;
    throw explainFailure(error, this.cluster, { topics: denied.length === 0 ? topics : denied, group: groupId });
  }

  /** Ends the session when other topics are to be read than it reads. Never rejects. */
  private async watchSession(watch: TopicWatch, session: ConsumerSession, ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      await watch.alarm.wait(this.limits.lookMs);
      if (ended.aborted) return;
      try {
        if (!watch.isReading(await watch.look())) session.end();
      } catch (error) {
        // Whoever reads on meanwhile has each batch confirmed.
        this.options.log.info({ err: error }, 'the topics could not be looked at; looking again');
      }
    }
  }

  /** Begins an epoch; never rejects. Its partitions are paused until the end of it. */
  private async begin(
    kafka: Kafka,
    session: ConsumerSession,
    epoch: number,
    partitions: TopicPartition[],
  ): Promise<void> {
    const { book, log } = this.options;
    const { assignments, limits, closing } = this;
    this.pipelines?.clear();
    try {
      // What a handler has in hand is about to be in the database; asking now would deliver it twice.
      await this.pipelines?.idleWithin(IN_HAND_MS);
      const { retry, shorterForMs } = limits;
      const options = { kafka, assignments, book, retry, shorterForMs, log, signal: closing.signal };
      const starts = await findStarts(options, epoch, partitions);
      if (!starts) return;
      applyStarts(assignments, epoch, starts);
      this.pipelines?.expect(assignments.all());
      session.beginAt(starts);
      log.info({ epoch, partitions: partitions.length }, 'partitions assigned');
    } catch (error) {
      // The next look at the topics sees it too, and stops that one alone.
      if (error instanceof KafkaBehindDatabaseError) session.end(error);
      else this.fail(error);
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
    this.watch?.alarm.notify();
    if (!(await settledWithin(this.sessionsDone, SESSION_END_MS)))
      log.warn({}, 'the Kafka consumer did not end in time');
    await this.view.close();
  }
}
