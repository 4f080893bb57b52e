import type { Sql, Tx } from '#store';

/** What goes out on its own topic. */
export type OutgoingKind = 'alert' | 'rejection';

/** Something that has gone out, or will: in the order of positions, by what keeps its order. */
export interface OutgoingRow {
  readonly position: number;
  /** The key of its message, as hex: within one key the order holds. */
  readonly key: string | null;
  /** The id of its message; where a part of the log that a restore has lost sent the same, of that one. */
  readonly id: string;
  /** Waits in the outbox. */
  readonly waiting: boolean;
}

const SELECT: Readonly<Record<OutgoingKind, string>> = {
  alert: `SELECT f.position, encode(convert_to(f.client_id, 'UTF8'), 'hex') AS key,
                 coalesce((SELECT message_id FROM settled_before s WHERE s.position = f.position), 'change-' || f.position) AS id,
                 EXISTS (SELECT FROM outbox o WHERE o.position = f.position) AS waiting
            FROM alert_fact f`,
  rejection: `SELECT f.position, encode(f.message_key, 'hex') AS key, f.rejection_id AS id,
                     EXISTS (SELECT FROM outbox o WHERE o.position = f.position) AS waiting
                FROM rejection f`,
};

/** What was recorded in a stretch of time (ms since 1970, the end exclusive), from the one after `after` on. */
export const outgoingRows = (
  sql: Sql,
  kind: OutgoingKind,
  stretch: { readonly from: number | undefined; readonly to: number | undefined },
  after: number,
  limit: number,
): Promise<OutgoingRow[]> =>
  sql.query(
    `${SELECT[kind]} WHERE f.position > $1
       AND ($2::bigint IS NULL OR f.recorded_at >= to_timestamp($2 / 1000.0))
       AND ($3::bigint IS NULL OR f.recorded_at < to_timestamp($3 / 1000.0))
      ORDER BY f.position LIMIT $4`,
    [after, stretch.from ?? null, stretch.to ?? null, limit],
  );

/** Puts these into the outbox once more; what waits in it already waits once. @returns how many were put there */
export const sendAgain = (tx: Tx, kind: OutgoingKind, positions: readonly number[]): Promise<number> =>
  tx.change('INSERT INTO outbox (position, kind) SELECT unnest($1::bigint[]), $2 ON CONFLICT (position) DO NOTHING', [
    positions,
    kind,
  ]);

/** How many of these still wait. */
export async function countWaiting(sql: Sql, upTo: number): Promise<number> {
  const [row] = await sql.query<{ n: number }>('SELECT count(*) AS n FROM outbox WHERE position <= $1', [upTo]);
  return row?.n ?? 0;
}
