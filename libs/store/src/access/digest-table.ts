import type { Sql, Tx } from '../database/connection.js';

/** On which days somebody wants a digest. */
export const DIGEST_DAYS = ['WORKDAYS', 'MONDAYS'] as const;
export type DigestDays = (typeof DIGEST_DAYS)[number];

/** What a line of a digest counts, the most urgent first. */
export const DIGEST_WORDS = [
  'overdue',
  'approvals',
  'dueToday',
  'unwell',
  'mentions',
  'raisedSince',
  'mine',
  'evidence',
  'unassigned',
  'ownProposals',
  'toDo',
] as const;

/** A number, and the page that shows what it counts: a path of the dashboard. */
export interface DigestLine {
  readonly what: (typeof DIGEST_WORDS)[number];
  readonly count: number;
  readonly path: string;
}

/** Whoever wants digests. */
export interface DigestReader {
  readonly personId: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly entities: readonly string[] | null;
  readonly disabled: boolean;
  readonly timeZone: string | null;
  readonly digest: DigestDays;
  /** When the next one is due; `null`: nobody has said yet. */
  readonly digestAt: Date | null;
}

/** Digests are mailed on their day, or not at all. */
const MAILED_WITHIN = `interval '1 day'`;
const KEPT_DAYS = 30;

export const digestReaders = (sql: Sql): Promise<DigestReader[]> =>
  sql.query(
    `SELECT person_id AS "personId", p.name, p.email, p.roles, p.entities, p.disabled,
            s.time_zone AS "timeZone", s.digest, s.digest_at AS "digestAt"
       FROM person_setting s JOIN person p USING (person_id) WHERE s.digest IS NOT NULL ORDER BY s.digest_at, person_id`,
  );

/** When this database was put back last; what was due before may have been mailed by the part that was lost. */
export async function lastRestoreAt(sql: Sql): Promise<Date | null> {
  const [row] = await sql.query<{ at: Date | null }>('SELECT max(restored_at) AS at FROM restore');
  return row?.at ?? null;
}

/** When what somebody was mailed last was counted; likewise where nothing waited, so that nothing was mailed. */
export async function lastDigestAt(sql: Sql, personId: string): Promise<Date | null> {
  const [row] = await sql.query<{ at: Date | null }>(
    `SELECT max(counted_at) AS at FROM digest
      WHERE person_id = $1 AND (mailed_at IS NOT NULL OR (due_at IS NULL AND failure IS NULL))`,
    [personId],
  );
  return row?.at ?? null;
}

/** Says when the next one is due, unless somebody has said so meanwhile. @param before as it was read */
export const setNextDigest = (tx: Tx, personId: string, before: Date | null, next: Date): Promise<unknown> =>
  tx.query(
    `UPDATE person_setting SET digest_at = $3
      WHERE person_id = $1 AND digest IS NOT NULL
        AND date_trunc('milliseconds', digest_at) IS NOT DISTINCT FROM $2::timestamptz`,
    [personId, before, next],
  );

export interface NewDigest extends Pick<DigestReader, 'personId' | 'roles' | 'entities'> {
  /** YYYY-MM-DD, by the calendar of the person. */
  readonly day: string;
  /** When it was counted: the next one tells what is new since. */
  readonly countedAt: Date;
  readonly lines: readonly DigestLine[];
  readonly mailedTo: string;
  /** Whether it is mailed: not where nothing waits. */
  readonly mailed: boolean;
}

/** Puts down what is mailed to somebody on that day, in place of what waits still. @returns whether it is the first one of the day */
export async function addDigest(tx: Tx, digest: NewDigest): Promise<boolean> {
  const { personId, day, countedAt, lines, roles, entities, mailedTo, mailed } = digest;
  const added = await tx.change(
    `INSERT INTO digest (person_id, day, counted_at, lines, roles, entities, mailed_to, due_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $8::boolean THEN clock_timestamp() END)
     ON CONFLICT (person_id, day) DO NOTHING`,
    [personId, day, countedAt, JSON.stringify(lines), roles, entities, mailedTo, mailed],
  );
  if (added === 0) return false;
  await tx.query(
    `UPDATE digest SET due_at = NULL, failure = concat_ws(' ', 'A later one took its place.', failure)
      WHERE person_id = $1 AND day <> $2 AND due_at IS NOT NULL`,
    [personId, day],
  );
  return true;
}

/** Gives up what is too late, and forgets what is old. */
export async function endOldDigests(tx: Tx): Promise<void> {
  await tx.query(
    `UPDATE digest SET due_at = NULL, failure = concat_ws(' ', 'It was not mailed on its day.', failure)
      WHERE due_at IS NOT NULL AND counted_at <= clock_timestamp() - ${MAILED_WITHIN}`,
  );
  await tx.query(`DELETE FROM digest WHERE counted_at < clock_timestamp() - interval '${KEPT_DAYS} days'`);
}

/** A digest that is to be mailed. */
export interface DueDigest extends Pick<NewDigest, 'personId' | 'day' | 'countedAt' | 'lines' | 'mailedTo'> {
  readonly name: string;
  readonly timeZone: string | null;
  readonly digest: DigestDays;
  /** How often it was tried. */
  readonly attempts: number;
}

/**
 * To whoever still wants it, and may see what they might as it was counted. What was counted before a restore the lost part
 * may have mailed.
 */
const TO_BE_MAILED = `d.person_id = p.person_id AND d.person_id = s.person_id AND s.digest IS NOT NULL AND NOT p.disabled
  AND d.due_at <= clock_timestamp() AND d.counted_at > clock_timestamp() - ${MAILED_WITHIN}
  AND d.roles = p.roles AND d.entities IS NOT DISTINCT FROM p.entities
  AND d.counted_at > coalesce((SELECT max(restored_at) FROM restore), '-infinity')`;

/** What is to be mailed now, the longest due first. */
export const dueDigests = (sql: Sql, limit: number): Promise<DueDigest[]> =>
  sql.query(
    `SELECT d.person_id AS "personId", d.day::text, d.counted_at AS "countedAt", d.lines, d.mailed_to AS "mailedTo",
            d.attempts, p.name, s.time_zone AS "timeZone", s.digest
       FROM digest d, person p, person_setting s WHERE ${TO_BE_MAILED} ORDER BY d.due_at, d.person_id LIMIT $1`,
    [limit],
  );

/**
 * Takes a digest that is due in hand. It is due no more from then on: whoever is killed as they send it may have sent it, and
 * one too few is better than one twice.
 * @returns whether it was still to be mailed
 */
export async function takeDigest(tx: Tx, { personId, day }: Pick<NewDigest, 'personId' | 'day'>): Promise<boolean> {
  const taken = await tx.change(
    `UPDATE digest d SET attempts = attempts + 1, due_at = NULL, failure = 'Whoever mailed it was interrupted.'
       FROM person p, person_setting s WHERE ${TO_BE_MAILED} AND d.person_id = $1 AND d.day = $2`,
    [personId, day],
  );
  return taken > 0;
}

/**
 * Notes how mailing it went.
 * @param failure `null`: it is out
 * @param retryMs when it is tried again, unless a later one took its place; `null`: never
 */
export const noteDigest = (
  tx: Tx,
  { personId, day }: Pick<NewDigest, 'personId' | 'day'>,
  { failure, retryMs }: { failure: string | null; retryMs: number | null },
): Promise<unknown> =>
  tx.query(
    `UPDATE digest d SET failure = $3, mailed_at = CASE WHEN $3::text IS NULL THEN clock_timestamp() END,
            due_at = CASE WHEN NOT EXISTS (SELECT FROM digest l WHERE l.person_id = d.person_id AND l.day > d.day)
                          THEN clock_timestamp() + make_interval(secs => $4::double precision / 1000) END
      WHERE person_id = $1 AND day = $2`,
    [personId, day, failure, retryMs],
  );
