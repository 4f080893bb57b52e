import type { Sql } from '#store';

/** Up to which batch each chain of the log has been read. */
export type Checkpoint = ReadonlyMap<string, number>;

/** A fact about an alert, with the checkpoint that lies behind it once its whole batch has been read. */
export interface FollowedFact {
  /** The batch that it was recorded in. */
  readonly chain: string;
  readonly seq: number;
  readonly position: number;
  readonly clientId: string;
  readonly alertId: string;
  readonly kind: string;
  readonly cause: string | null;
  readonly actor: string | null;
  readonly recordedAt: Date;
  readonly entityId: string;
  readonly body: string;
}

const BLOCK = 65_536;
/** Batches read in one go, of each chain. */
const BATCHES_MAX = 200;

/**
 * Reads the facts about alerts that were recorded since a checkpoint. Positions alone would not do: a batch with a lower
 * one may be committed after a batch with a higher one, and would be missed. Within one chain batches are numbered under
 * a lock that is held until the commit, so there the next number is always the next to appear.
 */
export async function factsSince(
  sql: Sql,
  since: Checkpoint,
  { batchesMax = BATCHES_MAX, upTo }: { readonly batchesMax?: number; readonly upTo?: Checkpoint } = {},
): Promise<{ facts: FollowedFact[]; checkpoint: Checkpoint }> {
  const batches = await sql.query<{ chain: string; seq: number; block: number; facts: number }>(
    `SELECT b.chain, b.seq, b.block, b.facts FROM chain_head h
       JOIN LATERAL (SELECT chain, seq, block, facts FROM batch
                      WHERE chain = h.chain AND seq > coalesce(($1::jsonb ->> h.chain)::bigint, 0)
                        AND ($2::jsonb IS NULL OR seq <= coalesce(($2::jsonb ->> h.chain)::bigint, 0))
                      ORDER BY seq LIMIT ${batchesMax}) b ON true
      ORDER BY b.block`,
    [JSON.stringify(Object.fromEntries(since)), upTo === undefined ? null : JSON.stringify(Object.fromEntries(upTo))],
  );
  const checkpoint = new Map(since);
  for (const { chain, seq } of batches) checkpoint.set(chain, Math.max(seq, checkpoint.get(chain) ?? 0));
  const withChanges = batches.filter((b) => b.facts > 0);
  if (withChanges.length === 0) return { facts: [], checkpoint };
  const facts = await sql.query<FollowedFact>(
    `SELECT b.chain, b.seq, f.position, f.client_id AS "clientId", f.alert_id AS "alertId", f.kind, f.cause, f.actor, f.recorded_at AS "recordedAt", f.body::json ->> 'entityId' AS "entityId", f.body
       FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS b (block, chain, seq)
       JOIN alert_fact f ON f.position >= b.block * ${BLOCK} AND f.position < (b.block + 1) * ${BLOCK}
      ORDER BY f.position`,
    [withChanges.map((b) => b.block), withChanges.map((b) => b.chain), withChanges.map((b) => b.seq)],
  );
  return { facts, checkpoint };
}

/** Everybody of whom something was recorded since. */
export async function clientsSince(sql: Sql, since: Checkpoint): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `WITH later AS (
       SELECT b.block * ${BLOCK} AS first, (b.block + 1) * ${BLOCK} AS past FROM batch b
        WHERE b.seq > coalesce(($1::jsonb ->> b.chain)::bigint, 0))
     SELECT e.client_id AS id FROM later JOIN event e ON e.position >= first AND e.position < past
      WHERE e.client_id IS NOT NULL
     UNION SELECT f.client_id FROM later JOIN alert_fact f ON f.position >= first AND f.position < past`,
    [JSON.stringify(Object.fromEntries(since))],
  );
  return rows.map(({ id }) => id);
}

/** Where the log ends now. */
export async function endOfLog(sql: Sql): Promise<Checkpoint> {
  const heads = await sql.query<{ chain: string; seq: number }>('SELECT chain, seq FROM chain_head');
  return new Map(heads.map(({ chain, seq }) => [chain, seq]));
}

/** As the id of a server-sent event, from which a client goes on; of one place always the same. */
export const printCheckpoint = (checkpoint: Checkpoint): string =>
  [...checkpoint]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([chain, seq]) => `${encodeURIComponent(chain)}:${seq}`)
    .join(',');

/** @returns `null` for what `printCheckpoint` did not make */
export function readCheckpoint(text: string): Checkpoint | null {
  const checkpoint = new Map<string, number>();
  for (const part of text.split(',').filter((p) => p !== '')) {
    const [, chain, seq] = /^([^:]{1,200}):(\d{1,15})$/.exec(part) ?? [];
    if (chain === undefined || seq === undefined) return null;
    try {
      checkpoint.set(decodeURIComponent(chain), Number(seq));
    } catch {
      return null;
    }
  }
  return checkpoint;
}
