import type { Sql, Tx } from '../database/connection.js';

/** Whoever was away for longer comes anew. */
const AWAY_MINUTES = 60;

/**
 * Notes that somebody is here.
 * @returns when they were here last before this visit; `null` if never
 */
export async function noteVisit(tx: Tx, personId: string): Promise<Date | null> {
  const [row] = await tx.query<{ before: Date | null }>(
    `INSERT INTO visit AS v (person_id, seen_at) VALUES ($1, clock_timestamp())
     ON CONFLICT (person_id) DO UPDATE
        SET before_at = CASE WHEN v.seen_at < clock_timestamp() - make_interval(mins => ${AWAY_MINUTES})
                             THEN v.seen_at ELSE v.before_at END,
            seen_at = clock_timestamp()
     RETURNING before_at AS before`,
    [personId],
  );
  return row?.before ?? null;
}

/** When somebody was here last before the visit that was noted last. */
export async function visitBefore(sql: Sql, personId: string): Promise<Date | null> {
  const [row] = await sql.query<{ before: Date | null }>('SELECT before_at AS before FROM visit WHERE person_id = $1', [
    personId,
  ]);
  return row?.before ?? null;
}
