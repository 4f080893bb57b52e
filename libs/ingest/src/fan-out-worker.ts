import { affectedByAny, type Judgement, type Policy } from '#domain';
import {
  advanceFanOuts,
  countAffected,
  finishFanOuts,
  holdSharedFacts,
  nextAffected,
  unfinishedFanOuts,
  type FanOut,
  type Session,
  type Tx,
} from '#store';
import { newBlock } from '#log';
import { fromRow, type Cause, type ClientCache } from '#judging';
import { writeEffects } from './commit.js';
import { contextWithout, upToDate, type JudgingContext } from './judging-context.js';
import type { IngestLog } from './ingestor.js';
import { judgeTasks, prepare, type Task } from './judging.js';
import { asksToRetry, ATTEMPTS_MAX } from './retry.js';
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
 * Judges again whom changes of shared facts touch. The state machine of a change:
 * waiting (no cursor) → under way (cursor at the last client judged) → finished.
 *
 * Waiting changes are worked off together, in one pass over the clients that any of them touches. Each chunk is one
 * transaction with the cursor, so a crash costs at most a chunk; changes that come in meanwhile make the next pass.
 */
export class FanOutWorker {
  private ground: JudgingContext;

  constructor(private readonly options: Options) {
    this.ground = contextWithout(options.policy);
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
    const affected = affectedByAny(jobs);
    const total = await countAffected(session.sql, affected);
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
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.options.session.transaction((tx) => this.judgeChunk(tx, jobs, cursor));
      } catch (error) {
        if (!asksToRetry(error) || attempt >= ATTEMPTS_MAX) throw error;
      }
    }
  }

  /** Holds the chunk's clients while it judges them: under steady traffic one of so many would always have changed. */
  private async judgeChunk(
    tx: Tx,
    jobs: readonly FanOut[],
    cursor: string,
  ): Promise<{ cursor: string; judged: number } | null> {
    const { cache, chunk = 500 } = this.options;
    const positions = jobs.map((job) => job.position);
    await holdSharedFacts(tx);
    this.ground = await upToDate(tx, this.ground);
    const { sharedFacts, policy } = this.ground;
    const rows = await nextAffected(tx, affectedByAny(jobs), cursor, chunk);
    const last = rows.at(-1);
    if (last === undefined) {
      await finishFanOuts(tx, positions);
      return null;
    }
    const plans = jobs.map((job) => ({
      affected: job,
      trigger: { cause: job.cause as Cause, incidentId: job.incidentId },
    }));
    const tasks = rows.map((row): Task => {
      const client = fromRow(row);
      cache.set(row.clientId, client);
      return { survivorId: row.clientId, facts: [], again: true, trigger: triggerFor(plans, client.state) };
    });
    const prepared = await prepare(tx, tasks, sharedFacts, policy, cache);
    const { block, first, recordedAt } = await newBlock(tx);
    const isNew = (j: Judgement): boolean => positions.includes(j.act.position);
    const outcomes = await judgeTasks(tx, prepared, sharedFacts, policy, first, isNew, recordedAt);
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
    cache.forget(rows.map((row) => row.clientId));
    return { cursor: last.clientId, judged: rows.length };
  }
}
