import type { Static } from '@sinclair/typebox';
import type { Sql } from '#store';
import type { Caller } from '../access/caller.js';
import { entitiesOf } from '../clients/client-filter.js';
import { tagEntity } from '../clients/client-tags.js';
import { CLIENTS_ALIKE } from '../clients/tag-counts.queries.js';
import type { Drift, DriftCell } from './overview.shapes.js';
import { matrixOf } from './drift-matrix.js';
import { StaleWhileRevalidate } from '../stale-while-revalidate.js';

type Cell = Static<typeof DriftCell>;

/** What was asked for beside what was marketed and switched on beyond it, cell by cell. */
export async function driftOf(sql: Sql, caller: Caller, entityId: string | undefined): Promise<Static<typeof Drift>> {
  const cells = new Map<string, Cell>();
  const cell = (service: string, assetClass: string): Cell => {
    const key = `${service}/${assetClass}`;
    const none = { clients: 0, alerts: 0 };
    const known = cells.get(key) ?? { service, assetClass, original: { clients: 0 }, marketed: none, enabled: none };
    cells.set(key, known);
    return known;
  };
  const beyond = await sql.query<{
    service: string;
    assetClass: string;
    marketed: boolean;
    clients: number;
    alerts: number;
  }>(
    `SELECT service, coalesce(asset_class, 'UNSPECIFIED') AS "assetClass", kind = 'CONTACT' AS marketed,
            count(DISTINCT survivor_id) AS clients, count(*) AS alerts
       FROM alert WHERE active AND article61_2 AND service IS NOT NULL
        AND ($1::text[] IS NULL OR entity_id = ANY($1)) AND ($2::text IS NULL OR entity_id = $2)
      GROUP BY 1, 2, 3`,
    [caller.entities, entityId ?? null],
  );
  for (const { service, assetClass, marketed, clients, alerts } of beyond) {
    cell(service, assetClass)[marketed ? 'marketed' : 'enabled'] = { clients, alerts };
  }
  const whose = entitiesOf(entityId === undefined ? undefined : [entityId], caller)?.map(tagEntity) ?? ['*'];
  for (const { service, assetClass, clients } of await originals(sql, whose)) {
    cell(service, assetClass).original = { clients };
  }
  return matrixOf(cells.values());
}

interface Original {
  readonly service: string;
  readonly assetClass: string;
  readonly clients: number;
}

const steady = new StaleWhileRevalidate<readonly Original[]>();

/** How many clients have each cell in their original scope; of a very large book as of a moment ago. */
const originals = (sql: Sql, whose: readonly string[]): Promise<readonly Original[]> =>
  steady.answer(JSON.stringify(whose), () => countOriginals(sql, whose));

const countOriginals = (sql: Sql, whose: readonly string[]): Promise<readonly Original[]> =>
  sql.query(
    `SELECT cell.service, cell."assetClass", sum(c.n)::bigint AS clients FROM ${CLIENTS_ALIKE} c
       JOIN LATERAL (SELECT DISTINCT split_part(tag, ':', 3) AS service, split_part(tag, ':', 4) AS "assetClass"
                       FROM unnest(c.facets) AS tag
                      WHERE split_part(tag, ':', 1) = 'original' AND split_part(tag, ':', 2) = ANY($1)) cell ON true
      GROUP BY 1, 2`,
    [whose],
  );
