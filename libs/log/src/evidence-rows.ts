import type { Sql, StoredPolicy } from '#store';
import type { AlertFactRow, EventRow } from '#log/codec';
import type { Known } from './known-log.js';

/** A row of the log with all its columns; `salt` is `null` where it was recorded before rows had salts. */
export type LoggedEvent = Omit<EventRow, 'recordedAt'> & { readonly recordedAt: Date; readonly salt: Buffer | null };
/** What people did to an alert is among these: `actor` says who. */
export type LoggedFact = Omit<AlertFactRow, 'recordedAt' | 'kind'> & {
  readonly recordedAt: Date;
  readonly kind: string;
  readonly salt: Buffer | null;
};

/** A batch with what its link in the chain is made of. */
export interface LoggedBatch {
  readonly chain: string;
  readonly seq: number;
  readonly block: number;
  readonly recordedAt: Date;
  readonly events: number;
  readonly facts: number;
  readonly rejections: number;
  /** `null` where it was recorded before rows had salts. */
  readonly records: number | null;
  readonly content: Buffer;
  readonly hash: Buffer;
  /** Of the batch before it in its chain; `null` for the first. */
  readonly previous: Buffer | null;
}

const EVENT = `SELECT salt, position, identity, client_id AS "clientId", type, shared, recorded_at AS "recordedAt", topic, partition,
  kafka_offset AS "kafkaOffset", message_key AS "key", headers, value FROM event
  WHERE ($1::bigint IS NULL OR recorded_at <= to_timestamp($1 / 1000.0))`;

export const eventsOfClients = (sql: Sql, clientIds: readonly string[], known: Known): Promise<LoggedEvent[]> =>
  sql.query(`${EVENT} AND client_id = ANY($2) AND NOT shared ORDER BY position`, [known.recordedBy ?? null, clientIds]);

export const sharedEvents = (sql: Sql, known: Known): Promise<LoggedEvent[]> =>
  sql.query(`${EVENT} AND shared ORDER BY position`, [known.recordedBy ?? null]);

export const alertFactsOfClients = (sql: Sql, clientIds: readonly string[], known: Known): Promise<LoggedFact[]> =>
  sql.query(
    `SELECT salt, position, client_id AS "clientId", alert_id AS "alertId", kind, cause, recorded_at AS "recordedAt", actor, body
       FROM alert_fact
      WHERE client_id = ANY($2) AND ($1::bigint IS NULL OR recorded_at <= to_timestamp($1 / 1000.0)) ORDER BY position`,
    [known.recordedBy ?? null, clientIds],
  );

export const batchesOf = (sql: Sql, blocks: readonly number[], blockSize: number): Promise<LoggedBatch[]> =>
  sql.query(
    `SELECT b.chain, b.seq, b.block, b.recorded_at AS "recordedAt", b.events, b.facts, b.records, b.content, b.hash,
            (SELECT count(*) FROM rejection r WHERE r.position >= b.block * $2 AND r.position < (b.block + 1) * $2)
              AS rejections,
            (SELECT p.hash FROM batch p WHERE p.chain = b.chain AND p.seq = b.seq - 1) AS previous
       FROM batch b WHERE b.block = ANY($1) ORDER BY b.block`,
    [blocks, blockSize],
  );

/** The leaves of some batches by block; those that were recorded before rows had salts have none. */
export async function leavesOf(sql: Sql, blocks: readonly number[]): Promise<Map<number, Buffer>> {
  const rows = await sql.query<{ block: number; leaves: Buffer }>(
    'SELECT block, leaves FROM batch WHERE block = ANY($1) AND leaves IS NOT NULL',
    [blocks],
  );
  return new Map(rows.map(({ block, leaves }) => [block, leaves]));
}

/** The pack that was in force at a time of recording. */
export async function policyKnown(sql: Sql, known: Known): Promise<StoredPolicy | undefined> {
  const [row] = await sql.query<StoredPolicy>(
    `SELECT version, position, pack, rules FROM policy
      WHERE $1::bigint IS NULL OR recorded_at <= to_timestamp($1 / 1000.0) ORDER BY position DESC LIMIT 1`,
    [known.recordedBy ?? null],
  );
  return row;
}

/** With whom an alert is shown; several clients for an incident. */
export async function clientsOfAlert(sql: Sql, alertId: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>('SELECT DISTINCT survivor_id AS id FROM alert WHERE alert_id = $1', [
    alertId,
  ]);
  return rows.map(({ id }) => id);
}

export async function clientsOfIncident(sql: Sql, incidentId: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    'SELECT DISTINCT survivor_id AS id FROM alert WHERE incident_id = $1 ORDER BY 1',
    [incidentId],
  );
  return rows.map(({ id }) => id);
}
