import type { Sql, Tx } from './connection.js';

/** Somebody who may sign in. */
export interface PersonRow {
  readonly personId: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly string[];
  /** The entities that the roles are limited to; `null`: all. */
  readonly entities: readonly string[] | null;
  readonly disabled: boolean;
  readonly lastSeenAt: Date | null;
}

const COLUMNS = `person_id AS "personId", name, email, roles, entities, disabled, last_seen_at AS "lastSeenAt"`;

/** People by id, from the one after `after` on. */
export const people = (sql: Sql, after: string, limit: number): Promise<PersonRow[]> =>
  sql.query(`SELECT ${COLUMNS} FROM person WHERE person_id > $1 ORDER BY person_id LIMIT $2`, [after, limit]);

export async function personOf(sql: Sql, personId: string): Promise<PersonRow | undefined> {
  const [row] = await sql.query<PersonRow>(`SELECT ${COLUMNS} FROM person WHERE person_id = $1`, [personId]);
  return row;
}

/** Adds somebody, or gives them these roles. */
export const savePerson = (tx: Tx, person: Omit<PersonRow, 'lastSeenAt'>): Promise<unknown> =>
  tx.query(
    `INSERT INTO person (person_id, name, email, roles, entities, disabled, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp())
     ON CONFLICT (person_id) DO UPDATE
        SET name = EXCLUDED.name, email = EXCLUDED.email, roles = EXCLUDED.roles, entities = EXCLUDED.entities,
            disabled = EXCLUDED.disabled`,
    [person.personId, person.name, person.email, person.roles, person.entities, person.disabled],
  );

/** Who an identity provider says it is. @returns the person's id, an old one's if the subject is known */
export async function personOfSubject(
  tx: Tx,
  who: {
    issuer: string;
    subject: string;
    name: string;
    email: string | null;
    roles: readonly string[];
    entities: readonly string[] | null;
  },
): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    `INSERT INTO person (person_id, name, email, issuer, subject, roles, entities, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp())
     ON CONFLICT (issuer, subject) DO UPDATE
        SET name = EXCLUDED.name, email = EXCLUDED.email, roles = EXCLUDED.roles, entities = EXCLUDED.entities
     RETURNING person_id AS id`,
    [
      who.email ?? `${who.issuer}#${who.subject}`,
      who.name,
      who.email,
      who.issuer,
      who.subject,
      who.roles,
      who.entities,
    ],
  );
  if (row === undefined) throw new Error('An upsert returns its row.');
  return row.id;
}
