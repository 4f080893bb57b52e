import type { Sql, Tx } from '../database/connection.js';

/**
 * EXPIRED: the broker no longer had it when it was its turn. SKIPPED: two people decided to read on behind it.
 * UNEXPLAINED: noted before the two were told apart, and before markers of transactions were told from a loss.
 */
export const GAP_KINDS = ['EXPIRED', 'SKIPPED', 'UNEXPLAINED'] as const;
export type GapKind = (typeof GAP_KINDS)[number];

/** Offsets that were never read: what was in them, nobody can say. */
export interface OffsetGapRow {
  /** As it stands on record. */
  readonly topic: string;
  readonly partition: number;
  readonly fromOffset: number;
  /** Exclusive. */
  readonly toOffset: number;
  readonly kind: GapKind;
  readonly recordedAt: Date;
  /** Who has accepted it, and why; `null` while nobody has. */
  readonly acceptedBy: string | null;
  readonly acceptedAt: Date | null;
  readonly reason: string | null;
}

const COLUMNS = `topic, partition, from_offset AS "fromOffset", to_offset AS "toOffset", kind, recorded_at AS "recordedAt",
  accepted_by AS "acceptedBy", accepted_at AS "acceptedAt", reason`;

/** Its name in addresses and on the command line. */
export const gapIdOf = ({ topic, partition, fromOffset }: Pick<OffsetGapRow, 'topic' | 'partition' | 'fromOffset'>) =>
  `${topic}-${partition}-${fromOffset}`;

/** Those that nobody has accepted first, the newest before the older. */
export const offsetGaps = (sql: Sql, limit: number): Promise<OffsetGapRow[]> =>
  sql.query(
    `SELECT ${COLUMNS} FROM offset_gap
      ORDER BY accepted_by IS NOT NULL, recorded_at DESC, topic, partition, from_offset LIMIT $1`,
    [limit],
  );

/** Those that nobody has accepted. */
export const openGaps = (sql: Sql): Promise<OffsetGapRow[]> =>
  sql.query(`SELECT ${COLUMNS} FROM offset_gap WHERE accepted_by IS NULL ORDER BY topic, partition, from_offset`);

/** How many offsets are in them, by topic and partition. */
export const openGapSizes = (sql: Sql): Promise<{ topic: string; partition: number; offsets: number }[]> =>
  sql.query(
    `SELECT topic, partition, sum(to_offset - from_offset)::bigint AS offsets FROM offset_gap
      WHERE accepted_by IS NULL GROUP BY topic, partition ORDER BY topic, partition`,
  );

export async function gapOf(sql: Sql, gapId: string): Promise<OffsetGapRow | undefined> {
  const [row] = await sql.query<OffsetGapRow>(
    `SELECT ${COLUMNS} FROM offset_gap WHERE topic || '-' || partition || '-' || from_offset = $1`,
    [gapId],
  );
  return row;
}

type Range = Pick<OffsetGapRow, 'fromOffset' | 'toOffset'>;

/** What of a range of offsets is in none of the others, ascending. */
export function uncovered({ fromOffset, toOffset }: Range, others: readonly Range[]): Range[] {
  const left: Range[] = [];
  let next = fromOffset;
  for (const other of [...others].sort((a, b) => a.fromOffset - b.fromOffset)) {
    if (other.toOffset <= next || other.fromOffset >= toOffset) continue;
    if (other.fromOffset > next) left.push({ fromOffset: next, toOffset: other.fromOffset });
    next = Math.max(next, other.toOffset);
  }
  return next < toOffset ? [...left, { fromOffset: next, toOffset }] : left;
}

/** Notes offsets that were never read, as far as they aren't noted yet. @param accepted by whom and why, from the beginning */
export async function noteGap(
  tx: Tx,
  gap: Pick<OffsetGapRow, 'topic' | 'partition' | 'fromOffset' | 'toOffset' | 'kind'>,
  accepted: { readonly by: string; readonly reason: string } | null,
): Promise<void> {
  // Two at once: the second finds what the first has noted.
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('scopewatch-gaps'))`);
  const known = await tx.query<Range>(
    `SELECT from_offset AS "fromOffset", to_offset AS "toOffset" FROM offset_gap
      WHERE topic = $1 AND partition = $2 AND from_offset < $4 AND to_offset > $3`,
    [gap.topic, gap.partition, gap.fromOffset, gap.toOffset],
  );
  for (const { fromOffset, toOffset } of uncovered(gap, known)) {
    await tx.query(
      `INSERT INTO offset_gap (topic, partition, from_offset, to_offset, kind, recorded_at, accepted_by, accepted_at, reason)
       VALUES ($1, $2, $3, $4, $5, clock_timestamp(), $6, CASE WHEN $6::text IS NULL THEN NULL ELSE clock_timestamp() END, $7)`,
      [gap.topic, gap.partition, fromOffset, toOffset, gap.kind, accepted?.by ?? null, accepted?.reason ?? null],
    );
  }
}

/** @returns whether it was still open */
export const acceptGap = async (
  tx: Tx,
  gap: Pick<OffsetGapRow, 'topic' | 'partition' | 'fromOffset'>,
  accepted: { readonly by: string; readonly reason: string },
): Promise<boolean> =>
  (await tx.change(
    `UPDATE offset_gap SET accepted_by = $4, accepted_at = clock_timestamp(), reason = $5
      WHERE topic = $1 AND partition = $2 AND from_offset = $3 AND accepted_by IS NULL`,
    [gap.topic, gap.partition, gap.fromOffset, accepted.by, accepted.reason],
  )) > 0;
