import type { Sql, Tx } from '../database/connection.js';

export type ErasureGround = 'ON_REQUEST' | 'RETENTION' | 'LEDGER';

/** What was asked for, what two people decided, and how far it is. */
export interface Erasure {
  readonly erasureId: string;
  /** As it was asked for; once it is finished the random id that took its place. */
  readonly clientId: string;
  readonly ground: ErasureGround;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly decision: 'APPROVED' | 'REJECTED' | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly clientIds: readonly string[] | null;
  readonly pseudonym: string | null;
  readonly position: number | null;
  /** Rows of the log that it changed. */
  readonly rows: number | null;
  readonly carriedOutAt: Date | null;
  /** By topic, how long what was sent before can still be read there. */
  readonly outside: Readonly<Record<string, unknown>> | null;
  readonly finishedAt: Date | null;
}

const COLUMNS = `erasure_id AS "erasureId", client_id AS "clientId", ground, reason, requested_by AS "requestedBy",
  requested_at AS "requestedAt", decision, decided_by AS "decidedBy", decided_at AS "decidedAt",
  decision_reason AS "decisionReason", client_ids AS "clientIds", pseudonym, position, rows,
  carried_out_at AS "carriedOutAt", outside, finished_at AS "finishedAt"`;

/** Those that wait for a decision first, the newest first. @param of ids of one client; `null`: of everybody */
export const erasures = (sql: Sql, of: readonly string[] | null, limit: number): Promise<Erasure[]> =>
  sql.query(
    `SELECT ${COLUMNS} FROM erasure WHERE $1::text[] IS NULL OR client_id = ANY($1)
      ORDER BY decision IS NOT NULL, requested_at DESC, erasure_id LIMIT $2`,
    [of, limit],
  );

export async function erasureOf(sql: Sql, erasureId: string): Promise<Erasure | undefined> {
  const [row] = await sql.query<Erasure>(`SELECT ${COLUMNS} FROM erasure WHERE erasure_id = $1`, [erasureId]);
  return row;
}

/** The one of this client that is neither refused nor finished. */
export async function erasureUnderWay(sql: Sql, clientIds: readonly string[]): Promise<Erasure | undefined> {
  const [row] = await sql.query<Erasure>(
    `SELECT ${COLUMNS} FROM erasure
      WHERE client_id = ANY($1) AND finished_at IS NULL AND decision IS DISTINCT FROM 'REJECTED' LIMIT 1`,
    [clientIds],
  );
  return row;
}

/** Those that were agreed to and are not finished, the oldest first; first of all the one that is under way. */
export const erasuresToDo = (sql: Sql): Promise<Erasure[]> =>
  sql.query(
    `SELECT ${COLUMNS} FROM erasure WHERE decision = 'APPROVED' AND finished_at IS NULL
      ORDER BY carried_out_at IS NULL, decided_at, erasure_id`,
  );

/** @throws a unique violation (code 23505) while one of this client is under way */
export const requestErasure = (
  tx: Tx,
  e: Pick<Erasure, 'erasureId' | 'clientId' | 'ground' | 'reason' | 'requestedBy'>,
): Promise<unknown> =>
  tx.query(`INSERT INTO erasure (erasure_id, client_id, ground, reason, requested_by) VALUES ($1, $2, $3, $4, $5)`, [
    e.erasureId,
    e.clientId,
    e.ground,
    e.reason,
    e.requestedBy,
  ]);

/** One that was carried out before, and undone by a restore. */
export type Replay = Pick<Erasure, 'erasureId' | 'clientId' | 'reason' | 'requestedBy'> & {
  /** The erasure as the ledger has it. */
  readonly ledgerId: string;
  /** Carried out without asking two people again; else they decide. */
  readonly isDecided: boolean;
};

/**
 * Has one carried out again: the ledger outside says that it was. Who waits for a decision on the same client has it by this.
 * Only the owner of the database can.
 */
export async function replayErasure(tx: Tx, replay: Replay): Promise<void> {
  const { erasureId, clientId, reason, requestedBy, ledgerId, isDecided } = replay;
  await tx.query(
    `UPDATE erasure SET decision = 'REJECTED', decided_by = $2, decided_at = clock_timestamp(),
            decision_reason = 'The client is erased by another request.'
      WHERE client_id = $1 AND decision IS NULL`,
    [clientId, requestedBy],
  );
  await tx.query(
    `INSERT INTO erasure (erasure_id, client_id, ground, reason, requested_by, requested_at, ledger_id, decision, decided_by,
                          decided_at)
     SELECT $1, $2, 'LEDGER', $3, $4, now(), $5, CASE WHEN $6 THEN 'APPROVED' END, CASE WHEN $6 THEN $4 END,
            CASE WHEN $6 THEN now() END`,
    [erasureId, clientId, reason, requestedBy, ledgerId, isDecided],
  );
}

/** Every id that a client has had here, but random ones of those who were erased. */
export async function clientIdsOnFile(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT client_id AS id FROM event WHERE client_id IS NOT NULL UNION SELECT client_id FROM alert
      UNION SELECT client_id FROM client
     EXCEPT SELECT pseudonym FROM erasure WHERE pseudonym IS NOT NULL`,
  );
  return rows.map(({ id }) => id);
}

/** Those that the ledger had carried out again and that are not carried out yet. */
export async function replaysToDo(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT erasure_id AS id FROM erasure WHERE ground = 'LEDGER' AND decision = 'APPROVED' AND carried_out_at IS NULL`,
  );
  return rows.map(({ id }) => id);
}

/**
 * @throws an error of code 42501 (insufficient_privilege) where it takes somebody else to agree, or of code 55006
 *   (object_in_use) while a legal hold stands
 */
export const decideErasure = (
  tx: Tx,
  erasureId: string,
  decision: 'APPROVED' | 'REJECTED',
  by: string,
  reason: string | null,
): Promise<number> =>
  tx.change(
    `UPDATE erasure SET decision = $2, decided_by = $3, decided_at = clock_timestamp(), decision_reason = $4
      WHERE erasure_id = $1 AND decision IS NULL`,
    [erasureId, decision, by, reason],
  );

/** Positions at which an erasure changed what all clients share, after this one. */
export async function erasedSince(sql: Sql, position: number): Promise<number[]> {
  const rows = await sql.query<{ position: number }>(
    'SELECT position FROM erasure WHERE position > $1 ORDER BY position',
    [position],
  );
  return rows.map((row) => row.position);
}

/** Those of these rows of the log that an erasure has changed. */
export async function erasedAmong(sql: Sql, positions: readonly number[]): Promise<Set<number>> {
  const rows = await sql.query<{ position: number }>('SELECT position FROM erased_row WHERE position = ANY($1)', [
    positions,
  ]);
  return new Set(rows.map(({ position }) => position));
}

/** The random ids that stand for clients who were erased. */
export async function pseudonyms(sql: Sql): Promise<Set<string>> {
  const rows = await sql.query<{ id: string }>('SELECT pseudonym AS id FROM erasure WHERE carried_out_at IS NOT NULL');
  return new Set(rows.map(({ id }) => id));
}

/**
 * Says whose data goes.
 * @returns the random id that takes the place of theirs
 * @throws an error of code 55006 (object_in_use) while a legal hold stands
 */
export async function beginErasure(tx: Tx, erasureId: string, ids: readonly string[]): Promise<string> {
  const [row] = await tx.query<{ pseudonym: string }>('SELECT begin_erasure($1, $2) AS pseudonym', [erasureId, ids]);
  if (row === undefined) throw new Error('A function gave no row.');
  return row.pseudonym;
}

/** What the desk holds of a client whose erasure has begun goes: documents, tasks, and what is not on its topic yet. */
export const eraseDesk = (tx: Tx, erasureId: string): Promise<unknown> =>
  tx.query('SELECT erase_desk($1)', [erasureId]);

/** Gives another name to the file of somebody else's document that names the client. */
export const renameDocument = (tx: Tx, erasureId: string, documentId: string, name: string): Promise<unknown> =>
  tx.query('SELECT rename_document($1, $2, $3)', [erasureId, documentId, name]);

/** As much of a change travels in one statement. */
const STATEMENT_CHARS_MAX = 16 * 1024 * 1024;

/**
 * Changes rows that concern the client whose erasure it is; the database refuses any other.
 * @param changes `{ key, set, leaf? }` or `{ key, drop: true }`, columns by name
 */
export async function eraseRows(tx: Tx, erasureId: string, table: string, changes: readonly object[]): Promise<void> {
  let texts: string[] = [];
  let chars = 0;
  const flush = async (): Promise<void> => {
    if (texts.length > 0) await tx.query('SELECT erase_rows($1, $2, $3)', [erasureId, table, `[${texts.join(',')}]`]);
    texts = [];
    chars = 0;
  };
  for (const change of changes) {
    const text = JSON.stringify(change);
    if (chars + text.length > STATEMENT_CHARS_MAX) await flush();
    texts.push(text);
    chars += text.length;
  }
  await flush();
}

/** Notes that the data is gone from the log and from every projection. */
export const carryOutErasure = (tx: Tx, erasureId: string, position: number): Promise<unknown> =>
  tx.query('SELECT carry_out_erasure($1, $2)', [erasureId, position]);

/** Nothing waits for the ids any more: the erasure itself forgets them. */
export const finishErasure = (
  tx: Tx,
  erasureId: string,
  outside: Readonly<Record<string, unknown>>,
): Promise<unknown> => tx.query('SELECT finish_erasure($1, $2)', [erasureId, JSON.stringify(outside)]);
