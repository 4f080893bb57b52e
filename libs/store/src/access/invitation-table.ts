import type { Sql, Tx } from '../database/connection.js';

/** How long the link of an invitation works. */
const WORKS_HOURS = 72;

/** How an invitation stands. */
export const INVITATION_STATES = ['TO_BE_MAILED', 'NOT_MAILED', 'OPEN', 'USED', 'EXPIRED'] as const;

/** The last invitation of somebody. */
export interface InvitationRow {
  readonly personId: string;
  readonly madeBy: string;
  readonly madeAt: Date;
  /** `null` while it was not mailed yet: its link is made with the mail. */
  readonly expiresAt: Date | null;
  readonly usedAt: Date | null;
  /** `null`: its link was handed over. */
  readonly mailedTo: string | null;
  /** Why the last attempt to mail it failed. */
  readonly failure: string | null;
  readonly state: (typeof INVITATION_STATES)[number];
}

const COLUMNS = `person_id AS "personId", made_by AS "madeBy", made_at AS "madeAt", expires_at AS "expiresAt",
  used_at AS "usedAt", mailed_to AS "mailedTo", failure,
  CASE WHEN used_at IS NOT NULL THEN 'USED'
       WHEN due_at IS NOT NULL THEN 'TO_BE_MAILED'
       WHEN failure IS NOT NULL THEN 'NOT_MAILED'
       WHEN expires_at <= clock_timestamp() THEN 'EXPIRED'
       ELSE 'OPEN' END AS state`;

/** Those of these people. */
export const invitationsOf = (sql: Sql, personIds: readonly string[]): Promise<InvitationRow[]> =>
  sql.query(`SELECT ${COLUMNS} FROM invitation WHERE person_id = ANY($1)`, [personIds]);

/** Invites somebody by a link that is handed over. The one before works no more. */
export const inviteByLink = (
  tx: Tx,
  { personId, madeBy, tokenHash }: { personId: string; madeBy: string; tokenHash: Buffer },
): Promise<unknown> =>
  tx.query(
    `INSERT INTO invitation (person_id, made_by, made_at, token_hash, expires_at)
     VALUES ($1, $2, clock_timestamp(), $3, ${WORKS_UNTIL})
     ON CONFLICT (person_id) DO UPDATE SET ${ANEW}`,
    [personId, madeBy, tokenHash],
  );

/** Has an invitation mailed, with a link that is made only then. The one before works no more. */
export const inviteByMail = (
  tx: Tx,
  { personId, madeBy, mailedTo }: { personId: string; madeBy: string; mailedTo: string },
): Promise<unknown> =>
  tx.query(
    `INSERT INTO invitation (person_id, made_by, made_at, mailed_to, due_at)
     VALUES ($1, $2, clock_timestamp(), $3, clock_timestamp())
     ON CONFLICT (person_id) DO UPDATE SET ${ANEW}`,
    [personId, madeBy, mailedTo],
  );

const WORKS_UNTIL = `clock_timestamp() + make_interval(hours => ${WORKS_HOURS})`;
/** Nothing stays of the one before. */
const ANEW = ['made_by', 'made_at', 'token_hash', 'expires_at', 'used_at', 'mailed_to', 'attempts', 'due_at', 'failure']
  .map((column) => `${column} = EXCLUDED.${column}`)
  .join(', ');

/** @returns whether there was one that nobody had used */
export async function withdrawInvitation(tx: Tx, personId: string): Promise<boolean> {
  const rows = await tx.query('DELETE FROM invitation WHERE person_id = $1 AND used_at IS NULL RETURNING person_id', [
    personId,
  ]);
  return rows.length > 0;
}

/** @returns whom it lets in; nobody where it was used, withdrawn or made anew, or is too old */
export async function useInvitation(
  tx: Tx,
  tokenHash: Buffer,
): Promise<Pick<InvitationRow, 'personId' | 'madeBy' | 'mailedTo'> | undefined> {
  const [row] = await tx.query<Pick<InvitationRow, 'personId' | 'madeBy' | 'mailedTo'>>(
    `UPDATE invitation i SET used_at = clock_timestamp(), due_at = NULL FROM person p
      WHERE i.token_hash = $1 AND i.used_at IS NULL AND i.expires_at > clock_timestamp()
        AND p.person_id = i.person_id AND NOT p.disabled
      RETURNING i.person_id AS "personId", i.made_by AS "madeBy", i.mailed_to AS "mailedTo"`,
    [tokenHash],
  );
  return row;
}

/** An invitation that is to be mailed. */
export interface DueInvitation {
  readonly personId: string;
  readonly name: string;
  readonly mailedTo: string;
  /** Who invites, by name. */
  readonly from: string;
  /** How often it was tried. */
  readonly attempts: number;
}

/** What is to be mailed now, the longest due first. */
export const dueInvitations = (sql: Sql, limit: number): Promise<DueInvitation[]> =>
  sql.query(
    `SELECT i.person_id AS "personId", p.name, i.mailed_to AS "mailedTo", i.attempts,
            coalesce((SELECT m.name FROM person m WHERE m.person_id = person_behind(i.made_by)), i.made_by) AS "from"
       FROM invitation i JOIN person p USING (person_id)
      WHERE i.due_at <= clock_timestamp() AND NOT p.disabled ORDER BY i.due_at LIMIT $1`,
    [limit],
  );

/** Gives an invitation that is due the link that is mailed now. @returns whether it is still to be mailed */
export async function linkForMail(tx: Tx, personId: string, tokenHash: Buffer): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE invitation SET token_hash = $2, expires_at = ${WORKS_UNTIL}
      WHERE person_id = $1 AND due_at IS NOT NULL RETURNING person_id`,
    [personId, tokenHash],
  );
  return rows.length > 0;
}

/**
 * Notes how mailing the link went, if that is still the one.
 * @param retryMs when it is tried again; `null`: never
 */
export const noteMailed = (
  tx: Tx,
  tokenHash: Buffer,
  { failure, retryMs }: { failure: string | null; retryMs: number | null },
): Promise<unknown> =>
  tx.query(
    `UPDATE invitation SET attempts = attempts + 1, failure = $2,
            due_at = clock_timestamp() + make_interval(secs => $3::double precision / 1000)
      WHERE token_hash = $1 AND due_at IS NOT NULL`,
    [tokenHash, failure, retryMs],
  );
