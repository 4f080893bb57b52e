import type { AlertRow } from '#store';

/** An alert of ada's as it stands; what a test says of it takes the place of what stands here. */
export const shownAlert = (said: Partial<AlertRow>): AlertRow => ({
  clientId: 'ada',
  alertId: 'al-1',
  survivorId: 'ada',
  entityId: 'ENT-1',
  verdict: 'OUT_OF_SCOPE',
  severity: 'high',
  active: true,
  incidentId: null,
  effectiveAt: Date.UTC(2025, 5, 1),
  raisedAt: Date.UTC(2025, 5, 2),
  changedAt: Date.UTC(2025, 5, 2),
  explanation: 'Nobody asked for it.',
  kind: 'CONTACT',
  service: 'CUSTODY',
  assetClass: 'OTHER',
  country: 'DE',
  article61_2: false,
  view: '{}',
  ...said,
});
