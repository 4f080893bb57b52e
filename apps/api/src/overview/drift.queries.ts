import type { Sql } from '#store';
import { CLIENTS_ALIKE } from '../clients/tag-counts.queries.js';

interface BeyondRow {
  readonly service: string;
  readonly assetClass: string;
  readonly marketed: boolean;
  readonly clients: number;
  readonly alerts: number;
}

/** What was marketed and switched on beyond what was asked for, cell by cell. */
export const beyondRows = (
  sql: Sql,
  entities: readonly string[] | null,
  entityId: string | undefined,
): Promise<BeyondRow[]> =>
  sql.query(
    `SELECT service, coalesce(asset_class, 'UNSPECIFIED') AS "assetClass", kind = 'CONTACT' AS marketed,
            count(DISTINCT survivor_id) AS clients, count(*) AS alerts
       FROM listed_alert WHERE active AND article61_2 AND service IS NOT NULL
        AND ($1::text[] IS NULL OR entity_id = ANY($1)) AND ($2::text IS NULL OR entity_id = $2)
      GROUP BY 1, 2, 3`,
    [entities, entityId ?? null],
  );

export interface OriginalRow {
  readonly service: string;
  readonly assetClass: string;
  readonly clients: number;
}

/** How many clients have each cell in their original scope. @param whose entities as tags name them */
export const originalRows = (sql: Sql, whose: readonly string[]): Promise<OriginalRow[]> =>
  sql.query(
    `SELECT cell.service, cell."assetClass", sum(c.n)::bigint AS clients FROM ${CLIENTS_ALIKE} c
       JOIN LATERAL (SELECT DISTINCT split_part(tag, ':', 3) AS service, split_part(tag, ':', 4) AS "assetClass"
                       FROM unnest(c.facets) AS tag
                      WHERE split_part(tag, ':', 1) = 'original' AND split_part(tag, ':', 2) = ANY($1)) cell ON true
      GROUP BY 1, 2`,
    [whose],
  );
