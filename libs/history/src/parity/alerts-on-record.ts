import type { AlertView } from '#domain';
import type { Sql } from '#store';

/** The alerts that stand on record for these clients: by survivor, then by alert id. */
export async function alertsOnRecord(
  sql: Sql,
  survivors: readonly string[],
): Promise<Map<string, Map<string, AlertView>>> {
  const rows = await sql.query<{ survivor: string; alertId: string; view: string }>(
    'SELECT survivor_id AS survivor, alert_id AS "alertId", view FROM alert WHERE active AND survivor_id = ANY($1)',
    [survivors],
  );
  const bySurvivor = new Map<string, Map<string, AlertView>>();
  for (const { survivor, alertId, view } of rows) {
    const views = bySurvivor.get(survivor) ?? new Map<string, AlertView>();
    bySurvivor.set(survivor, views.set(alertId, JSON.parse(view) as AlertView));
  }
  return bySurvivor;
}

/** The clients for whom alerts stand on record. */
export async function clientsWithAlerts(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ id: string }>('SELECT DISTINCT survivor_id AS id FROM alert WHERE active');
  return rows.map(({ id }) => id);
}
