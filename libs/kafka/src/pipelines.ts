import type { MessageHandler } from '@nestjs/microservices';
import type { Assignments, PartitionPosition } from './assignment.js';
import type { LaneStatus } from './consumption-status.js';
import { callHandler, groupHandlers } from './handler-groups.js';
import { Lane } from './lane.js';
import { LaneQueue } from './lane-queue.js';
import type { Log } from './log.js';
import type { StrategyLimits } from './strategy-options.js';

interface Pipeline {
  topics: string[];
  lanes: Lane[];
}

/** All lanes: `lanes` of them for each handler method, shared by the topics of that method. */
export class Pipelines {
  readonly topics: string[];
  private readonly pipelines: Pipeline[];
  private readonly byTopic = new Map<string, Lane[]>();

  constructor(
    handlers: Map<string, MessageHandler>,
    limits: StrategyLimits,
    assignments: Assignments,
    log: Log,
    confirm: (topics: Set<string>) => Promise<void>,
    onFatal: (error: unknown) => void,
  ) {
    this.topics = [...handlers.keys()];
    this.pipelines = groupHandlers(handlers).map(({ topics, handler }) => ({
      topics,
      lanes: Array.from(
        { length: limits.lanes },
        (_, lane) =>
          new Lane({
            lane,
            queue: new LaneQueue(limits.queue),
            batch: limits.batch,
            retry: limits.retry,
            log,
            handle: (batch) => callHandler(handler, batch),
            confirm,
            isStale: (position) => !assignments.isCurrent(position.epoch),
            onFatal,
          }),
      ),
    }));
    for (const { topics, lanes } of this.pipelines) for (const topic of topics) this.byTopic.set(topic, lanes);
  }

  queueFor(topic: string, partition: number): LaneQueue {
    const lanes = this.byTopic.get(topic) ?? [];
    const lane = lanes[partition % lanes.length];
    if (!lane) throw new Error(`${topic}: no handler`);
    return lane.queue;
  }

  /** The partitions of a new epoch, before anything of them is queued. */
  expect(positions: readonly PartitionPosition[]): void {
    for (const position of positions) this.queueFor(position.topic, position.partition).expect([position]);
  }

  /** @returns when all lanes have ended */
  async run(): Promise<void> {
    await Promise.all(this.all().map((lane) => lane.run()));
  }

  end(): void {
    for (const lane of this.all()) lane.end();
  }

  /** Drops what is queued; what a handler has in hand is not touched. */
  clear(): void {
    for (const lane of this.all()) lane.queue.clear();
  }

  /** Waits until no handler has a batch in hand, `ms` milliseconds at most. */
  async idleWithin(ms: number): Promise<void> {
    await Promise.all(this.all().map((lane) => lane.idleWithin(ms)));
  }

  status(): LaneStatus[] {
    return this.pipelines.flatMap(({ topics, lanes }) =>
      lanes.map((each, lane) => {
        const { records, bytes } = each.queue.depth;
        return {
          topics,
          lane,
          queuedRecords: records,
          queuedBytes: bytes,
          retrying: each.retrying,
          failure: each.failure,
        };
      }),
    );
  }

  private all(): Lane[] {
    return this.pipelines.flatMap(({ lanes }) => lanes);
  }
}
