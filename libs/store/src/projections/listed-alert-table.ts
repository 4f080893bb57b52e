import type { Sql, Tx } from '../database/connection.js';

/** An alert by its key. */
interface AlertKey {
  readonly clientId: string;
  readonly alertId: string;
}

/** What alerts are listed, counted and searched by, as it stands on the alert. */
const LISTED = [
  ...['client_id', 'alert_id', 'survivor_id', 'entity_id', 'verdict', 'severity', 'active', 'status', 'incident_id'],
  ...['effective_at', 'raised_at', 'kind', 'service', 'asset_class', 'country', 'article61_2', 'assignee', 'proposed'],
] as const;

const columns = LISTED.join(', ');
const changing = [...LISTED.slice(2), 'words'];

/** Lists alerts as they stand. @param keys SQL of a table of their keys */
const list = (keys: string): string =>
  `INSERT INTO listed_alert (${columns}, words)
   SELECT ${columns}, alert_words(client_id, survivor_id, alert_id, explanation, view)
     FROM ${keys} JOIN alert USING (client_id, alert_id)
   ON CONFLICT (client_id, alert_id) DO UPDATE SET ${changing.map((c) => `${c} = EXCLUDED.${c}`).join(', ')}`;

const TURN = `hashtext('scopewatch-listed-alerts'), hashtext(current_schema())`;

/**
 * Brings the list up to what was written of alerts since, the oldest first. What a step of work lists in its own
 * transaction is waited for, so nothing older is ever put over it.
 * @returns how many changes were taken; fewer than `most`: there are no more
 */
export async function followAlertChanges(tx: Tx, most: number): Promise<number> {
  // A statement of its own: what follows sees all that was committed before its turn.
  await tx.query(`SELECT pg_advisory_xact_lock(${TURN})`);
  const [row] = await tx.query<{ taken: number }>(
    `WITH due AS (SELECT number FROM alert_change ORDER BY number LIMIT $1),
     taken AS (DELETE FROM alert_change c USING due WHERE c.number = due.number RETURNING client_id, alert_id),
     keys AS (SELECT DISTINCT client_id, alert_id FROM taken),
     gone AS (DELETE FROM listed_alert l USING keys k WHERE (l.client_id, l.alert_id) = (k.client_id, k.alert_id)
       AND NOT EXISTS (SELECT FROM alert a WHERE (a.client_id, a.alert_id) = (k.client_id, k.alert_id))),
     listed AS (${list('keys')})
     SELECT count(*) AS taken FROM taken`,
    [most],
  );
  return row?.taken ?? 0;
}

/** Lists these alerts within the transaction that has changed them, so that whoever changed them finds them so. */
export async function listAtOnce(tx: Tx, alerts: readonly AlertKey[]): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock_shared(${TURN})`);
  await tx.query(list('(SELECT * FROM unnest($1::text[], $2::text[])) AS keys (client_id, alert_id)'), [
    alerts.map(({ clientId }) => clientId),
    alerts.map(({ alertId }) => alertId),
  ]);
}

/** Lists the alerts of these clients anew, whatever the list says of them. */
export async function listAgain(tx: Tx, clientIds: readonly string[]): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(${TURN})`);
  await tx.query(
    `DELETE FROM listed_alert l WHERE client_id = ANY($1)
        AND NOT EXISTS (SELECT FROM alert a WHERE (a.client_id, a.alert_id) = (l.client_id, l.alert_id))`,
    [clientIds],
  );
  const is = (row: string): string => `(${changing.map((c) => `${row}.${c}`).join(', ')})`;
  await tx.query(
    `${list('(SELECT client_id, alert_id FROM alert WHERE client_id = ANY($1)) AS keys')}
      WHERE ${is('listed_alert')} IS DISTINCT FROM ${is('EXCLUDED')}`,
    [clientIds],
  );
}

/** Takes from the list what is no alert. */
export const unlistStrangers = (tx: Tx): Promise<unknown> =>
  tx.query(
    `DELETE FROM listed_alert l WHERE NOT EXISTS (
       SELECT FROM alert a WHERE (a.client_id, a.alert_id) = (l.client_id, l.alert_id))`,
  );

/** How far the list is behind what was written. */
export interface ListLag {
  /** Changes that are not listed yet. */
  readonly changes: number;
  /** How long the oldest of them has waited, in seconds; 0 where there are none. */
  readonly seconds: number;
}

export async function listLag(sql: Sql): Promise<ListLag> {
  const [row] = await sql.query<ListLag>(
    `SELECT count(*) AS changes, coalesce(greatest(extract(epoch FROM clock_timestamp() - min(at)), 0), 0)::float8 AS seconds
       FROM alert_change`,
  );
  return row ?? { changes: 0, seconds: 0 };
}

/** The newest change that is not listed yet; 0 where all are. */
export async function newestUnlisted(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ number: number }>('SELECT coalesce(max(number), 0) AS number FROM alert_change');
  return row?.number ?? 0;
}

/** Whether everything up to a change is listed. */
export async function isListedUpTo(sql: Sql, change: number): Promise<boolean> {
  const rows = await sql.query('SELECT FROM alert_change WHERE number <= $1 LIMIT 1', [change]);
  return rows.length === 0;
}
