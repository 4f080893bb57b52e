import type { Consumer, ConsumerGroupJoinEvent, Kafka } from 'kafkajs';
import { AdvisoryCommits } from './advisory-commits.js';
import { partitionKey, type Assignments, type TopicPartition } from './assignment.js';
import { coPartitionedAssigner } from './co-partitioned-assigner.js';
import type { FetchOptions } from './fetch-options.js';
import { Intake } from './intake.js';
import type { LaneQueue } from './lane-queue.js';
import type { Log } from './log.js';
import { offsetBounds } from './offset-bounds.js';
import { PausedPartitions } from './paused-partitions.js';
import { isRejoin } from './rejoin.js';
import { settledWithin, sleep } from './signal.js';
import type { OffsetGap } from './topic-book.js';
import { Turns } from './turns.js';

export interface SessionOptions {
  kafka: Kafka;
  groupId: string;
  topics: string[];
  fetch: FetchOptions;
  assignments: Assignments;
  queueFor: (topic: string, partition: number) => LaneQueue;
  /** Called with what expired before it was read. */
  onExpired: (gap: OffsetGap) => Promise<void>;
  /** Called at each assignment, after its partitions were paused; the partitions are resumed by `beginAt`. */
  onAssigned: (epoch: number, partitions: TopicPartition[]) => void;
  /** Called after each fetch that went well. */
  onFetched: () => void;
  log: Log;
}

const COMMIT_INTERVAL_MS = 1_000;
const DISCONNECT_TIMEOUT_MS = 10_000;
// Partitions that were added are seen after this time at the latest, and assigned soon after.
const METADATA_AGE_MS_MAX = 10_000;
// Far more than kafkajs keeps in one fetch: no partition's batch waits for another lane's.
const CONCURRENT_PARTITIONS = 256;

/** One kafkajs consumer, from connecting to its crash or stop. It is never restarted: the next session gets a new one. */
export class ConsumerSession {
  private readonly consumer: Consumer;
  private readonly intake: Intake;
  private readonly commits = new AdvisoryCommits();
  private readonly ending = new AbortController();
  private readonly paused: PausedPartitions;
  private readonly turns: Turns;
  private failure: Error | undefined;
  private member = false;
  private lastSignOfLife = performance.now();

  constructor(private readonly options: SessionOptions) {
    const { kafka, fetch, assignments, queueFor, log } = options;
    this.consumer = kafka.consumer({
      groupId: options.groupId,
      partitionAssigners: [coPartitionedAssigner],
      allowAutoTopicCreation: false,
      metadataMaxAge: METADATA_AGE_MS_MAX,
      minBytes: fetch.minBytes,
      maxWaitTimeInMs: fetch.maxWaitTimeInMs,
      maxBytesPerPartition: fetch.maxBytesPerPartition,
      maxBytes: fetch.maxBytes,
      sessionTimeout: fetch.sessionTimeoutMs,
      heartbeatInterval: fetch.heartbeatIntervalMs,
      rebalanceTimeout: fetch.rebalanceTimeoutMs,
      // Whether to come back is decided in one place, the strategy, with a backoff that does not add to a storm.
      retry: { retries: 8, initialRetryTime: 200, maxRetryTime: 3_000, restartOnFailure: () => Promise.resolve(false) },
    });
    this.paused = new PausedPartitions(this.consumer);
    this.intake = new Intake({
      assignments,
      queueFor,
      log,
      onExpired: options.onExpired,
      seek: (topic, partition, offset) => this.consumer.seek({ topic, partition, offset: offset.toString() }),
      hold: (topic, partition) => this.paused.hold('AMPLE', { topic, partition }),
      lowestOffset: async (topic, partition) =>
        (await offsetBounds(kafka, [topic])).get(partitionKey({ topic, partition }))?.low ?? 0n,
    });
    this.turns = new Turns(this.paused.because('TURN'), assignments);
  }

  /** Whether the group has been joined and not been lost since. */
  get joined(): boolean {
    return this.member && !this.ending.signal.aborted;
  }

  /** @returns when the session has ended and is disconnected: with its error, or with undefined after `stop` */
  async run(): Promise<Error | undefined> {
    const { topics } = this.options;
    this.listen();
    try {
      await this.consumer.connect();
      await this.consumer.subscribe({ topics, fromBeginning: true });
      if (this.ending.signal.aborted) throw new Error('stopped while connecting');
      await this.consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: CONCURRENT_PARTITIONS,
        eachBatch: (payload) => {
          this.turns.served(payload.batch.topic, payload.batch.partition);
          return this.intake.accept(payload);
        },
      });
      await this.stayAlive();
    } catch (error) {
      this.failure ??= error instanceof Error ? error : new Error(String(error));
    }
    this.end();
    // Not before `run` has returned: a consumer that is stopped while it joins goes on joining, unseen.
    await settledWithin(this.consumer.disconnect(), DISCONNECT_TIMEOUT_MS);
    return this.failure;
  }

  /** No more records are accepted, but the place in the group is kept. */
  hold(): void {
    this.intake.close();
    this.turns.close();
    if (this.joined) this.consumer.pause(this.options.topics.map((topic) => ({ topic })));
  }

  end(failure?: Error): void {
    this.intake.close();
    this.failure ??= failure;
    this.ending.abort();
  }

  /** Puts the start offsets in force and lets the fetching begin. */
  beginAt(starts: (TopicPartition & { offset: bigint })[]): void {
    for (const { topic, partition, offset } of starts) {
      this.consumer.seek({ topic, partition, offset: offset.toString() });
    }
    this.consumer.resume(starts.map(({ topic, partition }) => ({ topic, partitions: [partition] })));
  }

  /** Tells Kafka how far the group is; failing to is no trouble, so it never rejects. */
  async commit(): Promise<void> {
    const { assignments, log } = this.options;
    if (!this.joined || !assignments.ready) return;
    const due = this.commits.due(assignments.all());
    if (due.length === 0) return;
    try {
      await this.consumer.commitOffsets(due);
    } catch (error) {
      this.commits.forget();
      if (!isRejoin(error)) log.warn({ err: error }, 'could not tell Kafka the offsets; the database has them');
    }
  }

  private listen(): void {
    const { events } = this.consumer;
    const alive = (): void => {
      this.lastSignOfLife = performance.now();
    };
    for (const event of [events.HEARTBEAT, events.FETCH, events.REBALANCING] as const) this.consumer.on(event, alive);
    this.consumer.on(events.FETCH_START, () => this.turns.fetchStarted());
    this.consumer.on(events.FETCH, () => {
      this.turns.fetched();
      this.options.onFetched();
    });
    this.consumer.on(events.GROUP_JOIN, (event) => this.onJoin(event));
    this.consumer.on(events.CRASH, ({ payload }) => this.end(payload.error));
  }

  /** Runs within kafkajs's join, before its next fetch: what is paused here cannot be fetched from an old offset. */
  private onJoin({ payload }: ConsumerGroupJoinEvent): void {
    this.lastSignOfLife = performance.now();
    this.member = true;
    const assigned = Object.entries(payload.memberAssignment);
    const partitions = assigned.flatMap(([topic, ids]) => ids.map((partition) => ({ topic, partition })));
    this.consumer.pause(assigned.map(([topic, ids]) => ({ topic, partitions: ids })));
    this.turns.reset();
    this.paused.reset();
    const epoch = this.options.assignments.begin(partitions);
    this.intake.joined();
    this.options.onAssigned(epoch, partitions);
  }

  private async stayAlive(): Promise<void> {
    const { fetch } = this.options;
    const stalledMs = fetch.rebalanceTimeoutMs + fetch.sessionTimeoutMs + 30_000;
    while (!this.ending.signal.aborted) {
      await sleep(COMMIT_INTERVAL_MS, this.ending.signal);
      if (this.ending.signal.aborted) return;
      await this.commit();
      if (performance.now() - this.lastSignOfLife < stalledMs) continue;
      this.end(new Error(`kafkajs showed no sign of life for ${Math.round(stalledMs / 1000)} s`));
    }
  }
}
