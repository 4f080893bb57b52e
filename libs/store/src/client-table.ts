import { BinaryRows } from './copy-binary.js';
import type { Sql, Tx } from './connection.js';

/** What a client's state is read from. */
export interface StoredState {
  readonly clientId: string;
  readonly knowledge: number;
  /** JSON. */
  readonly state: string;
  /** The end (ms) of the timeline, where it has moved since `state` was written; else `null`. */
  readonly lastTo: number | null;
}

/** One client's projection: its scope and all of its past that later judging needs. */
export interface ClientRow extends StoredState {
  readonly version: number;
  readonly refs: readonly string[];
  /** What clients are listed and counted by. */
  readonly facets: readonly string[];
}

/** A client's projection to be written; `state` is `null` where nothing but the end of the timeline has changed. */
export type ClientChange = Omit<ClientRow, 'state'> & { readonly state: string | null };

const STATE = 'client_id AS "clientId", knowledge, state, last_to AS "lastTo"';
const ROW = `${STATE}, version, refs, facets`;

export const loadClients = (sql: Sql, clientIds: readonly string[]): Promise<ClientRow[]> =>
  sql.query(`SELECT ${ROW} FROM client WHERE client_id = ANY($1)`, [clientIds]);

/**
 * Writes clients whose stored version is the one before `version`.
 * @returns how many were written; fewer than given where somebody else was quicker
 */
export async function saveClients(tx: Tx, changes: readonly ClientChange[]): Promise<number> {
  if (changes.length === 0) return 0;
  const sorted = [...changes].sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
  const out = new BinaryRows(sorted.reduce((bytes, row) => bytes + (row.state?.length ?? 0) + 200, 64));
  for (const row of sorted) {
    out.row(7);
    out.text(row.clientId);
    out.bigint(row.version);
    out.bigint(row.knowledge);
    if (row.lastTo === null) out.nothing();
    else out.bigint(row.lastTo);
    if (row.state === null) {
      for (let unchanged = 0; unchanged < 3; unchanged += 1) out.nothing();
      continue;
    }
    out.textArray(row.refs);
    out.textArray(row.facets);
    out.text(row.state);
  }
  await tx.query(
    'CREATE TEMPORARY TABLE IF NOT EXISTS client_stage (client_id text, version bigint, knowledge bigint, last_to bigint, refs text[], facets text[], state text) ON COMMIT DELETE ROWS',
  );
  await tx.copy(
    'COPY client_stage (client_id, version, knowledge, last_to, refs, facets, state) FROM STDIN BINARY',
    out.end(),
  );
  await tx.query(LOCK_STAGED);
  const whole = sorted.reduce((n, row) => n + (row.state === null ? 0 : 1), 0);
  const written = whole === 0 ? 0 : await tx.change(SAVE_WHOLE);
  return written + (whole === sorted.length ? 0 : await tx.change(SAVE_LAST_TIME));
}

/** Whoever changes several clients locks them in the order of their ids, so that no two wait for each other. */
const IN_ORDER = 'ORDER BY c.client_id FOR NO KEY UPDATE OF c';

const LOCK_STAGED = `
  SELECT count(*) FROM (SELECT FROM client c JOIN client_stage USING (client_id) ${IN_ORDER}) AS locked`;

/** Keeps clients as they are until the end of the transaction, waiting for whoever is changing them now. */
export const lockClients = (tx: Tx, clientIds: readonly string[]): Promise<unknown> =>
  tx.query(`SELECT count(*) FROM (SELECT FROM client c WHERE client_id = ANY($1) ${IN_ORDER}) AS locked`, [clientIds]);

const SAVE_WHOLE = `
  INSERT INTO client (client_id, version, knowledge, last_to, refs, facets, state)
  SELECT client_id, version, knowledge, last_to, refs, facets, state FROM client_stage WHERE state IS NOT NULL
  ON CONFLICT (client_id) DO UPDATE
     SET version = EXCLUDED.version, knowledge = EXCLUDED.knowledge, last_to = EXCLUDED.last_to, refs = EXCLUDED.refs,
         facets = EXCLUDED.facets, state = EXCLUDED.state
   WHERE client.version = EXCLUDED.version - 1`;

const SAVE_LAST_TIME = `
  UPDATE client SET version = stage.version, knowledge = stage.knowledge, last_to = stage.last_to
    FROM client_stage stage
   WHERE client.client_id = stage.client_id AND stage.state IS NULL AND client.version = stage.version - 1`;

/** Gives clients that only an audience names a row, so that they are found when it is their turn to be judged. */
export const ensureClients = (tx: Tx, clientIds: readonly string[], emptyState: (clientId: string) => string) =>
  tx.change(
    `INSERT INTO client (client_id, version, knowledge, refs, facets, state)
     SELECT client_id, 0, 0, '{}', '{}', state FROM unnest($1::text[], $2::text[]) AS new (client_id, state)
     ON CONFLICT DO NOTHING`,
    [clientIds, clientIds.map(emptyState)],
  );

/** Ids that were merged into another have no row of their own. */
export const deleteClients = (tx: Tx, clientIds: readonly string[]) =>
  tx.change('DELETE FROM client WHERE client_id = ANY($1)', [clientIds]);

/** The next clients, by id, whom any of the references, ids or "everyone" means; locked. */
export const nextTouched = (
  tx: Tx,
  touched: { refs: readonly string[]; clientIds: readonly string[]; everyone: boolean },
  after: string,
  limit: number,
): Promise<ClientRow[]> =>
  tx.query(
    `SELECT ${ROW} FROM client
      WHERE client_id > $1 AND ($4 OR refs && $2 OR client_id = ANY($3))
      ORDER BY client_id LIMIT $5 FOR NO KEY UPDATE`,
    [after, touched.refs, touched.clientIds, touched.everyone, limit],
  );

export async function countTouched(
  sql: Sql,
  touched: { refs: readonly string[]; clientIds: readonly string[]; everyone: boolean },
): Promise<number> {
  const [row] = await sql.query<{ n: number }>(
    'SELECT count(*) AS n FROM client WHERE $3 OR refs && $1 OR client_id = ANY($2)',
    [touched.refs, touched.clientIds, touched.everyone],
  );
  return row?.n ?? 0;
}

/** What stands of clients and as of which shared knowledge, for readers who only judge from there. */
export const clientStates = (sql: Sql, clientIds: readonly string[]): Promise<StoredState[]> =>
  sql.query(`SELECT ${STATE} FROM client WHERE client_id = ANY($1)`, [clientIds]);

/** The ids of all clients whom any of the references, ids or "everyone" means, sorted. */
export async function idsTouched(
  sql: Sql,
  touched: { refs: readonly string[]; clientIds: readonly string[]; everyone: boolean },
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    'SELECT client_id AS id FROM client WHERE $3 OR refs && $1 OR client_id = ANY($2)',
    [touched.refs, touched.clientIds, touched.everyone],
  );
  return rows.map(({ id }) => id).sort();
}

/** Those of these clients of whom one of these entities knows. */
export async function clientsOfEntities(
  sql: Sql,
  clientIds: readonly string[],
  entities: readonly string[],
): Promise<string[]> {
  const facets = entities.map((entity) => `entity:${encodeURIComponent(entity)}`);
  const rows = await sql.query<{ id: string }>(
    'SELECT client_id AS id FROM client WHERE client_id = ANY($1) AND facets && $2::text[]',
    [clientIds, facets],
  );
  return rows.map(({ id }) => id);
}
