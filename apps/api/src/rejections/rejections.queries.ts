import { Where, type RejectionStanding, type RejectionStepKind, type Sql } from '#store';

/** Of what came, so much is shown. */
export const RAW_BYTES_MAX = 64 * 1024;

export interface RejectionItemRow {
  readonly rejectionId: string;
  readonly position: number;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly lastOffset: number | null;
  readonly codec: string | null;
  readonly key: Buffer | null;
  readonly reason: string;
  readonly message: string;
  readonly recordedAt: Date;
  readonly bytes: number;
  readonly value: Buffer | null;
  readonly standing: RejectionStanding;
  readonly steps: { kind: RejectionStepKind; actor: string; reason: string | null; recordedAt: string }[];
  readonly attempts: { attempt: number; outcome: string; message: string | null; recordedAt: string }[];
}

/**
 * What stands for a sentence without what is only of its own message: quotations of what came, and words with a digit, which
 * are mostly ids.
 * @param reason SQL of it, as `message` is
 */
export const causeOf = (reason: string, message: string): string => `regexp_replace(
  CASE WHEN ${reason} = 'NOT_JSON' THEN regexp_replace(${message}, '["''].*["'']', '…') ELSE ${message} END,
  '"[^"]*"|[^[:space:]"''/]*[0-9][^[:space:]"''/,;]*', '…', 'g')`;
const CAUSE = causeOf('r.reason', 'r.message');

/** What a list of rejections can be narrowed down by. Several values of one: any of them. */
interface RejectionFilter {
  readonly reason?: readonly string[] | undefined;
  readonly standing?: readonly string[] | undefined;
  readonly settled?: boolean | undefined;
  readonly topic?: string | undefined;
  /** As `rejectionGroups` gives it. */
  readonly cause?: string | undefined;
}

/** The newest first. @param before the position of the last one seen; `null`: from the newest on */
export function rejectionRows(
  sql: Sql,
  filter: RejectionFilter,
  before: number | null,
  limit: number,
): Promise<RejectionItemRow[]> {
  return rowsWhere(sql, whereRejections(filter).ifGiven('r.position < ?', before), limit);
}

function whereRejections({ reason, standing, settled, topic, cause }: RejectionFilter): Where {
  const where = new Where().ifGiven('r.reason = ANY(?)', reason).ifGiven('standing = ANY(?)', standing);
  if (settled !== undefined) where.always(`standing ${settled ? '=' : '<>'} 'SETTLED'`);
  return where.ifGiven('r.topic = ?', topic).ifGiven(`${CAUSE} = ?`, cause);
}

/** Rejections of one topic, for one reason, in the same words but for what is only of each message. */
export interface RejectionGroupRow {
  readonly topic: string;
  readonly reason: string;
  readonly cause: string;
  /** The sentence of the newest of them. */
  readonly message: string;
  readonly count: number;
  /** Of these, how many nobody has proposed anything about. */
  readonly waiting: number;
  readonly proposed: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** The last seen first, with how many groups there are. */
export async function rejectionGroups(
  sql: Sql,
  filter: RejectionFilter,
  limit: number,
): Promise<{ readonly rows: RejectionGroupRow[]; readonly total: number }> {
  const where = whereRejections(filter);
  const rows = await sql.query<RejectionGroupRow & { readonly total: number }>(
    `SELECT r.topic, r.reason, ${CAUSE} AS cause, (array_agg(r.message ORDER BY r.position DESC))[1] AS message,
            count(*)::int AS count, count(*) FILTER (WHERE standing = 'WAITING')::int AS waiting,
            count(*) FILTER (WHERE standing = 'PROPOSED')::int AS proposed,
            min(r.recorded_at) AS "firstAt", max(r.recorded_at) AS "lastAt", (count(*) OVER ())::int AS total
       FROM rejection r JOIN rejection_standing USING (rejection_id) ${where.sql}
      GROUP BY 1, 2, 3 ORDER BY max(r.position) DESC LIMIT ${where.value(limit)}`,
    where.values,
  );
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

export async function rejectionNamed(sql: Sql, rejectionId: string): Promise<RejectionItemRow | undefined> {
  const [row] = await rowsWhere(sql, new Where().and('r.rejection_id = ?', rejectionId), 1);
  return row;
}

/** With all that was done about each. */
const rowsWhere = (sql: Sql, where: Where, limit: number): Promise<RejectionItemRow[]> =>
  sql.query(
    `SELECT r.rejection_id AS "rejectionId", r.position, r.topic, r.partition, r.kafka_offset AS "offset",
            r.last_offset AS "lastOffset", r.codec, r.message_key AS "key",
            r.reason, r.message, r.recorded_at AS "recordedAt", coalesce(length(r.value), 0) AS bytes,
            substring(r.value FROM 1 FOR ${RAW_BYTES_MAX}) AS value, standing,
            coalesce((SELECT json_agg(json_build_object('kind', s.kind, 'actor', s.actor, 'reason', s.reason,
                        'recordedAt', ${timeText('s')}) ORDER BY s.step)
                        FROM rejection_step s WHERE s.rejection_id = r.rejection_id), '[]') AS steps,
            coalesce((SELECT json_agg(json_build_object('attempt', o.attempt, 'outcome', o.outcome, 'message', o.message,
                        'recordedAt', ${timeText('o')}) ORDER BY o.attempt)
                        FROM rejection_outcome o WHERE o.rejection_id = r.rejection_id), '[]') AS attempts
       FROM rejection r JOIN rejection_standing USING (rejection_id) ${where.sql} ORDER BY r.position DESC LIMIT ${limit}`,
    where.values,
  );

const timeText = (of: string): string =>
  `to_char(${of}.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
