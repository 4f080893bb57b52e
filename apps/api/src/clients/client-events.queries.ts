import type { StoredMessage } from '#log/codec';
import type { Sql } from '#store';

export type ClientEventRow = StoredMessage & {
  readonly topic: string;
  readonly partition: number;
  readonly kafkaOffset: number;
  readonly recordedAt: Date;
};

const COLUMNS = `position, identity, message_key AS "key", headers, value, recorded_at AS "recordedAt", client_id AS "clientId",
  topic, partition, kafka_offset AS "kafkaOffset"`;

/** Whether there is an event of any of these clients' own. */
export async function isOnFile(sql: Sql, clientIds: readonly string[]): Promise<boolean> {
  const rows = await sql.query('SELECT 1 FROM event WHERE client_id = ANY($1) LIMIT 1', [clientIds]);
  return rows.length > 0;
}

/**
 * The events of these clients and those at these positions, in the order of the log.
 * @param knownOn ms since 1970: none that was recorded later
 */
export const clientEventRows = (
  sql: Sql,
  clientIds: readonly string[],
  positions: readonly number[],
  knownOn: number | undefined,
): Promise<ClientEventRow[]> =>
  sql.query(
    `SELECT ${COLUMNS} FROM event
      WHERE (client_id = ANY($1) OR position = ANY($2)) AND ($3::bigint IS NULL OR recorded_at <= to_timestamp($3 / 1000.0))
      ORDER BY position`,
    [clientIds, positions, knownOn ?? null],
  );
