import type { Sql, Tx } from '../database/connection.js';

export interface MentionRow {
  readonly clientId: string;
  readonly alertId: string;
  /** Of the fact whose text mentions them. */
  readonly position: number;
}

/**
 * Notes whom a text mentions, where there is such a person.
 * @param names as they stand in the text
 * @returns who was meant
 */
export async function addMentions(tx: Tx, mention: MentionRow, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const rows = await tx.query<{ personId: string }>(
    `INSERT INTO mention (person_id, client_id, alert_id, position)
     SELECT person_id, $1, $2, $3 FROM person WHERE person_id = ANY($4) AND NOT disabled
     RETURNING person_id AS "personId"`,
    [mention.clientId, mention.alertId, mention.position, names],
  );
  return rows.map(({ personId }) => personId).sort();
}

/**
 * Whom one can mention or give work to, by id.
 * @param entities of whoever asks: people of whom nobody shares one of these are not theirs to know; `null`: all
 * @param working only whoever has one of these roles, for all of these entities
 */
export const colleagues = (
  sql: Sql,
  entities: readonly string[] | null,
  limit: number,
  working: { readonly roles: readonly string[]; readonly entities: readonly string[] } | null = null,
): Promise<{ personId: string; name: string }[]> =>
  sql.query(
    `SELECT person_id AS "personId", name FROM person
      WHERE NOT disabled AND ($1::text[] IS NULL OR entities IS NULL OR entities && $1)
        AND ($3::text[] IS NULL OR roles && $3) AND ($4::text[] IS NULL OR entities IS NULL OR entities @> $4)
      ORDER BY person_id LIMIT $2`,
    [entities, limit, working?.roles ?? null, working?.entities ?? null],
  );
