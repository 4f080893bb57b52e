import type { Sql } from '#store';

/** Which of these names alerts of these entities bear. */
export const alertNameRows = (
  sql: Sql,
  entities: readonly string[],
  clientIds: readonly string[],
  incidentIds: readonly string[],
): Promise<{ clientId: string; incidentId: string | null }[]> =>
  sql.query(
    `SELECT DISTINCT client_id AS "clientId", incident_id AS "incidentId" FROM alert
      WHERE entity_id = ANY($1) AND (client_id = ANY($2) OR incident_id = ANY($3))`,
    [entities, clientIds, incidentIds],
  );
