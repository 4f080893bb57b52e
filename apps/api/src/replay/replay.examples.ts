import type { Static } from '@sinclair/typebox';
import { alertExample } from '../alerts/alerts.examples.js';
import type { ReplayedChange } from './replay.shapes.js';

export const replayedChangeExample: Static<typeof ReplayedChange> = {
  kind: 'change',
  recordedAt: '2026-03-02T09:00:04.000Z',
  position: 262148,
  change: 'raised',
  alertId: alertExample.alertId,
  clientId: 'c-1042',
  entityId: 'ENT-1',
  verdict: 'BREACH_61_2',
  previousVerdict: null,
  cause: null,
  act: alertExample.act,
  by: { source: 'urn:bank:crm', id: 'campaign-spring' },
  asRecorded: true,
};
