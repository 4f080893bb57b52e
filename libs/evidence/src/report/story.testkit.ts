import { told, type Done, type Told } from './report.testkit.js';

/** A firm of two entities, its catalogue, and three clients who meet much of what can happen. */
export const ALPENHOF = 'Alpenhof Digital AG';
const STRAITS = 'Straits Custody Pte';

const BTC = { class: 'OTHER', technologies: ['Bitcoin'], liquidity: 'LIQUID' } as const;
const custody = { service: 'CUSTODY', assetId: 'BTC' } as const;
const ether = { service: 'EXCH_CRYPTO', assetId: 'ETH' } as const;

export const CATALOGUE: readonly Told[] = [
  told('asset.classified.v1', 'btc', '2025-01-01', {
    assetId: 'BTC',
    name: 'Bitcoin',
    assetType: BTC,
    basis: 'INITIAL',
  }),
  told('asset.classified.v1', 'eth', '2025-01-01', {
    assetId: 'ETH',
    name: 'Ether',
    assetType: { ...BTC, technologies: ['Ethereum'] },
    basis: 'INITIAL',
  }),
  told('product.defined.v1', 'earn', '2026-01-02', {
    productId: 'earn',
    entityId: ALPENHOF,
    name: 'Alpenhof Earn',
    offers: [{ service: 'STAKING', assetId: 'ETH' }],
  }),
];

const arrived = (clientId: string, country = 'DE', more: object = {}): Told[] => [
  told('client.onboarded.v1', `${clientId}-on`, '2026-01-12T09:00:00Z', {
    clientId,
    entityId: ALPENHOF,
    kind: 'NATURAL',
    country,
    firstContact: { at: '2026-01-09T16:20:00Z', channel: 'PHONE' },
    thirdCountryAcknowledgedAt: '2026-01-10',
    exposureCheck: { at: '2026-01-11', result: 'NONE_FOUND', sources: ['CRM', 'advertising accounts'] },
    evidence: [{ kind: 'call recording', uri: `dms://calls/${clientId}`, sha256: 'ab'.repeat(32) }],
    ...more,
  }),
  told('client.requested.v1', `${clientId}-req`, '2026-01-10T10:15:00Z', {
    clientId,
    entityId: ALPENHOF,
    requestId: `req-${clientId}`,
    channel: 'PHONE',
    offers: [custody],
    prompted: 'NO',
    words:
      'I hold some bitcoin from 2017 and want somebody in Switzerland to keep it safe for me. Nothing else, please.',
  }),
  told('account.opened.v1', `${clientId}-open`, '2026-01-12T11:00:00Z', {
    accountId: `acc-${clientId}`,
    clientId,
    entityId: ALPENHOF,
  }),
  told('segment.changed.v1', `${clientId}-seg`, '2026-01-12T11:05:00Z', {
    clientId,
    segmentId: 'holders',
    member: true,
  }),
  told('account.service-enabled.v1', `${clientId}-custody`, '2026-01-12T12:00:00Z', {
    accountId: `acc-${clientId}`,
    clientId,
    entityId: ALPENHOF,
    offer: custody,
    requestId: `req-${clientId}`,
    enabledBy: 'CLIENT',
  }),
];

const used = (clientId: string, month: number, count: number): Told[] =>
  Array.from({ length: count }, (_, i) =>
    told(
      'account.service-used.v1',
      `${clientId}-use-${month}-${i}`,
      `2026-0${month}-${String(3 * i + 1).padStart(2, '0')}T07:30:00Z`,
      {
        accountId: `acc-${clientId}`,
        clientId,
        entityId: ALPENHOF,
        offer: custody,
      },
    ),
  );

const statement = (clientId: string, at: string): Told =>
  told('marketing.contacted.v1', `${clientId}-statement-${at}`, at, {
    contactId: `${clientId}-statement-${at}`,
    clientId,
    entityId: ALPENHOF,
    actor: 'FIRM',
    channel: 'EMAIL',
    content: 'OPERATIONAL',
    subject: 'Your statement of holdings',
  });

/** Everything went wrong with her. */
export const ADA = 'c-1042';
export const adasStory = (): Told[] => [
  ...arrived(ADA),
  ...used(ADA, 2, 6),
  statement(ADA, '2026-02-28T08:00:00Z'),
  told('marketing.contacted.v1', 'mail-77', '2026-03-03T14:05:00Z', {
    contactId: 'mail-77',
    clientId: ADA,
    entityId: ALPENHOF,
    actor: 'FIRM',
    channel: 'EMAIL',
    content: 'PROMOTIONAL',
    offers: [ether],
    linksToPlatform: true,
    subject: 'Why only bitcoin? Swap into Ether in two taps',
    excerpt: 'Dear Ada,\nfor March we waive all fees on exchanging your bitcoin for Ether. Tap below to start.',
    uri: 'dms://mailings/2026-03/77',
  }),
  told('account.service-enabled.v1', 'switch-9', '2026-03-10T09:00:00Z', {
    accountId: `acc-${ADA}`,
    clientId: ADA,
    entityId: ALPENHOF,
    offer: ether,
    enabledBy: 'SYSTEM',
    visible: true,
  }),
  told('client.requested.v1', 'req-later', '2026-03-12', {
    clientId: ADA,
    entityId: ALPENHOF,
    requestId: 'req-later',
    channel: 'IN_APP',
    offers: [ether],
    prompted: 'NO',
  }),
  told('marketing.contacted.v1', 'lent', '2026-03-14T10:00:00Z', {
    contactId: 'lent',
    clientId: ADA,
    entityId: STRAITS,
    actor: 'INFLUENCER',
    channel: 'SOCIAL',
    content: 'PROMOTIONAL',
    offers: [{ service: 'LENDING_BORROWING', assetId: 'BTC' }],
  }),
  told('account.service-used.v1', 'mistake', '2026-04-01T10:00:00Z', {
    accountId: `acc-${ADA}`,
    clientId: ADA,
    entityId: ALPENHOF,
    offer: { service: 'ADVICE', assetId: 'BTC' },
  }),
  told('fact.retracted.v1', 'undo', '2026-04-02T10:00:00Z', {
    clientId: ADA,
    retracts: { source: 'urn:alpenhof:crm', id: 'mistake' },
    reason: 'Booked on the wrong account.',
    by: 'operations',
  }),
  told('client.moved.v1', 'move', '2026-05-01', { clientId: ADA, country: 'FR' }, '2026-06-15T09:00:00Z'),
  ...used(ADA, 5, 3),
  told('client.narrowed.v1', 'narrow', '2026-06-20T12:00:00Z', {
    clientId: ADA,
    entityId: ALPENHOF,
    requestId: `req-${ADA}`,
  }),
  told('relationship.closed.v1', 'close', '2026-07-01', { clientId: ADA, entityId: ALPENHOF, windDown: true }),
];

/** Nothing went wrong with him. */
export const BOB = 'c-2001';
export const bobsStory = (): Told[] => [
  ...arrived(BOB, 'AT'),
  ...used(BOB, 3, 8),
  statement(BOB, '2026-03-31T08:00:00Z'),
];

/** Of her nobody knows where she lives, nor what the asset is. */
export const EVE = 'c-3007';
export const evesStory = (): Told[] => [
  ...arrived(EVE, 'NL', { exposureCheck: undefined, evidence: undefined }),
  told('marketing.contacted.v1', 'mail-xyz', '2026-03-08T10:00:00Z', {
    contactId: 'mail-xyz',
    clientId: EVE,
    entityId: ALPENHOF,
    actor: 'AFFILIATE',
    channel: 'PUSH',
    content: 'PROMOTIONAL',
    offers: [{ service: 'CUSTODY', assetId: 'XYZ' }],
  }),
];

export const campaign = (id: string, at: string): Told =>
  told('marketing.campaign-launched.v1', id, at, {
    campaignId: id,
    entityId: ALPENHOF,
    actor: 'FIRM',
    channel: 'EMAIL',
    content: 'PROMOTIONAL',
    productIds: ['earn'],
    offers: [ether],
    audience: { segmentIds: ['holders'], excludeCountries: ['NL'] },
  });

/** What people did about Ada's alerts. */
export const ADAS_CASE: readonly Done[] = [
  { actId: 'mail-77', kind: 'raised', at: '2026-03-03T14:05:04.000Z' },
  { actId: 'mail-77', kind: 'acknowledged', at: '2026-03-03T15:00:00.000Z', actor: 'bruno' },
  { actId: 'switch-9', kind: 'raised', at: '2026-03-10T09:00:02.000Z' },
  {
    actId: 'mail-77',
    kind: 'commented',
    at: '2026-03-04T09:12:00.000Z',
    actor: 'bruno',
    note: { text: 'The segment was taken from the wrong list.\nMarketing has been told.' },
  },
  {
    actId: 'mail-77',
    kind: 'close-proposed',
    at: '2026-03-05T10:00:00.000Z',
    actor: 'bruno',
    note: { reason: 'BREACH_CONFIRMED', text: 'The mail was ours. The client was told in writing to ignore it.' },
  },
  {
    actId: 'mail-77',
    kind: 'closed',
    at: '2026-03-06T16:45:00.000Z',
    actor: 'clara',
    note: {
      reason: 'BREACH_CONFIRMED',
      text: 'The mail was ours. The client was told in writing to ignore it.',
      proposedBy: 'bruno',
      approvedBy: 'clara',
    },
  },
];
