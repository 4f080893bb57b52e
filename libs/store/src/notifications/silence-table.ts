import type { Matcher } from '#domain';
import type { Sql, Tx } from '../database/connection.js';

/** A silence: alerts that meet all of its matchers are raised and shown as ever, only not sent. */
export interface SilenceRow {
  readonly silenceId: string;
  readonly matchers: readonly Matcher[];
  readonly reason: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly until: Date;
  /** Long ones keep nothing quiet until somebody else has agreed. */
  readonly needsSecond: boolean;
  readonly approvedBy: string | null;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
}
export type ActiveSilence = Pick<SilenceRow, 'silenceId' | 'matchers' | 'until'>;

const COLUMNS = `silence_id AS "silenceId", matchers, reason, created_by AS "createdBy", created_at AS "createdAt", until,
  needs_second AS "needsSecond", approved_by AS "approvedBy", ended_at AS "endedAt", ended_by AS "endedBy"`;

const parsed = <T extends { matchers: string }>({ matchers, ...row }: T) => ({
  ...row,
  matchers: JSON.parse(matchers) as readonly Matcher[],
});
type Stored = Omit<SilenceRow, 'matchers'> & { readonly matchers: string };

/** Those that keep alerts from being sent now: not ended, not over, and approved of where that takes a second person. */
export async function silencesInForce(sql: Sql): Promise<ActiveSilence[]> {
  const rows = await sql.query<{ silenceId: string; matchers: string; until: Date }>(
    `SELECT silence_id AS "silenceId", matchers, until FROM silence
      WHERE ended_at IS NULL AND until > clock_timestamp() AND (approved_by IS NOT NULL OR NOT needs_second)`,
  );
  return rows.map(parsed);
}

/** Those that keep nothing quiet yet, because nobody else has agreed, the oldest first. */
export async function silencesWaiting(sql: Sql): Promise<SilenceRow[]> {
  const rows = await sql.query<Stored>(
    `SELECT ${COLUMNS} FROM silence
      WHERE needs_second AND approved_by IS NULL AND ended_at IS NULL AND until > clock_timestamp() ORDER BY created_at`,
  );
  return rows.map(parsed);
}

/** The newest first, from the one before `before` on. */
export async function silences(
  sql: Sql,
  before: readonly [createdAt: string, silenceId: string] | null,
  limit: number,
): Promise<(SilenceRow & { readonly sortKey: [string, string] })[]> {
  const rows = await sql.query<Stored & { sortKey: [string, string] }>(
    `SELECT ${COLUMNS}, json_build_array(created_at, silence_id) AS "sortKey" FROM silence
      WHERE $1::timestamptz IS NULL OR (created_at, silence_id) < ($1::timestamptz, $2)
      ORDER BY created_at DESC, silence_id DESC LIMIT $3`,
    [before?.[0] ?? null, before?.[1] ?? null, limit],
  );
  return rows.map(parsed);
}

/** Locked to the end of the transaction, because what is decided about it depends on what it is. */
export async function lockSilence(tx: Tx, silenceId: string): Promise<SilenceRow | undefined> {
  const [row] = await tx.query<Stored>(`SELECT ${COLUMNS} FROM silence WHERE silence_id = $1 FOR UPDATE`, [silenceId]);
  return row === undefined ? undefined : parsed(row);
}

/**
 * Whether a new silence takes a second person: it is longer than one may make alone, counted from when the same alerts were
 * kept quiet first. The database decides, for it refuses any other answer too. Waits for silences that are being made.
 */
export async function silenceNeedsSecond(tx: Tx, matchers: readonly Matcher[], until: Date): Promise<boolean> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('scopewatch-silence'))`);
  const [row] = await tx.query<{ needed: boolean }>('SELECT silence_needs_second($1, $2) AS needed', [
    JSON.stringify(matchers),
    until,
  ]);
  return row?.needed !== false;
}

/** The database refuses one that is long and does not say that it needs a second person. */
export const addSilence = (
  tx: Tx,
  silence: Pick<SilenceRow, 'silenceId' | 'matchers' | 'reason' | 'createdBy' | 'until' | 'needsSecond'>,
): Promise<unknown> =>
  tx.query(
    `INSERT INTO silence (silence_id, matchers, reason, created_by, created_at, until, needs_second)
     VALUES ($1, $2, $3, $4, clock_timestamp(), $5, $6)`,
    [
      silence.silenceId,
      JSON.stringify(silence.matchers),
      silence.reason,
      silence.createdBy,
      silence.until,
      silence.needsSecond,
    ],
  );

export const approveSilence = (tx: Tx, silenceId: string, personId: string): Promise<unknown> =>
  tx.query('UPDATE silence SET approved_by = $2 WHERE silence_id = $1', [silenceId, personId]);

export const endSilence = (tx: Tx, silenceId: string, personId: string): Promise<unknown> =>
  tx.query('UPDATE silence SET ended_at = clock_timestamp(), ended_by = $2 WHERE silence_id = $1', [
    silenceId,
    personId,
  ]);
