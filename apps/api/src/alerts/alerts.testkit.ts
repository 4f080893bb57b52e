import type { DataSource } from 'typeorm';
import type { AlertView } from '#domain';
import { followAlertChanges, withSession, type AlertRow } from '#store';

/** An alert as ingest writes it: promotion of an exchange to somebody who asked for custody, but for what is said otherwise. */
export function alertRow(alertId: string, given: Partial<Omit<AlertRow, 'alertId' | 'view'>> = {}): AlertRow {
  const at = Date.UTC(2025, 5, 1);
  const row = {
    clientId: 'ada',
    survivorId: given.clientId ?? 'ada',
    entityId: 'ENT-1',
    verdict: 'BREACH_61_2',
    severity: 'critical',
    active: true,
    incidentId: null,
    effectiveAt: at,
    raisedAt: at,
    changedAt: at,
    explanation: 'An exchange was promoted to somebody who had asked for custody alone.',
    kind: 'CONTACT',
    service: 'EXCH_CRYPTO',
    assetClass: 'OTHER',
    country: 'DE',
    article61_2: true,
    ...given,
  };
  const effectiveAt = new Date(row.effectiveAt ?? at).toISOString();
  const view: AlertView = {
    clientId: row.clientId,
    survivorId: row.survivorId,
    entityId: row.entityId,
    verdict: 'BREACH_61_2',
    row: 13,
    severity: 'critical',
    offer: { service: 'EXCH_CRYPTO', assetId: 'ETH' },
    newService: true,
    newAssetType: true,
    otherRegimeDrift: false,
    article61_2: row.article61_2,
    kind: 'CONTACT',
    assetClass: row.assetClass,
    country: row.country,
    act: { source: 'urn:test:bank', id: `${alertId}-act`, type: 'marketing.contacted.v1', effectiveAt },
    effectiveFrom: row.effectiveAt ?? at,
    reasons: [],
    citations: [],
    policyVersion: 'test',
    explanation: row.explanation,
    incident: null,
    occurrences: { count: 1, first: effectiveAt, last: effectiveAt },
  };
  return { ...row, alertId, view: JSON.stringify(view) };
}

/** Lists what has been written of alerts since, by whatever statement. */
export const listAlerts = (dataSource: DataSource): Promise<number> =>
  withSession(dataSource, (session) => session.transaction((tx) => followAlertChanges(tx, 100_000)));
