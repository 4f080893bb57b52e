import { unionOf, type Judgement, type Policy } from '#domain';
import {
  advanceFanOuts,
  countTouched,
  finishFanOuts,
  holdKnowledge,
  knowledgeVersion,
  newBlock,
  nextTouched,
  unfinishedFanOuts,
  type FanOut,
  type Session,
} from '#store';
import type { Cause } from './alert-changes.js';
import { fromRow, type ClientCache } from './client-cache.js';
import { StaleRead, writeEffects } from './commit.js';
import { groundless, upToDate, type CommonGround } from './common-ground.js';
import type { IngestLog } from './ingestor.js';
import { judgeTasks, prepare, type Task } from './judging.js';
import { triggerFor } from './shared-changes.js';

interface Options {
  readonly session: Session;
  /** What is judged by as long as no pack is on record; then the one in force. */
  readonly policy: Policy;
  readonly cache: ClientCache;
  readonly log: IngestLog;
  /** Clients judged in one transaction. */
  readonly chunk?: number;
}

/** At most this many changes are worked off together. */
const TOGETHER_MAX = 1_000;

/**
 * Judges again whom changes of shared knowledge touch. The state machine of a change:
 * waiting (no cursor) → under way (cursor at the last client judged) → finished.
 *
 * Waiting changes are worked off together, in one pass over the clients that any of them touches. Each chunk is one
 * transaction with the cursor, so a crash costs at most a chunk; changes that come in meanwhile make the next pass.
 */
export class FanOutWorker {
  private ground: CommonGround;

  constructor(private readonly options: Options) {
    this.ground = groundless(options.policy);
  }

  /**
   * Works off what is waiting or under way.
   * @param stop asked between chunks
   * @returns how many clients were judged; 0 when there was nothing to do
   */
  async run(stop: () => boolean): Promise<number> {
    const { session, log } = this.options;
    const unfinished = await unfinishedFanOuts(session.sql, TOGETHER_MAX);
    const [oldest] = unfinished;
    if (oldest === undefined) return 0;
    // Those that share a cursor are one pass; what was under way before a crash goes on first.
    const jobs = unfinished.filter((job) => job.cursor === oldest.cursor);
    const touched = unionOf(jobs);
    const total = await countTouched(session.sql, touched);
    log.info({ changes: jobs.length, clients: total, from: oldest.cursor }, 'judging again whom shared changes touch');
    let cursor = oldest.cursor ?? '';
    let judged = 0;
    while (!stop()) {
      const done = await this.chunk(jobs, cursor);
      if (done === null) return judged;
      cursor = done.cursor;
      judged += done.judged;
    }
    return judged;
  }

  /** @returns `null` when no client is left and the changes are finished */
  private async chunk(jobs: readonly FanOut[], cursor: string): Promise<{ cursor: string; judged: number } | null> {
    for (;;) {
      try {
        return await this.tryChunk(jobs, cursor);
      } catch (error) {
        // A client got a new fact meanwhile: read and judge the chunk again.
        if (!(error instanceof StaleRead)) throw error;
      }
    }
  }

  private async tryChunk(jobs: readonly FanOut[], cursor: string): Promise<{ cursor: string; judged: number } | null> {
    const { session, cache, chunk = 500 } = this.options;
    const positions = jobs.map((job) => job.position);
    this.ground = await upToDate(session.sql, this.ground);
    const { knowledge, policy } = this.ground;
    const rows = await nextTouched(session.sql, unionOf(jobs), cursor, chunk);
    const last = rows.at(-1);
    if (last === undefined) {
      await session.transaction((tx) => finishFanOuts(tx, positions));
      return null;
    }
    const plans = jobs.map((job) => ({
      touched: job,
      trigger: { cause: job.cause as Cause, incidentId: job.incidentId },
    }));
    const tasks = rows.map((row): Task => {
      const client = fromRow(row);
      cache.set(row.clientId, client);
      return { survivorId: row.clientId, facts: [], again: true, trigger: triggerFor(plans, client.state) };
    });
    const prepared = await prepare(session.sql, tasks, knowledge, policy, cache);
    const { block, first, recordedAt } = await newBlock(session.sql);
    const isNew = (j: Judgement): boolean => positions.includes(j.act.seq);
    const outcomes = await judgeTasks(session.sql, prepared, knowledge, policy, first, isNew, recordedAt);
    await session.transaction(async (tx) => {
      await holdKnowledge(tx);
      if ((await knowledgeVersion(tx)) !== knowledge.version) throw new StaleRead('What all clients share');
      await writeEffects(tx, {
        chain: 'fan-out',
        block,
        recordedAt,
        events: [],
        outcomes,
        rejections: [],
        fanOuts: [],
        incidents: [],
      });
      await advanceFanOuts(tx, positions, last.clientId, rows.length);
    });
    cache.forget(rows.map((row) => row.clientId));
    return { cursor: last.clientId, judged: rows.length };
  }
}
