import type { Sql, Tx } from '../database/connection.js';
import type { PersonRow } from './person-table.js';

/** A session of a browser, with whose it is. */
export interface SessionRow extends Pick<PersonRow, 'personId' | 'name' | 'roles' | 'entities'> {
  readonly method: 'link' | 'oidc';
  readonly csrfToken: string;
  readonly expiresAt: Date;
  readonly lastSeenAt: Date;
}

/** Idle sessions end sooner than busy ones. */
const IDLE_HOURS = 8;

/** @param now of the database's clock, by which sessions expire */
export async function sessionOf(sql: Sql, tokenHash: Buffer): Promise<SessionRow | undefined> {
  const [row] = await sql.query<SessionRow>(
    `SELECT s.person_id AS "personId", p.name, p.roles, p.entities, s.method, s.csrf_token AS "csrfToken",
            s.expires_at AS "expiresAt", s.last_seen_at AS "lastSeenAt"
       FROM session s JOIN person p USING (person_id)
      WHERE s.token_hash = $1 AND NOT p.disabled AND s.expires_at > clock_timestamp()
        AND s.last_seen_at > clock_timestamp() - make_interval(hours => ${IDLE_HOURS})`,
    [tokenHash],
  );
  return row;
}

/** Notes that a session is in use, at most once a minute. */
export const touchSession = (sql: Sql, tokenHash: Buffer): Promise<unknown> =>
  sql.query(
    `WITH seen AS (
       UPDATE session SET last_seen_at = clock_timestamp()
        WHERE token_hash = $1 AND last_seen_at < clock_timestamp() - interval '1 minute' RETURNING person_id)
     UPDATE person SET last_seen_at = clock_timestamp() WHERE person_id IN (SELECT person_id FROM seen)`,
    [tokenHash],
  );

export async function openSession(
  tx: Tx,
  session: { tokenHash: Buffer; personId: string; method: 'link' | 'oidc'; csrfToken: string; hours: number },
): Promise<void> {
  await tx.query('DELETE FROM session WHERE expires_at < clock_timestamp()');
  await tx.query(
    `INSERT INTO session (token_hash, person_id, method, csrf_token, created_at, last_seen_at, expires_at)
     VALUES ($1, $2, $3, $4, clock_timestamp(), clock_timestamp(), clock_timestamp() + make_interval(hours => $5))`,
    [session.tokenHash, session.personId, session.method, session.csrfToken, session.hours],
  );
}

export const endSession = (sql: Sql, tokenHash: Buffer): Promise<unknown> =>
  sql.query('DELETE FROM session WHERE token_hash = $1', [tokenHash]);

/** A link that signs somebody in once. */
export const addLink = (tx: Tx, link: { tokenHash: Buffer; personId: string; minutes: number }): Promise<unknown> =>
  tx.query(
    `INSERT INTO sign_in_link (token_hash, person_id, expires_at)
     VALUES ($1, $2, clock_timestamp() + make_interval(mins => $3))`,
    [link.tokenHash, link.personId, link.minutes],
  );

/** @returns whom it signs in; nobody if it was used before, or is too old */
export async function useLink(tx: Tx, tokenHash: Buffer): Promise<string | undefined> {
  await tx.query('DELETE FROM sign_in_link WHERE expires_at < clock_timestamp()');
  const [row] = await tx.query<{ personId: string }>(
    `DELETE FROM sign_in_link l USING person p
      WHERE l.token_hash = $1 AND p.person_id = l.person_id AND NOT p.disabled RETURNING l.person_id AS "personId"`,
    [tokenHash],
  );
  return row?.personId;
}
