import type { Sql, Tx } from '../database/connection.js';

/** What somebody was given, by one who may say so. */
export interface Given {
  readonly roles: readonly string[];
  /** The entities that the roles are limited to; `null`: nothing is said of them. */
  readonly entities: readonly string[] | null;
}

/** Somebody who may sign in. */
export interface PersonRow {
  readonly personId: string;
  readonly name: string;
  readonly email: string | null;
  /** All that they have: what was given here and what the identity provider told last, together. */
  readonly roles: readonly string[];
  /** The entities that the roles are limited to; `null`: all. */
  readonly entities: readonly string[] | null;
  readonly givenHere: Given;
  /** As of the last sign-in there, `*` for all entities; `null`: no provider has told of them. */
  readonly toldByProvider: Given | null;
  readonly disabled: boolean;
  readonly lastSeenAt: Date | null;
}

/** What is settled here of somebody. */
export interface PersonHere extends Given, Pick<PersonRow, 'personId' | 'name' | 'email' | 'disabled'> {}

const COLUMNS = `person_id AS "personId", name, email, roles, entities, disabled, last_seen_at AS "lastSeenAt",
  json_build_object('roles', given_roles, 'entities', given_entities) AS "givenHere",
  CASE WHEN provider_roles IS NOT NULL
    THEN json_build_object('roles', provider_roles, 'entities', provider_entities) END AS "toldByProvider"`;

/** People by id, from the one after `after` on. */
export const people = (sql: Sql, after: string, limit: number): Promise<PersonRow[]> =>
  sql.query(`SELECT ${COLUMNS} FROM person WHERE person_id > $1 ORDER BY person_id LIMIT $2`, [after, limit]);

export async function personOf(sql: Sql, personId: string): Promise<PersonRow | undefined> {
  const [row] = await sql.query<PersonRow>(`SELECT ${COLUMNS} FROM person WHERE person_id = $1`, [personId]);
  return row;
}

/** Adds somebody, or gives them these roles here; what a provider told stays. Whoever is disabled is out at once. */
export async function savePerson(tx: Tx, person: PersonHere): Promise<PersonRow> {
  const { personId, name, email, roles, entities, disabled } = person;
  const [row] = await tx.query<PersonRow>(
    `INSERT INTO person (person_id, name, email, given_roles, given_entities, disabled, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, recording_time())
     ON CONFLICT (person_id) DO UPDATE
        SET name = EXCLUDED.name, email = EXCLUDED.email, given_roles = EXCLUDED.given_roles,
            given_entities = EXCLUDED.given_entities, disabled = EXCLUDED.disabled
     RETURNING ${COLUMNS}`,
    [personId, name, email, roles, entities, disabled],
  );
  if (row === undefined) throw new Error(`${personId} was not saved.`);
  if (disabled) await endAccessOf(tx, personId);
  return row;
}

/** Ends for good what lets somebody in: who is enabled again comes in anew. */
async function endAccessOf(tx: Tx, personId: string): Promise<void> {
  await tx.query('DELETE FROM session WHERE person_id = $1', [personId]);
  await tx.query('DELETE FROM sign_in_link WHERE person_id = $1', [personId]);
  await tx.query('DELETE FROM invitation WHERE person_id = $1', [personId]);
  await tx.query('UPDATE api_key SET revoked_at = clock_timestamp() WHERE created_by = $1 AND revoked_at IS NULL', [
    personId,
  ]);
}

/** Whether anybody is left who may administer: whoever is limited to some entities may not. */
export async function isAdministered(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ yes: boolean }>(
    `SELECT EXISTS (SELECT FROM person WHERE NOT disabled AND 'admin' = ANY (roles) AND entities IS NULL) AS yes`,
  );
  return row?.yes === true;
}

/** Whose id or address, but for its case, one of these words is; `null` is nobody's. */
export async function namesake(
  tx: Tx,
  personId: string,
  words: readonly (string | null)[],
): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(
    `SELECT person_id AS id FROM person
      WHERE person_id <> $1 AND (lower(person_id) = ANY ($2) OR lower(email) = ANY ($2)) ORDER BY person_id LIMIT 1`,
    [personId, words.map((word) => word?.toLowerCase() ?? null)],
  );
  return row?.id;
}

/**
 * The other entries of somebody, such as came to be before they were refused, or by several subjects of one provider: whoever
 * comes to the same address, but for its case, is one person.
 */
export async function otherEntriesOf(tx: Tx, personId: string): Promise<PersonRow[]> {
  return tx.query(
    `SELECT ${COLUMNS} FROM person WHERE person_id <> $1 AND shares_address(person_id, $1) ORDER BY person_id`,
    [personId],
  );
}

/** Changes of who may do what wait for one another: what one rests on, another must not take away meanwhile. */
export const lockPeople = (tx: Tx): Promise<unknown> =>
  tx.query(`SELECT pg_advisory_xact_lock(hashtext('scopewatch-people'))`);

/** How two ids stand to each other where something takes two people. */
export interface TwoPeople {
  /** Whether they are one person, by whatever sessions and keys. */
  readonly same: boolean;
  /** Whether one of them came in by a link that the other handed over, and so counts as them. */
  readonly letIn: boolean;
  /** What whoever proposed may be now; `null`: nobody who may sign in. */
  readonly proposer: Given | null;
}

/** @param proposer who proposed, and who would agree: ids of people or of keys */
export async function twoPeople(sql: Sql, proposer: string, approver: string): Promise<TwoPeople> {
  const [row] = await sql.query<TwoPeople>(
    `SELECT shares_address($1, $2) AS same, is_same_person($1, $2) AS "letIn",
            (SELECT json_build_object('roles', roles, 'entities', entities) FROM person
              WHERE person_id = person_behind($1) AND NOT disabled) AS proposer`,
    [proposer, approver],
  );
  return row ?? { same: true, letIn: true, proposer: null };
}

/** Who stands behind an id: a key is whoever made it. Two keys of one person are not two people. */
export async function personBehind(sql: Sql, actor: string): Promise<string> {
  const [row] = await sql.query<{ person: string | null }>('SELECT person_behind($1) AS person', [actor]);
  return row?.person ?? actor;
}
