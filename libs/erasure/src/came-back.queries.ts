import type { Sql } from '#store';

/** By topic and partition an offset. */
export type Offsets = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Whether anything of one of these clients was written to the topics at or after these offsets. */
export async function cameAfter(sql: Sql, clientIds: readonly string[], offsets: Offsets): Promise<boolean> {
  const rows = await sql.query(
    `SELECT FROM event JOIN (SELECT t.key AS topic, p.key::int AS partition, p.value::bigint AS first
                               FROM jsonb_each($2::jsonb) t CROSS JOIN LATERAL jsonb_each_text(t.value) p) later
             USING (topic, partition)
      WHERE client_id = ANY($1) AND kafka_offset >= first LIMIT 1`,
    [clientIds, JSON.stringify(offsets)],
  );
  return rows.length > 0;
}
