import type { AlertView } from '#domain';
import { activeViews, type Sql } from '#store';

/** The alerts that stand on record for these clients: by survivor, then by alert id. */
export async function alertsOnRecord(
  sql: Sql,
  survivors: readonly string[],
): Promise<Map<string, Map<string, AlertView>>> {
  const bySurvivor = new Map<string, Map<string, AlertView>>();
  for (const { survivorId, alertId, view } of await activeViews(sql, survivors)) {
    const views = bySurvivor.get(survivorId) ?? new Map<string, AlertView>();
    bySurvivor.set(survivorId, views.set(alertId, JSON.parse(view) as AlertView));
  }
  return bySurvivor;
}
