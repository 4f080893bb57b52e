import { BinaryRows } from '#log/codec';
import type { Sql, Tx } from '../database/connection.js';

export type CheckAnswer = 'MAY' | 'MAY_NOT' | 'PERSON';

/** A question asked before something is sent or switched on. */
export interface CheckRow {
  readonly checkId: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly block: number;
  readonly policyVersion: string;
  /** JSON array of the planned events. */
  readonly events: string;
  readonly may: number;
  readonly mayNot: number;
  readonly person: number;
  /** JSON array of the planned events that could not be judged, with the reasons. */
  readonly rejected: string;
}

export interface CheckAnswerRow {
  readonly ordinal: number;
  readonly clientId: string;
  readonly entityId: string;
  readonly answer: CheckAnswer;
  readonly verdict: string;
  /** JSON. */
  readonly body: string;
}

const COLUMNS = `check_id AS "checkId", asked_by AS "askedBy", asked_at AS "askedAt", block,
  policy_version AS "policyVersion", events, may, may_not AS "mayNot", person, rejected`;

/**
 * @param check without what the database knows better: the time and the block
 * @returns when it was asked
 */
export async function addCheck(tx: Tx, check: Omit<CheckRow, 'askedAt' | 'block'>): Promise<Date> {
  const [row] = await tx.query<{ askedAt: Date }>(
    `INSERT INTO planned_check (check_id, asked_by, asked_at, block, policy_version, events, may, may_not, person,
                                rejected)
     SELECT $1, $2, recording_time(), last_value, $3, $4, $5, $6, $7, $8 FROM log_block
     RETURNING asked_at AS "askedAt"`,
    [
      check.checkId,
      check.askedBy,
      check.policyVersion,
      check.events,
      check.may,
      check.mayNot,
      check.person,
      check.rejected,
    ],
  );
  if (row === undefined) throw new Error('The sequence of blocks is missing.');
  return row.askedAt;
}

/** In the transaction that adds their check, before it. */
export async function addAnswers(tx: Tx, checkId: string, rows: readonly CheckAnswerRow[]): Promise<void> {
  const out = new BinaryRows(rows.reduce((bytes, row) => bytes + row.body.length + 200, 64));
  for (const row of rows) {
    out.row(7);
    out.text(checkId);
    out.bigint(row.ordinal);
    out.text(row.clientId);
    out.text(row.entityId);
    out.text(row.answer);
    out.text(row.verdict);
    out.text(row.body);
  }
  await tx.copy(
    'COPY planned_check_answer (check_id, ordinal, client_id, entity_id, answer, verdict, body) FROM STDIN BINARY',
    out.end(),
  );
}

/** Whether every answer of a check is about these entities. */
const WITHIN = `NOT EXISTS (SELECT FROM planned_check_answer a WHERE a.check_id = planned_check.check_id AND a.entity_id <> ALL(ENTITIES))`;

export async function checkOf(sql: Sql, checkId: string): Promise<CheckRow | undefined> {
  const [row] = await sql.query<CheckRow>(`SELECT ${COLUMNS} FROM planned_check WHERE check_id = $1`, [checkId]);
  return row;
}

/**
 * Whether somebody asked it, by session or by key. Of whoever is limited to some entities, whether they asked it by the very
 * same, and when they reached no further.
 */
const own = (askedBy: string, entities: string): string =>
  `CASE WHEN ${entities}::text[] IS NULL THEN person_behind(asked_by) = ${askedBy}
        ELSE asked_by = ${askedBy} AND ${WITHIN.replace('ENTITIES', entities)} END`;

/** A check that is somebody's own. */
export async function ownCheckOf(
  sql: Sql,
  checkId: string,
  { askedBy, entities }: AskedWithin,
): Promise<CheckRow | undefined> {
  const [row] = await sql.query<CheckRow>(
    `SELECT ${COLUMNS} FROM planned_check WHERE check_id = $1 AND ${own('$2', '$3')}`,
    [checkId, askedBy, entities],
  );
  return row;
}

/** Who asked, and the entities that they are limited to. */
export interface AskedWithin {
  /** A person; where entities limit them, the person or the key that asks now. */
  readonly askedBy: string;
  /** `null`: all. */
  readonly entities: readonly string[] | null;
}

/** A check as it stands in a list. */
export type CheckSummaryRow = Pick<CheckRow, 'checkId' | 'askedBy' | 'policyVersion' | 'may' | 'mayNot' | 'person'> & {
  /** How many of the planned events could not be judged. */
  readonly rejected: number;
  /** RFC 3339 in UTC, to the microsecond: two checks of one millisecond have an order. */
  readonly askedAt: string;
};

/**
 * The newest first.
 * @param of `null`: whoever asked
 * @param after the last of the page before
 */
export const checks = (
  sql: Sql,
  of: AskedWithin | null,
  after: Pick<CheckSummaryRow, 'askedAt' | 'checkId'> | null,
  limit: number,
): Promise<CheckSummaryRow[]> =>
  sql.query(
    `SELECT check_id AS "checkId", asked_by AS "askedBy", policy_version AS "policyVersion", may, may_not AS "mayNot", person,
            jsonb_array_length(rejected::jsonb) AS rejected,
            to_char(asked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "askedAt"
       FROM planned_check
      WHERE ($1::text IS NULL OR ${own('$1', '$5')})
        AND ($2::timestamptz IS NULL OR (asked_at, check_id) < ($2::timestamptz, $3))
      ORDER BY asked_at DESC, check_id DESC LIMIT $4`,
    [of?.askedBy ?? null, after?.askedAt ?? null, after?.checkId ?? null, limit, of?.entities ?? null],
  );

export const answersOf = (
  sql: Sql,
  checkId: string,
  answer: CheckAnswer | null,
  after: number,
  limit: number,
): Promise<CheckAnswerRow[]> =>
  sql.query(
    `SELECT ordinal, client_id AS "clientId", entity_id AS "entityId", answer, verdict, body FROM planned_check_answer
      WHERE check_id = $1 AND ($2::text IS NULL OR answer = $2) AND ordinal > $3 ORDER BY ordinal LIMIT $4`,
    [checkId, answer, after, limit],
  );

/** The worst answer that each client got. */
export const answerByClient = (sql: Sql, checkId: string): Promise<{ clientId: string; answer: CheckAnswer }[]> =>
  sql.query(
    `SELECT client_id AS "clientId", (array_agg(answer ORDER BY CASE answer WHEN 'MAY_NOT' THEN 0 WHEN 'PERSON' THEN 1 ELSE 2 END))[1] AS answer
       FROM planned_check_answer WHERE check_id = $1 GROUP BY 1`,
    [checkId],
  );
