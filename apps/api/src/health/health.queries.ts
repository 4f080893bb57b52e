import type { Sql } from '#store';

/** Up to where the topics that are read now have been handled. */
export const offsetRows = (sql: Sql): Promise<{ topic: string; partition: number; next: number }[]> =>
  sql.query('SELECT topic, partition, next_offset AS next FROM kafka_offset WHERE NOT closed');

interface FanOutRow {
  readonly position: number;
  readonly cause: string;
  readonly recordedAt: Date;
  readonly judged: number;
  readonly incidentId: string | null;
}

/** The oldest of those that have not ended. */
export const unfinishedFanOuts = (sql: Sql): Promise<FanOutRow[]> =>
  sql.query(
    `SELECT position, cause, recorded_at AS "recordedAt", judged, incident_id AS "incidentId" FROM fan_out
      WHERE finished_at IS NULL ORDER BY position LIMIT 100`,
  );

/** How many rejections nobody has settled. */
export async function countWaitingRejections(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ n: number }>(
    `SELECT count(*) AS n FROM rejection_standing WHERE standing IN ('WAITING', 'PROPOSED')`,
  );
  return row?.n ?? 0;
}
