import { arrayLiteral, bigintArray, textArray } from '../database/binary-array.js';
import type { Sql, Tx } from '../database/connection.js';

/** What a client's state is read from. */
export interface StoredState {
  readonly clientId: string;
  readonly sharedPosition: number;
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
  readonly tags: readonly string[];
}

/** A client's projection to be written; `state` is `null` where nothing but the end of the timeline has changed. */
export type ClientChange = Omit<ClientRow, 'state'> & {
  readonly state: string | null;
  /** Whether there was a row that this one follows. */
  readonly wasKnown: boolean;
};

const STATE = 'client_id AS "clientId", knowledge AS "sharedPosition", state, last_to AS "lastTo"';
const ROW = `${STATE}, version, refs, facets AS tags`;

export const loadClients = (sql: Sql, clientIds: readonly string[]): Promise<ClientRow[]> =>
  sql.query(`SELECT ${ROW} FROM client WHERE client_id = ANY($1)`, [clientIds]);

/**
 * Writes clients whose stored version is the one before `version`.
 * @returns how many were written; fewer than given where somebody else was quicker
 */
export async function saveClients(tx: Tx, changes: readonly ClientChange[]): Promise<number> {
  if (changes.length === 0) return 0;
  const known = changes.filter(({ wasKnown }) => wasKnown).length;
  const there = await lockClients(
    tx,
    changes.map(({ clientId }) => clientId),
  );
  // Whoever was erased meanwhile has no row any more: what is remembered of them must not be written anew.
  if (there < known) return 0;
  const sorted = [...changes].sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
  let saved = await saveLastTimes(
    tx,
    sorted.filter((row) => row.state === null),
  );
  for (const rows of inStatements(sorted.filter(isWhole))) saved += await saveWhole(tx, rows);
  return saved;
}

/** A parameter must stay far below 1 GB. */
const STATEMENT_CHARS_MAX = 64 * 1024 * 1024;

function inStatements(rows: readonly WholeChange[]): WholeChange[][] {
  const statements: WholeChange[][] = [];
  let chars = Infinity;
  for (const row of rows) {
    chars += row.state.length;
    if (chars > STATEMENT_CHARS_MAX) {
      statements.push([]);
      chars = row.state.length;
    }
    statements.at(-1)?.push(row);
  }
  return statements;
}

/** Whoever changes several clients locks them in the order of their ids, so that no two wait for each other. */
const IN_ORDER = 'ORDER BY c.client_id FOR NO KEY UPDATE OF c';

/**
 * Keeps clients as they are until the end of the transaction, waiting for whoever is changing them now.
 * @returns how many of them have a row
 */
export async function lockClients(tx: Tx, clientIds: readonly string[]): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `SELECT count(*) AS n FROM (SELECT FROM client c WHERE client_id = ANY($1) ${IN_ORDER}) AS locked`,
    [textArray(clientIds)],
  );
  return row?.n ?? 0;
}

/** Locks a client; whoever was judging it meanwhile judges it again, with a later position. */
export const raiseVersion = (tx: Tx, clientId: string): Promise<unknown> =>
  tx.query('UPDATE client SET version = version + 1 WHERE client_id = $1', [clientId]);

type WholeChange = ClientChange & { readonly state: string };

const isWhole = (change: ClientChange): change is WholeChange => change.state !== null;

/** Columns travel as binary arrays: the states are most of what a batch writes, and need no quoting so. */
async function saveWhole(tx: Tx, rows: readonly WholeChange[]): Promise<number> {
  return tx.change(SAVE_WHOLE, [
    ...versionColumns(rows),
    textArray(rows.map((row) => arrayLiteral(row.refs))),
    textArray(rows.map((row) => arrayLiteral(row.tags))),
    textArray(rows.map((row) => row.state)),
  ]);
}

const saveLastTimes = async (tx: Tx, rows: readonly ClientChange[]): Promise<number> =>
  rows.length === 0 ? 0 : tx.change(SAVE_LAST_TIME, versionColumns(rows));

const versionColumns = (rows: readonly ClientChange[]): Buffer[] => [
  textArray(rows.map((row) => row.clientId)),
  bigintArray(rows.map((row) => row.version)),
  bigintArray(rows.map((row) => row.sharedPosition)),
  bigintArray(rows.map((row) => row.lastTo)),
];

const SAVE_WHOLE = `
  INSERT INTO client (client_id, version, knowledge, last_to, refs, facets, state)
  SELECT client_id, version, knowledge, last_to, refs::text[], facets::text[], state
    FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[])
      AS new (client_id, version, knowledge, last_to, refs, facets, state)
  ON CONFLICT (client_id) DO UPDATE
     SET version = EXCLUDED.version, knowledge = EXCLUDED.knowledge, last_to = EXCLUDED.last_to, refs = EXCLUDED.refs,
         facets = EXCLUDED.facets, state = EXCLUDED.state
   WHERE client.version = EXCLUDED.version - 1`;

const SAVE_LAST_TIME = `
  UPDATE client SET version = new.version, knowledge = new.knowledge, last_to = new.last_to
    FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) AS new (client_id, version, knowledge, last_to)
   WHERE client.client_id = new.client_id AND client.version = new.version - 1`;

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
export const nextAffected = (
  tx: Tx,
  affected: { refs: readonly string[]; clientIds: readonly string[]; everyone: boolean },
  after: string,
  limit: number,
): Promise<ClientRow[]> =>
  tx.query(
    `SELECT ${ROW} FROM client
      WHERE client_id > $1 AND ($4 OR refs && $2 OR client_id = ANY($3))
      ORDER BY client_id LIMIT $5 FOR NO KEY UPDATE`,
    [after, affected.refs, affected.clientIds, affected.everyone, limit],
  );

export async function countAffected(
  sql: Sql,
  affected: { refs: readonly string[]; clientIds: readonly string[]; everyone: boolean },
): Promise<number> {
  const [row] = await sql.query<{ n: number }>(
    'SELECT count(*) AS n FROM client WHERE $3 OR refs && $1 OR client_id = ANY($2)',
    [affected.refs, affected.clientIds, affected.everyone],
  );
  return row?.n ?? 0;
}

/** What stands of clients and as of which shared facts, for readers who only judge from there. */
export const clientStates = (sql: Sql, clientIds: readonly string[]): Promise<StoredState[]> =>
  sql.query(`SELECT ${STATE} FROM client WHERE client_id = ANY($1)`, [clientIds]);

/** The ids of all clients whom any of the references, ids or "everyone" means, sorted. */
export async function idsAffected(
  sql: Sql,
  affected: { refs: readonly string[]; clientIds: readonly string[]; everyone: boolean },
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    'SELECT client_id AS id FROM client WHERE $3 OR refs && $1 OR client_id = ANY($2)',
    [affected.refs, affected.clientIds, affected.everyone],
  );
  return rows.map(({ id }) => id).sort();
}

/** Those of these clients of whom one of these entities knows. */
export async function clientsOfEntities(
  sql: Sql,
  clientIds: readonly string[],
  entities: readonly string[],
): Promise<string[]> {
  const tags = entities.map((entity) => `entity:${encodeURIComponent(entity)}`);
  const rows = await sql.query<{ id: string }>(
    'SELECT client_id AS id FROM client WHERE client_id = ANY($1) AND facets && $2::text[]',
    [clientIds, tags],
  );
  return rows.map(({ id }) => id);
}
