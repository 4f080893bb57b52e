import type { AlertView, Policy } from '#domain';
import { judgeClient, type SharedFacts } from '#judging';
import { loadClients, sharedPosition, type ShadowDifferenceRow, type ShadowedClientRow, type Sql } from '#store';
import { alertDifferences, alertsOnRecord, factsOf, type AlertCounts } from '#history';

export interface JudgedShadowed {
  readonly judged: readonly ShadowedClientRow[];
  readonly differences: readonly ShadowDifferenceRow[];
}

/**
 * Judges clients whole by a proposed pack, and compares its alerts with those on record.
 * @param sql one snapshot of the database
 * @param sharedFacts what all clients share, as of that snapshot
 */
export async function judgeShadowed(
  sql: Sql,
  clientIds: readonly string[],
  policy: Policy,
  sharedFacts: SharedFacts,
): Promise<JudgedShadowed> {
  const position = await sharedPosition(sql);
  const rows = await loadClients(sql, clientIds);
  const present = new Set(rows.map((row) => row.clientId));
  const facts = await factsOf(sql, sharedFacts, [...present]);
  const onRecord = await alertsOnRecord(sql, [...present]);
  const differences: ShadowDifferenceRow[] = [];
  const judged = rows.map(({ clientId, version, refs }): ShadowedClientRow => {
    const { state, views } = judgeClient(clientId, facts.get(clientId) ?? [], sharedFacts, policy);
    const counts: AlertCounts = { same: 0, added: 0, gone: 0, changed: 0 };
    const alerts = onRecord.get(clientId) ?? new Map<string, AlertView>();
    for (const difference of alertDifferences(alerts, views, counts)) {
      const { alertId, change } = difference;
      const body = JSON.stringify(difference);
      differences.push({ survivorId: clientId, alertId, clientId: difference.clientId, change, body });
    }
    const isCovered = state.refs.every((ref) => refs.includes(ref));
    return { clientId, version, sharedPosition: position, refs: isCovered ? null : state.refs, same: counts.same };
  });
  // Whoever was merged into another has no row any more, and no alerts.
  const left = clientIds.filter((id) => !present.has(id));
  const absent = left.map((clientId) => ({ clientId, version: null, sharedPosition: position, refs: null, same: 0 }));
  return { judged: [...judged, ...absent], differences };
}
