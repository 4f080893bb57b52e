import type { Static } from '@sinclair/typebox';
import { alertExample } from '../alerts/alerts.examples.js';
import type { Assurance } from './assurance.shapes.js';

const OBSTACLE = {
  kind: 'ALERT',
  alertId: alertExample.alertId,
  verdict: 'BREACH_61_2',
  effectiveAt: '2026-03-02T09:00:00Z',
};

export const assuranceExample: Static<typeof Assurance> = {
  given: false,
  clientId: 'c-1042',
  memberIds: ['c-1042'],
  from: '2026-01-01T00:00:00.000Z',
  to: '2026-03-31T00:00:00.000Z',
  statement:
    'That no act on client c-1042 from 1 January 2026, 00:00:00 UTC until 31 March 2026, 00:00:00 UTC alerts can’t be said. An indication for review, not a legal determination.',
  obstacles: [OBSTACLE],
  grounds: {
    offsets: [{ topic: 'account-events', partition: 3, nextOffset: 2 }],
    rejectionsOfOthers: 0,
    policyVersions: ['mica-61/1'],
    verdicts: 2,
    judgedAt: '2026-04-01T08:00:00.000Z',
    newestRecord: '2026-03-31T23:59:58.000Z',
  },
};
