import type { Static } from '@sinclair/typebox';
import type { Erasure, HeldData, LegalHold } from './privacy.shapes.js';

export const erasureExample: Static<typeof Erasure> = {
  erasureId: '0b7c8a52-5b63-4f0e-8d0e-3f3b6f0a9c11',
  clientId: 'c-1042',
  ground: 'ON_REQUEST',
  reason: 'Asked for by letter of 3 May 2026.',
  state: 'WAITING',
  requestedBy: 'dora@bank.example',
  requestedAt: '2026-05-04T08:00:00.000Z',
  decidedBy: null,
  decidedAt: null,
  decisionReason: null,
  rows: null,
  carriedOutAt: null,
  finishedAt: null,
  outside: null,
};

export const finishedExample: Static<typeof Erasure> = {
  ...erasureExample,
  clientId: 'erased-3f2a9c0d51e84b7786d0a4c1e2f39b58',
  state: 'FINISHED',
  decidedBy: 'dan@bank.example',
  decidedAt: '2026-05-04T09:00:00.000Z',
  rows: 57,
  carriedOutAt: '2026-05-04T09:00:01.000Z',
  finishedAt: '2026-05-04T09:00:02.000Z',
  outside: {
    'account-events': { kept: 'until', until: '2026-06-03T09:00:01.000Z' },
    'scope-alerts': { kept: 'until it is compacted' },
  },
};

export const holdExample: Static<typeof LegalHold> = {
  holdId: 'hold-5c2e1f0a9b7d3344',
  clientId: 'c-1042',
  reason: 'Proceedings before the regional court, 4 O 12/26.',
  placedBy: 'dora@bank.example',
  placedAt: '2026-05-04T08:00:00.000Z',
  liftedBy: null,
  liftedAt: null,
  liftReason: null,
};

export const heldExample: Static<typeof HeldData> = {
  clientIds: ['c-1042'],
  at: '2026-05-04T08:00:00.000Z',
  parts: [
    {
      title: 'What was recorded about the client',
      table: 'event',
      rows: [{ position: 65_536, type: 'client.onboarded.v1', effectiveAt: '2026-01-07T10:00:00Z' }],
    },
  ],
};
