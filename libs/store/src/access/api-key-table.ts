import type { Sql, Tx } from '../database/connection.js';

/** A key by which a machine calls the api. Its secret is kept as a digest only. */
export interface ApiKeyRow {
  readonly keyId: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly entities: readonly string[] | null;
  readonly createdBy: string;
  /** The key that it was made by; `null`: by its maker in a session. */
  readonly madeWith: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

const COLUMNS = `key_id AS "keyId", name, roles, entities, created_by AS "createdBy", made_with AS "madeWith",
  created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"`;

export const apiKeys = (sql: Sql, after: string, limit: number): Promise<ApiKeyRow[]> =>
  sql.query(`SELECT ${COLUMNS} FROM api_key WHERE key_id > $1 ORDER BY key_id LIMIT $2`, [after, limit]);

export async function apiKeyOf(sql: Sql, keyId: string): Promise<ApiKeyRow | undefined> {
  const [row] = await sql.query<ApiKeyRow>(`SELECT ${COLUMNS} FROM api_key WHERE key_id = $1`, [keyId]);
  return row;
}

/** One that what a key may do is bounded by: the key itself, a key that it was made with, or the person behind them. */
export interface Bound {
  readonly roles: readonly string[];
  readonly entities: readonly string[] | null;
}

/** A key that is valid, with all that bounds it now. */
export interface LiveKey extends Pick<ApiKeyRow, 'keyId' | 'name' | 'createdBy' | 'expiresAt' | 'lastUsedAt'> {
  /** Its maker first, itself last. */
  readonly bounds: readonly Bound[];
}

/**
 * What a key stands on as it is now: its maker, and whatever keys it was made with.
 * @returns nothing where the secret is wrong, its maker is out, or any key of these was revoked or is over
 */
export async function liveKeyOf(sql: Sql, keyId: string, secretHash: Buffer): Promise<LiveKey | undefined> {
  const [row] = await sql.query<LiveKey & { live: boolean }>(
    `WITH RECURSIVE chain AS (
       SELECT k.*, 1 AS depth FROM api_key k WHERE key_id = $1 AND secret_hash = $2
       UNION ALL
       SELECT k.*, depth + 1 FROM chain c JOIN api_key k ON k.key_id = c.made_with)
     SELECT c.key_id AS "keyId", c.name, c.created_by AS "createdBy", c.last_used_at AS "lastUsedAt",
            (SELECT min(expires_at) FROM chain) AS "expiresAt",
            (SELECT bool_and(revoked_at IS NULL AND coalesce(expires_at > clock_timestamp(), true)) FROM chain) AS live,
            (SELECT json_agg(json_build_object('roles', b.roles, 'entities', b.entities) ORDER BY b.depth DESC)
               FROM (SELECT roles, entities, depth FROM chain
                      UNION ALL SELECT p.roles, p.entities, (SELECT max(depth) + 1 FROM chain)) b) AS bounds
       FROM chain c JOIN person p ON p.person_id = c.created_by AND NOT p.disabled WHERE c.depth = 1`,
    [keyId, secretHash],
  );
  return row?.live === true ? row : undefined;
}

/** Notes that a key is in use, at most once a minute. */
export const touchApiKey = (sql: Sql, keyId: string): Promise<unknown> =>
  sql.query(
    `UPDATE api_key SET last_used_at = clock_timestamp()
      WHERE key_id = $1 AND (last_used_at IS NULL OR last_used_at < clock_timestamp() - interval '1 minute')`,
    [keyId],
  );

export const addApiKey = (
  tx: Tx,
  key: Pick<ApiKeyRow, 'keyId' | 'name' | 'roles' | 'entities' | 'createdBy' | 'madeWith' | 'expiresAt'> & {
    secretHash: Buffer;
  },
): Promise<unknown> =>
  tx.query(
    `INSERT INTO api_key (key_id, secret_hash, name, roles, entities, created_by, made_with, expires_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp())`,
    [key.keyId, key.secretHash, key.name, key.roles, key.entities, key.createdBy, key.madeWith, key.expiresAt],
  );

/** @returns whether there was one to revoke */
export const revokeApiKey = async (tx: Tx, keyId: string): Promise<boolean> =>
  (await tx.change('UPDATE api_key SET revoked_at = clock_timestamp() WHERE key_id = $1 AND revoked_at IS NULL', [
    keyId,
  ])) > 0;
