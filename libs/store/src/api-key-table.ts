import type { Sql, Tx } from './connection.js';

/** A key by which a machine calls the api. Its secret is kept as a digest only. */
export interface ApiKeyRow {
  readonly keyId: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly entities: readonly string[] | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

const COLUMNS = `key_id AS "keyId", name, roles, entities, created_by AS "createdBy", created_at AS "createdAt",
  last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"`;

export const apiKeys = (sql: Sql, after: string, limit: number): Promise<ApiKeyRow[]> =>
  sql.query(`SELECT ${COLUMNS} FROM api_key WHERE key_id > $1 ORDER BY key_id LIMIT $2`, [after, limit]);

export async function apiKeyOf(
  sql: Sql,
  keyId: string,
): Promise<(ApiKeyRow & { readonly secretHash: Buffer }) | undefined> {
  const [row] = await sql.query<ApiKeyRow & { secretHash: Buffer }>(
    `SELECT ${COLUMNS}, secret_hash AS "secretHash" FROM api_key WHERE key_id = $1`,
    [keyId],
  );
  return row;
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
  key: Pick<ApiKeyRow, 'keyId' | 'name' | 'roles' | 'entities' | 'createdBy'> & { secretHash: Buffer },
): Promise<unknown> =>
  tx.query(
    `INSERT INTO api_key (key_id, secret_hash, name, roles, entities, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp())`,
    [key.keyId, key.secretHash, key.name, key.roles, key.entities, key.createdBy],
  );

/** @returns whether there was one to revoke */
export const revokeApiKey = async (tx: Tx, keyId: string): Promise<boolean> =>
  (await tx.change('UPDATE api_key SET revoked_at = clock_timestamp() WHERE key_id = $1 AND revoked_at IS NULL', [
    keyId,
  ])) > 0;
