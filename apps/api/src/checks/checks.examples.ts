import type { Static } from '@sinclair/typebox';
import { alertExample } from '../alerts/alerts.examples.js';
import type { Check, CheckAnswer, CheckSummary, Reconciliation } from './checks.shapes.js';

export const checkAnswerExample: Static<typeof CheckAnswer> = {
  clientId: 'c-1042',
  entityId: 'ENT-1',
  answer: 'MAY_NOT',
  act: {
    source: 'urn:bank:crm',
    id: 'planned-summer#c-1042',
    type: 'io.scopewatch.marketing.campaign-launched.v1',
    effectiveAt: '2026-06-01T09:00:00Z',
  },
  offer: { service: 'EXCH_CRYPTO', assetId: 'ETH' },
  verdict: 'BREACH_61_2',
  row: 13,
  newService: true,
  newAssetType: true,
  reasons: [
    { source: 'urn:bank:crm', id: 'planned-summer#c-1042' },
    { source: 'urn:bank:crm', id: 'request-1042' },
  ],
  citations: alertExample.citations,
  explanation:
    'On 1 June 2026 at 09:00:00 UTC ENT-1 would market exchange for other crypto-assets (EXCH_CRYPTO) in respect of ETH to client c-1042: that would be a new type, different from everything in the scope (row 13).',
  differences: alertExample.differences,
};

export const checkSummaryExample: Static<typeof CheckSummary> = {
  checkId: 'check-dd734922-a277-4a38-965b-e99e3eb22444',
  askedBy: 'ann@bank.example',
  askedAt: '2026-05-20T14:00:00.000Z',
  policyVersion: 'mica-61/1',
  ok: false,
  may: 0,
  mayNot: 1,
  person: 0,
  rejected: 0,
};

export const checkExample: Static<typeof Check> = {
  ...checkSummaryExample,
  events: 1,
  planned: [
    {
      type: 'io.scopewatch.marketing.campaign-launched.v1',
      effectiveAt: '2026-06-01T09:00:00Z',
      campaignId: 'summer-eth',
      entityId: 'ENT-1',
      channel: 'EMAIL',
      content: 'PROMOTIONAL',
      productIds: [],
      offers: [{ service: 'EXCH_CRYPTO', assetId: 'ETH' }],
      clientId: null,
      audience: { clients: 0, segmentIds: ['newsletter'], countries: [], excludeCountries: [], everyone: false },
    },
  ],
  answers: [checkAnswerExample],
  rejected: [],
};

/** The planned campaign that is asked about. */
export const plannedEventExample = {
  specversion: '1.0',
  id: 'planned-summer',
  source: 'urn:bank:crm',
  type: 'io.scopewatch.marketing.campaign-launched.v1',
  time: '2026-06-01T09:00:00Z',
  data: {
    effectiveAt: '2026-06-01T09:00:00Z',
    campaignId: 'summer-eth',
    entityId: 'ENT-1',
    actor: 'FIRM',
    channel: 'EMAIL',
    content: 'PROMOTIONAL',
    offers: [{ service: 'EXCH_CRYPTO', assetId: 'ETH' }],
    audience: { segmentIds: ['newsletter'] },
  },
};

export const reconciliationExample: Static<typeof Reconciliation> = {
  checkId: checkSummaryExample.checkId,
  asAllowed: 0,
  neverSent: 0,
  sentThoughRefused: [
    {
      clientId: 'c-1042',
      source: 'urn:bank:crm',
      id: 'campaign-summer#c-1042',
      effectiveAt: '2026-06-01T09:00:00Z',
    },
  ],
  sentThoughUndecided: [],
  sentToOthers: [],
};
