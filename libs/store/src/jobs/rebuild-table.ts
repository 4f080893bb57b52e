import type { Sql, Tx } from '../database/connection.js';

export const REBUILD_STAGES = [
  'WAITING',
  'BUILDING',
  'CATCHING_UP',
  'COMPARED',
  'CUTTING_OVER',
  'IN_USE',
  'ROLLING_BACK',
  'ROLLED_BACK',
  'DONE',
  'CANCELLED',
  'FAILED',
  'DISCARDED',
] as const;
export type RebuildStage = (typeof REBUILD_STAGES)[number];

/** Who a rebuild is made by that was started at the command line. */
export const COMMAND_LINE = 'command line';

/** A rebuild of the projections, as a job. */
export interface RebuildRow {
  readonly rebuildId: string;
  readonly stage: RebuildStage;
  readonly compareOnly: boolean;
  readonly policyVersion: string | null;
  readonly cursor: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly rounds: number;
  readonly caughtUp: number;
  readonly cutOverVersion: number | null;
  readonly problem: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly cutOverAt: Date | null;
  readonly rolledBackBy: string | null;
  readonly judgedAnew: number | null;
  readonly finishedAt: Date | null;
}

const COLUMNS = `rebuild_id AS "rebuildId", stage, compare_only AS "compareOnly", policy_version AS "policyVersion", cursor,
  done, total, rounds, caught_up AS "caughtUp", cut_over_version AS "cutOverVersion", problem, created_by AS "createdBy",
  created_at AS "createdAt", started_at AS "startedAt", approved_by AS "approvedBy", approved_at AS "approvedAt",
  cut_over_at AS "cutOverAt", rolled_back_by AS "rolledBackBy", judged_anew AS "judgedAnew", finished_at AS "finishedAt"`;

/** @throws a unique violation (code 23505) while another is under way */
export const addRebuild = (tx: Tx, r: Pick<RebuildRow, 'rebuildId' | 'compareOnly' | 'createdBy'>): Promise<unknown> =>
  tx.query(
    `INSERT INTO rebuild (rebuild_id, stage, compare_only, created_by, created_at)
     VALUES ($1, 'WAITING', $2, $3, clock_timestamp())`,
    [r.rebuildId, r.compareOnly, r.createdBy],
  );

export async function rebuildOf(sql: Sql, rebuildId: string): Promise<RebuildRow | undefined> {
  const [row] = await sql.query<RebuildRow>(`SELECT ${COLUMNS} FROM rebuild WHERE rebuild_id = $1`, [rebuildId]);
  return row;
}

/** The newest first. */
export const rebuilds = (sql: Sql, limit: number): Promise<RebuildRow[]> =>
  sql.query(`SELECT ${COLUMNS} FROM rebuild ORDER BY created_at DESC, rebuild_id DESC LIMIT $1`, [limit]);

/** Another text whenever a rebuild began or came further. */
export async function rebuildsSoFar(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ stages: string | null }>(
    `SELECT md5(string_agg(rebuild_id || ' ' || stage, ',' ORDER BY rebuild_id)) AS stages FROM rebuild`,
  );
  return row?.stages ?? '';
}

/** The one that there is work to do for. */
export async function rebuildToDo(sql: Sql): Promise<RebuildRow | undefined> {
  const [row] = await sql.query<RebuildRow>(
    `SELECT ${COLUMNS} FROM rebuild
      WHERE stage IN ('WAITING', 'BUILDING', 'CATCHING_UP', 'CUTTING_OVER', 'ROLLING_BACK')`,
  );
  return row;
}

/** The columns that a step may write, by their names in the table. */
export interface RebuildStep {
  readonly stage?: RebuildStage;
  readonly policy_version?: string | null;
  readonly cursor?: string | null;
  readonly done?: number;
  readonly total?: number | null;
  readonly rounds?: number;
  readonly caught_up?: number;
  readonly cut_over_version?: number;
  readonly problem?: string;
  readonly approved_by?: string | null;
  readonly rolled_back_by?: string;
  readonly judged_anew?: number;
}

/** Which step notes its time where. */
const TIMED: Partial<Record<RebuildStage, string>> = {
  BUILDING: 'started_at = coalesce(started_at, clock_timestamp())',
  CUTTING_OVER: 'approved_at = clock_timestamp()',
  IN_USE: 'cut_over_at = clock_timestamp()',
  ROLLED_BACK: 'finished_at = clock_timestamp()',
  DONE: 'finished_at = clock_timestamp()',
  CANCELLED: 'finished_at = clock_timestamp()',
  FAILED: 'finished_at = clock_timestamp()',
  DISCARDED: 'finished_at = clock_timestamp()',
};

/** @returns whether it was in one of these stages; where not, nothing was written */
export async function moveRebuild(
  tx: Tx,
  rebuildId: string,
  from: readonly RebuildStage[],
  step: RebuildStep,
): Promise<boolean> {
  const names = Object.keys(step);
  const sets = names.map((name, i) => `${name} = $${i + 3}`);
  const timed = step.stage === undefined ? undefined : TIMED[step.stage];
  const changed = await tx.change(
    `UPDATE rebuild SET ${[...sets, ...(timed === undefined ? [] : [timed])].join(', ')}
      WHERE rebuild_id = $1 AND stage = ANY($2)`,
    [rebuildId, from, ...Object.values(step)],
  );
  return changed > 0;
}
