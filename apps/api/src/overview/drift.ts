import type { Static } from '@sinclair/typebox';
import type { Sql } from '#store';
import type { Caller } from '../access/caller.js';
import { entitiesOf } from '../clients/client-filter.js';
import { tagEntity } from '../clients/client-tags.js';
import type { Drift, DriftCell } from './overview.shapes.js';
import { beyondRows, originalRows, type OriginalRow } from './drift.queries.js';
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
  const beyond = await beyondRows(sql, caller.entities, entityId);
  for (const { service, assetClass, marketed, clients, alerts } of beyond) {
    cell(service, assetClass)[marketed ? 'marketed' : 'enabled'] = { clients, alerts };
  }
  const whose = entitiesOf(entityId === undefined ? undefined : [entityId], caller)?.map(tagEntity) ?? ['*'];
  for (const { service, assetClass, clients } of await originals(sql, whose)) {
    cell(service, assetClass).original = { clients };
  }
  return matrixOf(cells.values());
}

const steady = new StaleWhileRevalidate<readonly OriginalRow[]>();

/** How many clients have each cell in their original scope; of a very large book as of a moment ago. */
const originals = (sql: Sql, whose: readonly string[]): Promise<readonly OriginalRow[]> =>
  steady.answer(JSON.stringify(whose), () => originalRows(sql, whose));
