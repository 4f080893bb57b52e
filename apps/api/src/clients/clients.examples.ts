import type { Static } from '@sinclair/typebox';
import { alertExample, alertSummaryExample } from '../alerts/alerts.examples.js';
import type { Client, ClientSummary, Scope, Strip, Timeline, Verdicts } from './clients.shapes.js';

const BOTH_CLOCKS = { trueOn: '2026-03-02T12:00:00.000Z', knownOn: '2026-03-02T12:00:00.000Z' };
const REQUEST = { source: 'urn:bank:crm', id: 'request-1042' };
const ASKED_FOR = { service: 'CUSTODY', assetId: 'BTC' };

export const clientSummaryExample: Static<typeof ClientSummary> = {
  clientId: 'c-1042',
  memberIds: ['c-1042'],
  country: 'DE',
  entities: [{ entityId: 'ENT-1', initiative: 'ESTABLISHED', gaps: [] }],
  openAlerts: 1,
  inDrift: true,
};

export const clientExample: Static<typeof Client> = {
  clientId: 'c-1042',
  memberIds: ['c-1042'],
  ...BOTH_CLOCKS,
  country: 'DE',
  location: 'INSIDE',
  entities: [
    {
      entityId: 'ENT-1',
      initiative: 'ESTABLISHED',
      initiativeFacts: [REQUEST],
      gaps: [],
      firstContactChannel: 'WEB',
      exposureCheck: 'NONE_FOUND',
      acknowledged: true,
      documents: [],
    },
  ],
  alerts: [alertSummaryExample],
};

export const scopeExample: Static<typeof Scope> = {
  clientId: 'c-1042',
  ...BOTH_CLOCKS,
  entities: [
    {
      entityId: 'ENT-1',
      relationship: 'OPEN',
      entries: [
        {
          offer: ASKED_FOR,
          validity: 'VALID',
          original: true,
          requestId: 'rq-77',
          identity: REQUEST,
          effectiveAt: '2026-02-03T10:00:00.000Z',
          origin: 'REQUEST',
        },
      ],
      beyond: [
        {
          alertId: alertExample.alertId,
          offer: alertExample.offer,
          kind: 'MARKETED',
          verdict: 'BREACH_61_2',
          effectiveAt: '2026-03-02T09:00:00Z',
        },
      ],
    },
  ],
};

export const timelineExample: Static<typeof Timeline> = {
  clientId: 'c-1042',
  ...BOTH_CLOCKS,
  items: [
    {
      position: 262145,
      lane: 'REQUEST',
      ...REQUEST,
      type: 'io.scopewatch.client.requested.v1',
      effectiveAt: '2026-02-03T10:00:00Z',
      recordedAt: '2026-02-03T10:00:01.000Z',
      kafka: { topic: 'account-events', partition: 3, offset: '1' },
      retracted: false,
      recordedBy: null,
      data: {
        effectiveAt: '2026-02-03T10:00:00Z',
        clientId: 'c-1042',
        entityId: 'ENT-1',
        requestId: 'rq-77',
        requestedAt: '2026-02-03T10:00:00Z',
        channel: 'WEB',
        offers: [ASKED_FOR],
        prompted: 'NO',
      },
    },
  ],
};

export const verdictsExample: Static<typeof Verdicts> = {
  clientId: 'c-1042',
  ...BOTH_CLOCKS,
  items: [
    {
      entityId: 'ENT-1',
      act: alertExample.act,
      kind: 'MARKETED',
      what: 'Promotional message',
      offer: alertExample.offer,
      verdict: 'BREACH_61_2',
      row: 13,
      severity: 'critical',
      newService: true,
      newAssetType: true,
      reasons: [REQUEST],
      alertId: alertExample.alertId,
      reason: alertExample.reason,
      explanation: alertExample.explanation,
      policyVersion: 'mica-61/1',
    },
  ],
};

const QUOTED_NOTHING = { subject: null, excerpt: null, uri: null };

export const stripExample: Static<typeof Strip> = {
  clientId: 'c-1042',
  ...BOTH_CLOCKS,
  from: '2026-02-03T10:00:00.000Z',
  to: '2026-03-02T09:00:00.000Z',
  rows: [
    {
      label: 'Custody and administration in respect of BTC',
      says: 'original scope',
      bands: [{ from: '2026-02-03T10:00:00.000Z', to: null, original: true, sure: true }],
      marks: [
        {
          form: 'REQUEST',
          status: 'QUIET',
          at: '2026-02-03T10:00:00.000Z',
          until: '2026-02-03T10:00:00.000Z',
          count: 1,
          what: 'Client’s request',
          verdict: 'Client’s own request',
          ...QUOTED_NOTHING,
          position: 262145,
          alertId: null,
        },
      ],
    },
    {
      label: 'Exchange for other crypto-assets in respect of ETH',
      says: 'not in the scope',
      bands: [],
      marks: [
        {
          form: 'PROMOTIONAL',
          status: 'BEYOND',
          at: '2026-03-02T09:00:00.000Z',
          until: '2026-03-02T09:00:00.000Z',
          count: 1,
          what: 'Campaign: promotional message',
          verdict: 'Marketed beyond scope',
          ...QUOTED_NOTHING,
          position: 393217,
          alertId: alertExample.alertId,
        },
      ],
    },
  ],
};
