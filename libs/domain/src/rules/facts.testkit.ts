import { judgeBook } from './book.js';
import type { Judgement } from './judgement.js';
import { recorded, shippedPolicy, type Unrecorded } from './stream.testkit.js';

const policy = shippedPolicy();

const OF_CLIENT = { clientId: 'c', entityId: 'E' };
const factOf = (id: string, type: Unrecorded['type'], on: string, data: object): Unrecorded => ({
  id,
  type,
  data: { effectiveAt: on, ...data },
});

export const BTC = { class: 'OTHER', technologies: ['Bitcoin'], liquidity: 'LIQUID' } as const;
export const USD = {
  class: 'EMT',
  emtCurrency: 'USD',
  technologies: ['Ethereum', 'Tron'],
  liquidity: 'LIQUID',
} as const;
export const offer = (service: string, assetType: object = BTC) => ({ service, assetType });
const custody = offer('CUSTODY');

export const onboarded = (more: object = {}): Unrecorded =>
  factOf('on', 'client.onboarded.v1', '2026-01-01T00:00:00Z', {
    ...OF_CLIENT,
    kind: 'NATURAL',
    country: 'DE',
    ...more,
  });
export const asked = (more: object = {}, on = '2026-01-10T10:00:00Z', id = 'r1'): Unrecorded =>
  factOf(id, 'client.requested.v1', on, {
    ...OF_CLIENT,
    requestId: id,
    requestedAt: on,
    channel: 'WEB',
    offers: [custody],
    prompted: 'NO',
    ...more,
  });
export const mailed = (more: object = {}, on = '2026-03-01T10:00:00Z', id = 'm'): Unrecorded =>
  factOf(id, 'marketing.contacted.v1', on, {
    ...OF_CLIENT,
    contactId: id,
    actor: 'FIRM',
    channel: 'EMAIL',
    content: 'PROMOTIONAL',
    offers: [custody],
    ...more,
  });
export const enabled = (more: object = {}, on = '2026-03-01T10:00:00Z'): Unrecorded =>
  factOf('e', 'account.service-enabled.v1', on, {
    ...OF_CLIENT,
    accountId: 'a',
    offer: custody,
    enabledBy: 'FIRM',
    visible: false,
    ...more,
  });
export const used = (more: object = {}, on = '2026-03-01T10:00:00Z'): Unrecorded =>
  factOf('u', 'account.service-used.v1', on, { ...OF_CLIENT, accountId: 'a', offer: custody, ...more });
export const rolledOut = (asset: object = BTC, service = 'CUSTODY'): Unrecorded[] => [
  factOf('p', 'product.defined.v1', '2026-02-01T00:00:00Z', {
    entityId: 'E',
    productId: 'P',
    name: 'P',
    offers: [offer(service, asset)],
  }),
  factOf('x', 'product.rolled-out.v1', '2026-03-01T10:00:00Z', {
    productId: 'P',
    audience: { clientIds: ['c'] },
    visible: false,
  }),
];
export const closed = (more: object = {}, on = '2026-02-01T10:00:00Z'): Unrecorded =>
  factOf('cl', 'relationship.closed.v1', on, { ...OF_CLIENT, ...more });
export const reopened = (on = '2026-02-10T10:00:00Z'): Unrecorded =>
  factOf('re', 'relationship.reopened.v1', on, OF_CLIENT);
export const narrowed = (more: object, on = '2026-02-01T10:00:00Z'): Unrecorded =>
  factOf('na', 'client.narrowed.v1', on, { ...OF_CLIENT, ...more });
export const moved = (country: string | null, on = '2026-02-01T10:00:00Z'): Unrecorded =>
  factOf('mo', 'client.moved.v1', on, { clientId: 'c', country });
export const authorised = (more: object = {}, on = '2026-01-01T00:00:00Z'): Unrecorded =>
  factOf('au', 'entity.authorised.v1', on, { entityId: 'E', services: ['CUSTODY'], ...more });
export const classified = (
  assetId: string,
  assetType: object,
  on = '2026-01-01T00:00:00Z',
  basis = 'INITIAL',
): Unrecorded => factOf(`${assetId}-${on}`, 'asset.classified.v1', on, { assetId, assetType, basis });

export const rewarded = (more: object = {}, on = '2026-01-05T10:00:00Z'): Unrecorded =>
  factOf('rw', 'marketing.referral-rewarded.v1', on, { ...OF_CLIENT, referrerId: 'friend', planned: true, ...more });
export const published = (more: object = {}, on = '2026-01-05T10:00:00Z'): Unrecorded =>
  factOf('su', 'marketing.surface-published.v1', on, {
    entityId: 'E',
    surfaceId: 'w',
    uri: 'https://example.org',
    kind: 'SITE',
    marketingCopy: true,
    targets: ['DE'],
    ...more,
  });
export const launched = (audience: object, more: object = {}, on = '2026-03-01T10:00:00Z'): Unrecorded =>
  factOf('ca', 'marketing.campaign-launched.v1', on, {
    campaignId: 'k',
    entityId: 'E',
    actor: 'FIRM',
    channel: 'EMAIL',
    content: 'PROMOTIONAL',
    offers: [custody],
    audience,
    ...more,
  });
export const joined = (on = '2026-01-15T10:00:00Z', member = true): Unrecorded =>
  factOf(`sg-${on}`, 'segment.changed.v1', on, { clientId: 'c', segmentId: 'S', member });
export const merged = (mergedClientId: string, on = '2026-01-20T10:00:00Z'): Unrecorded =>
  factOf('mg', 'client.merged.v1', on, { clientId: 'c', mergedClientId });
export const retracted = (id: string, on = '2026-04-01T10:00:00Z'): Unrecorded =>
  factOf(`no-${id}`, 'fact.retracted.v1', on, { retracts: { source: 's', id }, reason: 'Wrong.', by: 'ada' });

/** The verdict on the last of the facts; it is the only one of its act. */
export function verdictOn(...facts: readonly (Unrecorded | Unrecorded[])[]): Judgement {
  const events = facts.flat();
  const last = events.at(-1)?.id ?? '';
  const found = judgeBook(recorded(events), policy).filter(({ act }) => act.identity.id.split('#')[0] === last);
  const [judgement] = found;
  if (judgement === undefined || found.length > 1) throw new Error(`${found.length} verdicts on ${last}`);
  return judgement;
}
