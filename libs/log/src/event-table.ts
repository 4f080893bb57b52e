import type { Sql, Tx } from '#store';
import { BLOCK_SIZE, EVENT_COLUMNS, type EventRow, type StoredMessage } from '#log/codec';

/**
 * Appends events in one COPY.
 * @param encoded what `encodeEvents` makes of them
 * @throws a unique violation (code 23505) when one of the identities is on file
 */
export const appendEvents = (tx: Tx, encoded: Buffer): Promise<void> =>
  tx.copy(`COPY event (${EVENT_COLUMNS}) FROM STDIN BINARY`, encoded);

const MESSAGE =
  'position, identity, message_key AS "key", headers, value, recorded_at AS "recordedAt", client_id AS "clientId"';

/** What holds one of these identities: events, and the places of those that were erased, which say nothing any more. */
export const placesByIdentity = (sql: Sql, identities: readonly Buffer[]): Promise<StoredMessage[]> =>
  sql.query(`SELECT ${MESSAGE} FROM event WHERE identity = ANY($1)`, [identities]);

/** The events that hold one of these identities. */
export const findByIdentity = (sql: Sql, identities: readonly Buffer[]): Promise<StoredMessage[]> =>
  sql.query(`SELECT ${MESSAGE} FROM event WHERE identity = ANY($1) AND octet_length(value) > 0`, [identities]);

/** All facts of these clients, in the order of recording. */
export const timelinesOf = (
  sql: Sql,
  clientIds: readonly string[],
): Promise<(StoredMessage & { readonly clientId: string })[]> =>
  sql.query(`SELECT ${MESSAGE} FROM event WHERE client_id = ANY($1) AND NOT shared ORDER BY position`, [clientIds]);

/** What all clients share, recorded after `position`, in the order of recording. */
export const sharedSince = (sql: Sql, position: number): Promise<StoredMessage[]> =>
  sql.query(`SELECT ${MESSAGE} FROM event WHERE shared AND position > $1 ORDER BY position`, [position]);

/** One stretch of the log in the order of positions, for readers that go through all of it. */
export const readLog = (
  sql: Sql,
  after: number,
  limit: number,
): Promise<(EventRow & { readonly recordedAt: Date })[]> =>
  sql.query(
    `SELECT position, identity, client_id AS "clientId", type, shared, recorded_at AS "recordedAt", topic, partition,
            kafka_offset AS "kafkaOffset", message_key AS "key", headers, value
       FROM event WHERE position > $1 ORDER BY position LIMIT $2`,
    [after, limit],
  );

/**
 * A new block of positions, and the time of recording (ms since 1970) of what goes into it: the database's, but where the
 * past of a demonstration is being played.
 */
export async function newBlock(sql: Sql): Promise<{ block: number; first: number; recordedAt: number }> {
  const [row] = await sql.query<{ block: number; ms: number }>('SELECT block, ms FROM new_block()');
  if (row === undefined) throw new Error('The log gave no block.');
  return { block: row.block, first: row.block * BLOCK_SIZE, recordedAt: row.ms };
}
