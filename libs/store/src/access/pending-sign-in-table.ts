import type { Tx } from '../database/connection.js';

/** What must be the same when somebody comes back from the identity provider. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

export async function addPendingSignIn(
  tx: Tx,
  browserHash: Buffer,
  { state, nonce, codeVerifier }: PendingSignIn,
  minutes: number,
): Promise<void> {
  await tx.query('DELETE FROM pending_sign_in WHERE expires_at < clock_timestamp()');
  await tx.query(
    `INSERT INTO pending_sign_in (browser_hash, state, nonce, code_verifier, expires_at)
     VALUES ($1, $2, $3, $4, clock_timestamp() + make_interval(mins => $5))`,
    [browserHash, state, nonce, codeVerifier, minutes],
  );
}

/** Uses it up. @returns nothing if it was used before, or is too old */
export async function takePendingSignIn(tx: Tx, browserHash: Buffer): Promise<PendingSignIn | undefined> {
  const [row] = await tx.query<PendingSignIn & { expired: boolean }>(
    `DELETE FROM pending_sign_in WHERE browser_hash = $1
     RETURNING state, nonce, code_verifier AS "codeVerifier", expires_at < clock_timestamp() AS expired`,
    [browserHash],
  );
  return row === undefined || row.expired ? undefined : row;
}
