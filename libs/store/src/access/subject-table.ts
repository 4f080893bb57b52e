import { createHash } from 'node:crypto';
import { hidesNothing } from '#domain';
import type { Sql, Tx } from '../database/connection.js';
import { personOf, type PersonRow } from './person-table.js';

/** Somebody as an identity provider tells of them. */
export interface Subject {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  /** Only where the provider has verified it. */
  readonly email: string | null;
  /** What it says they are; where it doesn't say, nothing. */
  readonly roles: readonly string[];
  /** The entities that these are limited to, `*` for all; `undefined`: it isn't asked about them. */
  readonly entities: readonly string[] | undefined;
}

/** Who is disabled does not come in as another subject with the same address either. */
interface Disabled {
  readonly disabled: true;
}

/**
 * The person whom a subject is: known by issuer and subject; else whoever was entered here under the verified address,
 * and belongs to no subject yet; else somebody new. What the provider tells takes the place of what it told before, also
 * where it is nothing.
 * @returns the person before and after; nothing is written of somebody disabled, and nobody new without a role
 */
export async function personOfSubject(
  tx: Tx,
  who: Subject,
): Promise<{ readonly before: PersonRow | undefined; readonly after: PersonRow | undefined } | Disabled> {
  // Two browsers of one person may come back at the same moment.
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${who.issuer} ${who.subject}`]);
  const known = await idOfSubject(tx, who);
  const entered = known === undefined && who.email !== null ? await unclaimed(tx, who.email) : undefined;
  const id = known ?? entered;
  const before = id === undefined ? undefined : await personOf(tx, id);
  // Under the address that they had they were let in, or not, by an admin; under another they are looked at anew.
  const isNew = known === undefined || who.email?.toLowerCase() !== before?.email?.toLowerCase();
  const email = isNew ? who.email : null;
  if (before?.disabled === true || (email !== null && (await isOfDisabled(tx, email)))) return { disabled: true };
  if (before === undefined && (who.roles.length === 0 || who.entities?.length === 0)) {
    return { before, after: undefined };
  }
  const personId = before?.personId ?? (await newId(tx, who));
  await saveSubject(tx, personId, who);
  return { before, after: await personOf(tx, personId) };
}

const saveSubject = (tx: Tx, personId: string, who: Subject): Promise<unknown> =>
  tx.query(
    `INSERT INTO person AS p (person_id, name, email, issuer, subject, provider_roles, provider_entities, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp())
     ON CONFLICT (person_id) DO UPDATE
        SET name = EXCLUDED.name, email = coalesce(EXCLUDED.email, p.email), issuer = EXCLUDED.issuer,
            subject = EXCLUDED.subject, provider_roles = EXCLUDED.provider_roles,
            -- Not asked is not answered: a limit that it set before stays.
            provider_entities = coalesce(EXCLUDED.provider_entities, p.provider_entities)`,
    [personId, who.name, who.email, who.issuer, who.subject, who.roles, who.entities ?? null],
  );

async function idOfSubject(sql: Sql, { issuer, subject }: Subject): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    'SELECT person_id AS id FROM person WHERE issuer = $1 AND subject = $2 FOR UPDATE',
    [issuer, subject],
  );
  return row?.id;
}

/** Whoever was entered under the address as their id; else as their address. */
async function unclaimed(sql: Sql, email: string): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    `SELECT person_id AS id FROM person
      WHERE (lower(person_id) = lower($1) OR lower(email) = lower($1)) AND subject IS NULL
      ORDER BY lower(person_id) = lower($1) DESC, person_id LIMIT 1 FOR UPDATE`,
    [email],
  );
  return row?.id;
}

async function isOfDisabled(sql: Sql, email: string): Promise<boolean> {
  const rows = await sql.query(
    `SELECT FROM person WHERE disabled AND (lower(person_id) = lower($1) OR lower(email) = lower($1)) LIMIT 1`,
    [email],
  );
  return rows.length > 0;
}

/** The address where it can stand for a person; else something that nobody can choose for themselves. */
async function newId(sql: Sql, { issuer, subject, email }: Subject): Promise<string> {
  const isAddress = email !== null && /^[^\s:#@]{1,100}@[^\s:#@]{1,99}$/.test(email) && hidesNothing(email);
  // Whoever has the same but for capitals would be taken for them.
  if (isAddress && !(await isSomebodys(sql, email))) return email;
  return `oidc-${createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('base64url')
    .slice(0, 22)}`;
}

async function isSomebodys(sql: Sql, id: string): Promise<boolean> {
  return (await sql.query('SELECT FROM person WHERE lower(person_id) = lower($1) LIMIT 1', [id])).length > 0;
}
