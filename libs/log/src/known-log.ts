import type { Sql } from '#store';
import type { ReadableMessage } from '#log/codec';

/** How much of the log counts as known: all of it, what was recorded by a time, or what stands before a position. */
export interface Known {
  /** Milliseconds since 1970, inclusive. */
  readonly recordedBy?: number | undefined;
  /** Exclusive. */
  readonly before?: number | undefined;
}

const MESSAGE = 'position, headers, value';

/** What is known is a condition on $1 and $2, so that every query here begins its parameters with `bounds`. */
const KNOWN =
  '($1::bigint IS NULL OR position < $1) AND ($2::bigint IS NULL OR recorded_at <= to_timestamp($2 / 1000.0))';

const bounds = ({ before, recordedBy }: Known): [number | null, number | null] => [before ?? null, recordedBy ?? null];

/** The facts of these clients that were known, in the order of recording. */
export const timelinesKnown = (sql: Sql, clientIds: readonly string[], known: Known): Promise<ReadableMessage[]> =>
  sql.query(`SELECT ${MESSAGE} FROM event WHERE client_id = ANY($3) AND NOT shared AND ${KNOWN} ORDER BY position`, [
    ...bounds(known),
    clientIds,
  ]);

/** What all clients share, as far as it was known, in the order of recording. */
export const sharedKnown = (sql: Sql, known: Known): Promise<ReadableMessage[]> =>
  sql.query(`SELECT ${MESSAGE} FROM event WHERE shared AND ${KNOWN} ORDER BY position`, bounds(known));

/** The ids that had facts of their own. */
export async function clientIdsKnown(sql: Sql, known: Known): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT DISTINCT client_id AS id FROM event WHERE client_id IS NOT NULL AND NOT shared AND ${KNOWN}`,
    bounds(known),
  );
  return rows.map(({ id }) => id);
}

/**
 * The next ids of clients, sorted: those with a projection, and those of `merged`, which may have none.
 * @param after exclusive
 */
export async function clientIdsAfter(
  sql: Sql,
  merged: readonly string[],
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT id FROM ((SELECT client_id AS id FROM client WHERE client_id > $1 ORDER BY client_id LIMIT $3)
                     UNION SELECT id FROM unnest($2::text[]) AS merged (id) WHERE id > $1) AS ids ORDER BY id LIMIT $3`,
    [after, merged, limit],
  );
  return rows.map(({ id }) => id);
}
