import type { Sql, Tx } from '../database/connection.js';

/** That a client was judged by a proposed pack, and as of what. */
export interface ShadowedClientRow {
  readonly clientId: string;
  /** Of the row in use; `null` where there is none any more. */
  readonly version: number | null;
  readonly sharedPosition: number;
  readonly refs: readonly string[] | null;
  /** Alerts that both packs give alike. */
  readonly same: number;
}

export interface ShadowDifferenceRow {
  readonly survivorId: string;
  readonly alertId: string;
  /** The id that the act named. */
  readonly clientId: string;
  readonly change: 'ADDED' | 'GONE' | 'CHANGED';
  /** JSON. */
  readonly body: string;
}

export type StoredShadowDifference = ShadowDifferenceRow & { readonly foundAt: Date };

/** The clients whom live traffic touched since they were noted or judged last, and the time as of which that is said. */
export async function touchedSince(sql: Sql, shadowId: string): Promise<{ ids: string[]; at: Date }> {
  const [row] = await sql.query<{ ids: string[] | null; at: Date }>(
    `SELECT array_agg(client_id ORDER BY client_id) AS ids, statement_timestamp() AS at
       FROM client c FULL JOIN (SELECT * FROM shadowed_client WHERE shadow_id = $1) AS s USING (client_id)
      WHERE c.version IS DISTINCT FROM s.version
         OR s.refs IS NOT NULL AND EXISTS (
              SELECT FROM fan_out f WHERE f.position > s.knowledge
                 AND (f.everyone OR f.refs && s.refs OR client_id = ANY(f.client_ids)))`,
    [shadowId],
  );
  return { ids: row?.ids ?? [], at: row?.at ?? new Date(0) };
}

/** Where a shadow stands after a step. */
export interface ShadowStep {
  readonly waiting: number;
  /** Given where whoever was touched by then has been judged. */
  readonly judgedTo: Date | null;
}

/**
 * Writes what judging some clients gave, in place of what was found about them before. A difference that is still so
 * keeps the time at which it was found.
 * @param judged every client that was looked at
 * @returns whether the shadow still runs; where not, nothing was written
 */
export async function writeShadowed(
  tx: Tx,
  shadowId: string,
  judged: readonly ShadowedClientRow[],
  differences: readonly ShadowDifferenceRow[],
  step: ShadowStep,
): Promise<boolean> {
  const noted = await tx.change(
    `UPDATE policy_shadow SET waiting = $2, judged_to = coalesce($3, judged_to) WHERE shadow_id = $1 AND stopped_at IS NULL`,
    [shadowId, step.waiting, step.judgedTo],
  );
  if (noted === 0 || judged.length === 0) return noted > 0;
  const ids = judged.map((row) => row.clientId);
  await count(tx, shadowId, ids, -1);
  await tx.query('DELETE FROM shadowed_client WHERE shadow_id = $1 AND client_id = ANY($2)', [
    shadowId,
    judged.filter((row) => row.version === null).map((row) => row.clientId),
  ]);
  await tx.query(
    `INSERT INTO shadowed_client (shadow_id, client_id, version, knowledge, refs, same)
     SELECT $1, r.* FROM json_to_recordset($2)
         AS r ("clientId" text, version bigint, "sharedPosition" bigint, refs text[], same bigint)
     ON CONFLICT (shadow_id, client_id) DO UPDATE
        SET version = EXCLUDED.version, knowledge = EXCLUDED.knowledge, refs = EXCLUDED.refs, same = EXCLUDED.same`,
    [shadowId, JSON.stringify(judged.filter((row) => row.version !== null))],
  );
  await tx.query(
    `DELETE FROM shadow_difference WHERE shadow_id = $1 AND survivor_id = ANY($2)
        AND (survivor_id, alert_id) NOT IN (SELECT * FROM unnest($3::text[], $4::text[]))`,
    [shadowId, ids, differences.map((d) => d.survivorId), differences.map((d) => d.alertId)],
  );
  await tx.query(
    `INSERT INTO shadow_difference (shadow_id, survivor_id, alert_id, client_id, change, body, found_at)
     SELECT $1, r.*, clock_timestamp() FROM json_to_recordset($2)
         AS r ("survivorId" text, "alertId" text, "clientId" text, change text, body text)
     ON CONFLICT (shadow_id, survivor_id, alert_id) DO UPDATE
        SET client_id = EXCLUDED.client_id, change = EXCLUDED.change, body = EXCLUDED.body,
            found_at = CASE shadow_difference.change WHEN EXCLUDED.change THEN shadow_difference.found_at ELSE EXCLUDED.found_at END`,
    [shadowId, JSON.stringify(differences)],
  );
  await count(tx, shadowId, ids, 1);
  return true;
}

/** Takes what stands of some clients from the totals (−1), or adds it to them (1). */
const count = (tx: Tx, shadowId: string, clientIds: readonly string[], sign: 1 | -1): Promise<unknown> =>
  tx.query(
    `UPDATE policy_shadow p SET clients = p.clients + $3 * s.clients, same = p.same + $3 * s.same,
            added = p.added + $3 * d.added, gone = p.gone + $3 * d.gone, changed = p.changed + $3 * d.changed
       FROM (SELECT count(same) AS clients, coalesce(sum(same), 0) AS same FROM shadowed_client
              WHERE shadow_id = $1 AND client_id = ANY($2)) AS s,
            (SELECT count(*) FILTER (WHERE change = 'ADDED') AS added, count(*) FILTER (WHERE change = 'GONE') AS gone,
                    count(*) FILTER (WHERE change = 'CHANGED') AS changed FROM shadow_difference
              WHERE shadow_id = $1 AND survivor_id = ANY($2)) AS d
      WHERE p.shadow_id = $1`,
    [shadowId, clientIds, sign],
  );

/** In the order of client and alert. @param after the survivor and the alert that the last page ended with */
export const shadowDifferences = (
  sql: Sql,
  shadowId: string,
  filter: { change: string | null; clientId: string | null },
  after: readonly [survivorId: string, alertId: string],
  limit: number,
): Promise<StoredShadowDifference[]> =>
  sql.query(
    `SELECT survivor_id AS "survivorId", alert_id AS "alertId", client_id AS "clientId", change, body,
            found_at AS "foundAt"
       FROM shadow_difference
      WHERE shadow_id = $1 AND ($2::text IS NULL OR change = $2) AND ($3::text IS NULL OR $3 IN (survivor_id, client_id))
        AND (survivor_id, alert_id) > ($4, $5)
      ORDER BY survivor_id, alert_id LIMIT $6`,
    [shadowId, filter.change, filter.clientId, ...after, limit],
  );
