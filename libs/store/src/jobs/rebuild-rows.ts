import type { Sql, Tx } from '../database/connection.js';

/** That a client was judged for a rebuild, and as of what. */
export interface RebuiltClientRow {
  readonly clientId: string;
  /** Of the row in use; `null` where there was none. */
  readonly version: number | null;
  readonly sharedPosition: number;
  readonly refs: readonly string[] | null;
}

export interface RebuildDifferenceRow {
  readonly clientId: string;
  readonly change: 'ADDED' | 'GONE' | 'CHANGED';
  readonly kind: 'client' | 'alert';
  readonly key: string;
  readonly cause: string;
  /** JSON. */
  readonly before: string | null;
  readonly after: string | null;
}

export type StoredDifference = RebuildDifferenceRow & { readonly ordinal: number; readonly approved: boolean };

/**
 * Writes what judging some clients gave, in place of what an earlier round had found about them. A difference of the same
 * row stays approved where it says the same as it did: somebody agreed to what it said.
 * @param judged every id that was looked at
 */
export async function writeRebuilt(
  tx: Tx,
  rebuildId: string,
  judged: readonly RebuiltClientRow[],
  differences: readonly RebuildDifferenceRow[],
): Promise<void> {
  await tx.query(
    `INSERT INTO rebuilt_client (rebuild_id, client_id, version, knowledge, refs)
     SELECT $1, r.* FROM json_to_recordset($2) AS r ("clientId" text, version bigint, "sharedPosition" bigint, refs text[])
     ON CONFLICT (rebuild_id, client_id) DO UPDATE
        SET version = EXCLUDED.version, knowledge = EXCLUDED.knowledge, refs = EXCLUDED.refs`,
    [rebuildId, JSON.stringify(judged)],
  );
  await tx.query(
    `WITH earlier AS (
       DELETE FROM rebuild_difference WHERE rebuild_id = $1 AND client_id = ANY($2) RETURNING kind, key, change, cause, before, after, approved
     )
     INSERT INTO rebuild_difference (rebuild_id, client_id, change, kind, key, cause, before, after, approved)
     SELECT $1, r."clientId", r.change, r.kind, r.key, r.cause, r.before, r.after,
            EXISTS (SELECT FROM earlier e WHERE e.approved
                       AND (e.kind, e.key, e.change, e.cause) = (r.kind, r.key, r.change, r.cause)
                       AND (e.before, e.after) IS NOT DISTINCT FROM (r.before, r.after))
       FROM json_to_recordset($3) AS r ("clientId" text, change text, kind text, key text, cause text, before text, after text)`,
    [rebuildId, judged.map((r) => r.clientId), JSON.stringify(differences)],
  );
}

/**
 * The clients, by id, who have to be judged (again) for a rebuild: whoever is new or has another version by now; and of
 * those whose row in use is wrong, whom a change of shared facts touches.
 */
export async function staleClients(sql: Sql, rebuildId: string, limit: number): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT c.client_id AS id FROM client c
       LEFT JOIN rebuilt_client r ON r.rebuild_id = $1 AND r.client_id = c.client_id
      WHERE r.client_id IS NULL OR r.version IS DISTINCT FROM c.version
     UNION
     SELECT r.client_id FROM rebuilt_client r LEFT JOIN client c ON c.client_id = r.client_id
      WHERE r.rebuild_id = $1 AND c.client_id IS NULL AND r.version IS NOT NULL
     UNION
     SELECT r.client_id FROM rebuilt_client r
      WHERE r.rebuild_id = $1 AND r.refs IS NOT NULL
        AND (r.version IS NULL AND r.knowledge < (SELECT version FROM knowledge)
          OR EXISTS (SELECT FROM fan_out f WHERE f.position > r.knowledge
                        AND (f.everyone OR f.refs && r.refs OR r.client_id = ANY(f.client_ids))))
     ORDER BY id LIMIT $2`,
    [rebuildId, limit],
  );
  return rows.map(({ id }) => id);
}

/** Up to which change of what all clients share everything is known: a fact, or a rule pack. */
export async function sharedPosition(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ position: number }>(
    'SELECT greatest(version, (SELECT max(position) FROM fan_out)) AS position FROM knowledge',
  );
  return row?.position ?? 0;
}

/** Every id that stands in the projections, but of those who were erased: nobody can judge them again. */
export async function projectedIds(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `(SELECT client_id AS id FROM client UNION SELECT survivor_id FROM alert WHERE active UNION SELECT client_id FROM alert)
     EXCEPT SELECT pseudonym FROM erasure`,
  );
  return rows.map(({ id }) => id);
}

/** Which of these ids had facts of their own, retracted or not. */
export async function withFacts(sql: Sql, clientIds: readonly string[]): Promise<Set<string>> {
  const rows = await sql.query<{ id: string }>(
    'SELECT DISTINCT client_id AS id FROM event WHERE client_id = ANY($1) AND NOT shared',
    [clientIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** What the log says last about each of these alerts, as judged. */
export const lastJudged = (
  sql: Sql,
  clientIds: readonly string[],
  alertIds: readonly string[],
): Promise<{ alertId: string; kind: string; verdict: string | null }[]> =>
  sql.query(
    `SELECT DISTINCT ON (alert_id) alert_id AS "alertId", kind, body::json ->> 'verdict' AS verdict FROM alert_fact
      WHERE client_id = ANY($1) AND alert_id = ANY($2) AND kind IN ('raised', 'rejudged', 'superseded')
      ORDER BY alert_id, position DESC`,
    [clientIds, alertIds],
  );

const DIFFERENCE = 'ordinal, client_id AS "clientId", change, kind, key, cause, before, after, approved';

export const rebuildDifferences = (
  sql: Sql,
  rebuildId: string,
  filter: { change: string | null; kind: string | null; clientId: string | null },
  after: number,
  limit: number,
): Promise<StoredDifference[]> =>
  sql.query(
    `SELECT ${DIFFERENCE} FROM rebuild_difference
      WHERE rebuild_id = $1 AND ($2::text IS NULL OR change = $2) AND ($3::text IS NULL OR kind = $3)
        AND ($4::text IS NULL OR client_id = $4) AND ordinal > $5
      ORDER BY ordinal LIMIT $6`,
    [rebuildId, filter.change, filter.kind, filter.clientId, after, limit],
  );

export interface RebuildCounts {
  readonly added: number;
  readonly gone: number;
  readonly changed: number;
  readonly unapproved: number;
}

export async function countRebuildDifferences(sql: Sql, rebuildId: string): Promise<RebuildCounts> {
  const [row] = await sql.query<RebuildCounts>(
    `SELECT count(*) FILTER (WHERE change = 'ADDED') AS added, count(*) FILTER (WHERE change = 'GONE') AS gone,
            count(*) FILTER (WHERE change = 'CHANGED') AS changed, count(*) FILTER (WHERE NOT approved) AS unapproved
       FROM rebuild_difference WHERE rebuild_id = $1`,
    [rebuildId],
  );
  return row ?? { added: 0, gone: 0, changed: 0, unapproved: 0 };
}

export const approveDifferences = (tx: Tx, rebuildId: string): Promise<unknown> =>
  tx.query('UPDATE rebuild_difference SET approved = true WHERE rebuild_id = $1', [rebuildId]);

/** Who was judged as of what is of use only until the rebuild has come to its end. */
export const forgetJudged = (tx: Tx, rebuildId: string): Promise<unknown> =>
  tx.query('DELETE FROM rebuilt_client WHERE rebuild_id = $1', [rebuildId]);

/** Begins again from nothing. */
export async function forgetRebuilt(tx: Tx, rebuildId: string): Promise<void> {
  await forgetJudged(tx, rebuildId);
  await tx.query('DELETE FROM rebuild_difference WHERE rebuild_id = $1', [rebuildId]);
}
