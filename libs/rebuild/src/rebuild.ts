import { readPolicy } from '#contract';
import {
  changeSharedFacts,
  countRebuildDifferences,
  countUnfinished,
  currentPolicy,
  forgetJudged,
  forgetRebuilt,
  listAgain,
  lockDiffering,
  moveRebuild,
  projectedIds,
  readOnly,
  rebuildOf,
  rebuildToDo,
  staleClients,
  unlistStrangers,
  writeRebuilt,
  type RebuildRow,
  type RebuildStage,
  type RebuildStep,
  type Session,
  type Sql,
  type Tx,
} from '#store';
import { readShared, survivorsOf } from '#history';
import { judgeAgain, SharedCache, type JudgedAgain } from './judge-again.js';
import { putBack, putIntoUse } from './put-into-use.js';

/** Clients judged in one step. */
const CHUNK = 500;
/** So many clients that live traffic touched are judged while ingest waits; of more, another round is made first. */
const FEW = 100;

/** The rebuild left the stage that a step began in: somebody cancelled it. */
class Moved extends Error {}

/** What a step came to: whether there is more to do now, or later (shared changes are still being judged), or nothing. */
export type Stepped = 'MORE' | 'LATER' | 'NOTHING';

/**
 * Makes rebuilds, step by step. The state machine of a rebuild:
 * WAITING → BUILDING (every client is judged from the log, in chunks with a cursor) → CATCHING_UP (whoever live traffic
 * touched meanwhile is judged again, in rounds, the last few while ingest waits) → DONE where nothing differs, else
 * COMPARED (waits for a second person) → CUTTING_OVER (catches up once more) → IN_USE → ROLLING_BACK → ROLLED_BACK.
 *
 * Each step reads one snapshot of the database and writes in one transaction, with the stage; so whoever is killed has
 * done a step or has not, and the next to come goes on from there. Clients are told apart by the version of their row,
 * which live traffic moves in any case: following it costs ingest nothing. Nothing is recorded, and nothing is sent.
 */
export class Rebuilder {
  private readonly shared = new SharedCache();
  /** All ids there were when the building began (again), sorted. */
  private ids: { rebuildId: string; ids: readonly string[] } | undefined;

  constructor(private readonly session: Session) {}

  /** Does the next step of the rebuild that is under way. */
  async step(): Promise<Stepped> {
    const row = await rebuildToDo(this.session.sql);
    if (row === undefined) return 'NOTHING';
    try {
      return await this.stepOf(row);
    } catch (error) {
      if (error instanceof Moved) return 'MORE';
      throw error;
    }
  }

  private async stepOf(row: RebuildRow): Promise<Stepped> {
    const stored = await currentPolicy(this.session.sql);
    if (stored === undefined) {
      await this.write(row, { stage: 'FAILED', problem: 'No rule pack is on record: nothing has been judged yet.' });
      return 'NOTHING';
    }
    switch (row.stage) {
      case 'WAITING':
        return this.begin(row, stored.version);
      case 'BUILDING':
        return row.policyVersion === stored.version ? this.build(row, stored.rules) : this.begin(row, stored.version);
      case 'CATCHING_UP':
      case 'CUTTING_OVER':
        return row.policyVersion === stored.version ? this.catchUp(row, stored.rules) : this.begin(row, stored.version);
      case 'ROLLING_BACK':
        return this.rollBack(row);
      case 'COMPARED':
      case 'IN_USE':
      case 'ROLLED_BACK':
      case 'DONE':
      case 'CANCELLED':
      case 'FAILED':
      case 'DISCARDED':
        return 'NOTHING';
    }
  }

  /** Begins, or begins again by another pack: what was approved was approved of the earlier one. */
  private async begin(row: RebuildRow, version: string): Promise<Stepped> {
    this.ids = undefined;
    await this.session.transaction(async (tx) => {
      await forgetRebuilt(tx, row.rebuildId);
      await unlistStrangers(tx);
      const from: RebuildStep = { cursor: null, done: 0, total: null, approved_by: null };
      await this.move(tx, row, { stage: 'BUILDING', policy_version: version, ...from });
    });
    return 'MORE';
  }

  private async build(row: RebuildRow, pack: string): Promise<Stepped> {
    const ids = await this.idsFor(row.rebuildId);
    const from = row.cursor === null ? 0 : ids.findIndex((id) => id > (row.cursor ?? ''));
    const chunk = from === -1 ? [] : ids.slice(from, from + CHUNK);
    const last = chunk.at(-1);
    if (last === undefined) {
      await this.write(row, { stage: 'CATCHING_UP', done: ids.length, total: ids.length });
      return 'MORE';
    }
    // The list of alerts follows the alerts, whichever of them are in use: so it is put right at once.
    await this.session.transaction((tx) => listAgain(tx, chunk));
    const found = await this.judge(chunk, pack);
    await this.session.transaction(async (tx) => {
      await writeRebuilt(tx, row.rebuildId, found.judged, found.differences);
      await this.move(tx, row, { cursor: last, done: from + chunk.length, total: ids.length });
    });
    return 'MORE';
  }

  private async catchUp(row: RebuildRow, pack: string): Promise<Stepped> {
    const { rebuildId } = row;
    const stale = await staleClients(this.session.sql, rebuildId, CHUNK);
    if (stale.length > FEW) {
      const found = await this.judge(stale, pack);
      await this.session.transaction(async (tx) => {
        await writeRebuilt(tx, rebuildId, found.judged, found.differences);
        await this.move(tx, row, { rounds: row.rounds + 1, caught_up: row.caughtUp + stale.length });
      });
      return 'MORE';
    }
    if ((await countUnfinished(this.session.sql)) > 0) return 'LATER';
    return this.session.transaction((tx) => this.settle(tx, row, pack));
  }

  /** The last few clients, while ingest waits; then what follows from what differs. */
  private async settle(tx: Tx, row: RebuildRow, pack: string): Promise<Stepped> {
    const { rebuildId } = row;
    await changeSharedFacts(tx);
    await lockDiffering(tx, rebuildId);
    if ((await currentPolicy(tx))?.version !== row.policyVersion) return 'MORE';
    if ((await countUnfinished(tx)) > 0) return 'LATER';
    const stale = await staleClients(tx, rebuildId, FEW + 1);
    if (stale.length > FEW) return 'MORE';
    if (stale.length > 0) {
      const found = await judgeAgain(tx, stale, readPolicy(pack), this.shared);
      await writeRebuilt(tx, rebuildId, found.judged, found.differences);
      await lockDiffering(tx, rebuildId);
    }
    const step = { rounds: row.rounds + 1, caught_up: row.caughtUp + stale.length };
    const { added, gone, changed, unapproved } = await countRebuildDifferences(tx, rebuildId);
    if (added + gone + changed === 0 || row.compareOnly) {
      await forgetJudged(tx, rebuildId);
      await this.move(tx, row, { ...step, stage: 'DONE' });
    } else if (row.stage !== 'CUTTING_OVER' || unapproved > 0) {
      await this.move(tx, row, { ...step, stage: 'COMPARED', approved_by: null });
    } else {
      const version = await putIntoUse(tx, rebuildId);
      await forgetJudged(tx, rebuildId);
      await this.move(tx, row, { ...step, stage: 'IN_USE', cut_over_version: version });
    }
    return 'MORE';
  }

  private async rollBack(row: RebuildRow): Promise<Stepped> {
    await this.session.transaction(async (tx) => {
      await changeSharedFacts(tx);
      await lockDiffering(tx, row.rebuildId);
      const anew = await putBack(tx, row.rebuildId, row.cutOverVersion ?? 0);
      await this.move(tx, row, { stage: 'ROLLED_BACK', judged_anew: anew });
    });
    return 'MORE';
  }

  private judge(ids: readonly string[], pack: string): Promise<JudgedAgain> {
    return readOnly(this.session, (sql) => judgeAgain(sql, ids, readPolicy(pack), this.shared));
  }

  private async idsFor(rebuildId: string): Promise<readonly string[]> {
    if (this.ids?.rebuildId !== rebuildId) {
      this.ids = { rebuildId, ids: await readOnly(this.session, everyId) };
    }
    return this.ids.ids;
  }

  private write(row: RebuildRow, step: RebuildStep): Promise<void> {
    return this.session.transaction((tx) => this.move(tx, row, step));
  }

  private async move(tx: Tx, row: RebuildRow, step: RebuildStep): Promise<void> {
    if (!(await moveRebuild(tx, row.rebuildId, [row.stage], step))) throw new Moved();
  }
}

/** All that the log knows, and all that stands in the projections. */
async function everyId(sql: Sql): Promise<string[]> {
  const known = await survivorsOf(sql, await readShared(sql));
  return [...new Set([...known, ...(await projectedIds(sql))])].sort();
}

/** The stages in which nothing more happens by itself. */
export const RESTING: readonly RebuildStage[] = [
  'COMPARED',
  'IN_USE',
  'ROLLED_BACK',
  'DONE',
  'CANCELLED',
  'FAILED',
  'DISCARDED',
];

export async function isResting(sql: Sql, rebuildId: string): Promise<boolean> {
  const row = await rebuildOf(sql, rebuildId);
  return row === undefined || RESTING.includes(row.stage);
}
