import type { Sql, Tx } from '../database/connection.js';

/** The secrets that a webhook's messages are signed with now: the current one, and after a rotation the one before. */
export async function secretsOf(sql: Sql, receiverId: string): Promise<string[]> {
  const [row] = await sql.query<{ current: string; previous: string | null }>(
    `SELECT current, CASE WHEN previous_until > clock_timestamp() THEN previous END AS previous
       FROM webhook_secret WHERE receiver_id = $1`,
    [receiverId],
  );
  if (row === undefined) return [];
  return row.previous === null ? [row.current] : [row.current, row.previous];
}

export const addSecret = (tx: Tx, receiverId: string, secret: string): Promise<unknown> =>
  tx.query('INSERT INTO webhook_secret (receiver_id, current) VALUES ($1, $2)', [receiverId, secret]);

/** The secret until now goes on signing beside the new one for so many hours. @returns until when */
export async function rotateSecret(tx: Tx, receiverId: string, secret: string, hours: number): Promise<Date> {
  const [row] = await tx.query<{ until: Date }>(
    `UPDATE webhook_secret SET previous = current, current = $2,
            previous_until = clock_timestamp() + make_interval(hours => $3)
      WHERE receiver_id = $1 RETURNING previous_until AS until`,
    [receiverId, secret, hours],
  );
  if (row === undefined) throw new Error('Only a webhook has a secret to rotate.');
  return row.until;
}
