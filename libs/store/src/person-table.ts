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
