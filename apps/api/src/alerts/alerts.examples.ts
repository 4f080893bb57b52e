import type { Static } from '@sinclair/typebox';
import type { Alert, AlertChange, FilterCounts, AlertSummary, SignedAlert } from './alerts.shapes.js';

/**
 * One story runs through all examples: client c-1042 of ENT-1 asked for custody of BTC, and then the campaign spring-eth
 * reached them, which offered to exchange ETH.
 */
export const alertSummaryExample: Static<typeof AlertSummary> = {
  alertId: 'al-1142e46ef7a49f2b34b170dc9aa191cb',
  clientId: 'c-1042',
  survivorId: 'c-1042',
  entityId: 'ENT-1',
  verdict: 'BREACH_61_2',
  severity: 'critical',
  article61_2: true,
  kind: 'MARKETED',
  active: true,
  status: 'OPEN',
  assignee: null,
  offer: { service: 'EXCH_CRYPTO', assetId: 'ETH' },
  service: 'EXCH_CRYPTO',
  assetClass: 'OTHER',
  newService: true,
  newAssetType: true,
  act: {
    source: 'urn:bank:crm',
    id: 'campaign-spring#c-1042',
    type: 'io.scopewatch.marketing.campaign-launched.v1',
    effectiveAt: '2026-03-02T09:00:00Z',
  },
  incidentId: 'in-dfb8f65a99fdbdeec846546ed3a101ff',
  campaign: 'spring-eth',
  country: 'DE',
  effectiveAt: '2026-03-02T09:00:00.000Z',
  raisedAt: '2026-03-02T09:00:04.000Z',
  changedAt: '2026-03-02T09:00:04.000Z',
  dueAt: '2026-03-03T09:00:04.000Z',
  overdue: false,
  changedSinceClosed: false,
  silenced: false,
  proposed: null,
  closingTakesTwo: true,
  occurrences: 1,
  reason: 'That is a new type, different from everything in the scope.',
  explanation:
    'On 2 March 2026 at 09:00:00 UTC ENT-1 marketed exchange for other crypto-assets (EXCH_CRYPTO) in respect of ETH to client c-1042: that is a new type, different from everything in the scope (row 13).',
  etag: '"0-1772442004000"',
};

const REQUEST = { source: 'urn:bank:crm', id: 'request-1042' };

export const alertExample: Alert = {
  ...alertSummaryExample,
  row: 13,
  reasons: [{ source: 'urn:bank:crm', id: 'campaign-spring#c-1042' }, REQUEST],
  citations: [{ article: 'MiCA, Article 61(2)', sourceStatus: 'primary' }],
  differences: [
    {
      facet: 'service',
      offered: ['EXCH_CRYPTO'],
      requested: ['CUSTODY'],
      offeredAsset: null,
      requestedAsset: null,
      requests: [REQUEST],
    },
  ],
  standsOn: [],
  doubts: [],
  policyVersion: 'mica-61/1',
  firstUse: null,
  lastUse: null,
};

const SENTENCE_PIECES = [
  { text: 'On ', at: null, isExact: false },
  { text: '2 March 2026 at 09:00 UTC', at: '2026-03-02T09:00:00.000Z', isExact: true },
  {
    text: ' ENT-1 marketed exchange for other crypto-assets in respect of ETH to client c-1042, when the client’s own request of ',
    at: null,
    isExact: false,
  },
  { text: '3 February 2026', at: '2026-02-03T10:00:00.000Z', isExact: false },
  {
    text: ' covered custody and administration in respect of BTC; that is a new type, different from everything in the scope, and that indicates marketing to which the client’s own initiative does not entitle the firm (MiCA, Article 61(2)).',
    at: null,
    isExact: false,
  },
];

export const signedAlertExample: Static<typeof SignedAlert> = {
  ...alertExample,
  sentence: { text: SENTENCE_PIECES.map(({ text }) => text).join(''), pieces: SENTENCE_PIECES },
};

export const alertProposedExample: Alert = {
  ...alertExample,
  status: 'ACKNOWLEDGED',
  assignee: 'ann@bank.example',
  proposed: {
    action: 'close',
    reason: 'BREACH_CONFIRMED',
    text: 'The mail went to every reader of the newsletter.',
    by: 'ann@bank.example',
    at: '2026-03-02T11:20:00.000Z',
  },
  etag: '"3-1772442004000"',
};

export const alertChangeExample: Static<typeof AlertChange> = {
  position: 262148,
  alertId: alertExample.alertId,
  clientId: 'c-1042',
  entityId: 'ENT-1',
  change: 'raised',
  recordedAt: '2026-03-02T09:00:04.000Z',
  actor: null,
  cause: null,
  verdict: 'BREACH_61_2',
  previousVerdict: null,
  severity: 'critical',
  status: 'OPEN',
  policyVersion: 'mica-61/1',
  explanation: alertExample.explanation,
  note: null,
};

const one = (value: string) => [{ value, count: 1 }];

export const filterCountsExample: Static<typeof FilterCounts> = {
  total: 1,
  facets: {
    severity: one('critical'),
    verdict: one('BREACH_61_2'),
    status: one('OPEN'),
    entityId: one('ENT-1'),
    service: one('EXCH_CRYPTO'),
    assetClass: one('OTHER'),
    country: one('DE'),
    kind: one('MARKETED'),
    assignee: one('NOBODY'),
    proposal: one('NONE'),
  },
};
