import { createHash } from 'node:crypto';
import type { Sql, Tx } from './connection.js';
import { personOf, savePerson, type PersonRow } from './person-table.js';

/** Somebody as an identity provider tells of them. */
export interface Subject {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  /** Only where the provider has verified it. */
  readonly email: string | null;
  /** `undefined`: the provider doesn't say, so it is settled here. */
  readonly roles: readonly string[] | undefined;
  readonly entities: readonly string[] | null | undefined;
}

/**
 * The person whom a subject is: known by issuer and subject; else whoever was entered here under the verified address,
 * and belongs to no subject yet; else somebody new.
 * @returns the person before and after; nothing is written of somebody disabled, or without a role
 */
export async function personOfSubject(
  tx: Tx,
  who: Subject,
): Promise<{ readonly before: PersonRow | undefined; readonly after: PersonRow }> {
  // Two browsers of one person may come back at the same moment.
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${who.issuer} ${who.subject}`]);
  const known = await idOfSubject(tx, who);
  const entered = known === undefined && who.email !== null ? await unclaimed(tx, who.email) : undefined;
  const personId = known ?? entered ?? (await newId(tx, who));
  const before = await personOf(tx, personId);
  if (before?.disabled === true) return { before, after: before };
  const after = {
    personId,
    name: who.name,
    email: who.email ?? before?.email ?? null,
    roles: who.roles ?? before?.roles ?? [],
    entities: who.entities === undefined ? (before?.entities ?? null) : who.entities,
    disabled: false,
  };
  if (after.roles.length === 0) return { before, after: { ...after, lastSeenAt: null } };
  await savePerson(tx, after);
  await tx.query('UPDATE person SET issuer = $2, subject = $3 WHERE person_id = $1', [
    personId,
    who.issuer,
    who.subject,
  ]);
  return { before, after: { ...after, lastSeenAt: before?.lastSeenAt ?? null } };
}

async function idOfSubject(sql: Sql, { issuer, subject }: Subject): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    'SELECT person_id AS id FROM person WHERE issuer = $1 AND subject = $2 FOR UPDATE',
    [issuer, subject],
  );
  return row?.id;
}

async function unclaimed(sql: Sql, email: string): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    'SELECT person_id AS id FROM person WHERE lower(person_id) = lower($1) AND subject IS NULL FOR UPDATE',
    [email],
  );
  return row?.id;
}

/** The address where it can stand for a person; else something that nobody can choose for themselves. */
async function newId(sql: Sql, { issuer, subject, email }: Subject): Promise<string> {
  const isFree = email !== null && /^[^\s:#@]{1,100}@[^\s:#@]{1,99}$/.test(email) && !(await personOf(sql, email));
  if (isFree) return email;
  return `oidc-${createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('base64url')
    .slice(0, 22)}`;
}
