import type { Tx } from '../database/connection.js';

const DIFFERING = 'SELECT client_id FROM rebuild_difference WHERE rebuild_id = $1';

/** Keeps everybody from changing the clients that differ until the transaction ends. */
export const lockDiffering = (tx: Tx, rebuildId: string): Promise<unknown> =>
  tx.query(`SELECT FROM client WHERE client_id IN (${DIFFERING}) ORDER BY client_id FOR UPDATE`, [rebuildId]);

/** Keeps the rows that are about to be replaced. */
export async function keepOldRows(tx: Tx, rebuildId: string): Promise<void> {
  await tx.query(
    `UPDATE rebuild_difference d SET old_row = row_to_json(c) FROM client c
      WHERE d.rebuild_id = $1 AND d.kind = 'client' AND c.client_id = d.key`,
    [rebuildId],
  );
  await tx.query(
    `UPDATE rebuild_difference d SET old_row = row_to_json(a) FROM alert a
      WHERE d.rebuild_id = $1 AND d.kind = 'alert' AND a.alert_id = d.key
        AND a.client_id = coalesce(d.before, d.after)::json ->> 'clientId'`,
    [rebuildId],
  );
}

/**
 * Puts the new rows of clients into use, all with one version, so that whoever saw an older row reads again.
 * @param sharedVersion the newest change of what all clients share
 */
export async function putClientsIntoUse(
  tx: Tx,
  rebuildId: string,
  version: number,
  sharedVersion: number,
): Promise<void> {
  await tx.query(
    `INSERT INTO client (client_id, version, knowledge, last_to, refs, facets, state)
     SELECT d.key, $2, $3, NULL, r.refs, r.facets, r.state::text
       FROM rebuild_difference d, json_to_record(d.after::json) AS r (refs text[], facets text[], state json)
      WHERE d.rebuild_id = $1 AND d.kind = 'client' AND d.after IS NOT NULL
     ON CONFLICT (client_id) DO UPDATE
        SET version = EXCLUDED.version, knowledge = EXCLUDED.knowledge, last_to = NULL, refs = EXCLUDED.refs,
            facets = EXCLUDED.facets, state = EXCLUDED.state`,
    [rebuildId, version, sharedVersion],
  );
  await tx.query(
    `DELETE FROM client WHERE client_id IN (
       SELECT key FROM rebuild_difference WHERE rebuild_id = $1 AND kind = 'client' AND after IS NULL)`,
    [rebuildId],
  );
  await tx.query(`UPDATE client SET version = $2 WHERE version <> $2 AND client_id IN (${DIFFERING})`, [
    rebuildId,
    version,
  ]);
}

/** The clients that somebody has changed since the new rows were put into use. */
export async function touchedSinceCutOver(tx: Tx, rebuildId: string, version: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT DISTINCT d.client_id AS id FROM rebuild_difference d LEFT JOIN client c ON c.client_id = d.client_id
      WHERE d.rebuild_id = $1
        AND (c.version <> $2
          OR c.client_id IS NULL AND NOT EXISTS (SELECT FROM rebuild_difference g WHERE g.rebuild_id = $1
               AND g.kind = 'client' AND g.key = d.client_id AND g.after IS NULL))
      ORDER BY 1`,
    [rebuildId, version],
  );
  return rows.map(({ id }) => id);
}

/**
 * Puts the kept rows back, as they were but for the version.
 * @param except clients that keep the rows they have
 */
export async function putOldRowsBack(tx: Tx, rebuildId: string, except: readonly string[], version: number) {
  const parameters = [rebuildId, except];
  const mine = 'd.rebuild_id = $1 AND NOT d.client_id = ANY($2)';
  await tx.query(
    `DELETE FROM client c USING rebuild_difference d WHERE ${mine} AND d.kind = 'client' AND c.client_id = d.key`,
    parameters,
  );
  await tx.query(
    `INSERT INTO client SELECT r.* FROM rebuild_difference d, json_populate_record(NULL::client, d.old_row) AS r
      WHERE ${mine} AND d.kind = 'client' AND d.old_row IS NOT NULL`,
    parameters,
  );
  await tx.query(
    `DELETE FROM alert a USING rebuild_difference d
      WHERE ${mine} AND d.kind = 'alert' AND a.alert_id = d.key
        AND a.client_id = coalesce(d.before, d.after)::json ->> 'clientId'`,
    parameters,
  );
  await tx.query(
    `INSERT INTO alert SELECT r.* FROM rebuild_difference d, json_populate_record(NULL::alert, d.old_row) AS r
      WHERE ${mine} AND d.kind = 'alert' AND d.old_row IS NOT NULL`,
    parameters,
  );
  await tx.query(
    `UPDATE client c SET version = $3 FROM rebuild_difference d WHERE ${mine} AND c.client_id = d.client_id`,
    [...parameters, version],
  );
}

/** What is in use from another rebuild can no longer be taken back. */
export async function discardOthers(tx: Tx, rebuildId: string): Promise<void> {
  await tx.query(
    `UPDATE rebuild SET stage = 'DISCARDED', finished_at = clock_timestamp() WHERE stage = 'IN_USE' AND rebuild_id <> $1`,
    [rebuildId],
  );
  await dropOldRows(tx);
}

/** Of rebuilds that are discarded the kept rows go. */
export const dropOldRows = (tx: Tx): Promise<unknown> =>
  tx.query(
    `UPDATE rebuild_difference d SET old_row = NULL FROM rebuild r
      WHERE r.rebuild_id = d.rebuild_id AND r.stage = 'DISCARDED' AND d.old_row IS NOT NULL`,
  );
