import type { CloudEvent } from '#contract';
import type { EventType } from '#domain';
import {
  BTC,
  campaign,
  classified,
  custodyOf,
  ENTITY,
  ETH,
  exchangeOf,
  fact,
  joined,
  onboarded,
  promoted,
  requested,
  retracted,
  used,
} from './events';

export const OTHER_ENTITY = 'ENT-2';

/** The same facts about the firm's other entity. */
const ofOther = (events: readonly CloudEvent[]): CloudEvent[] =>
  events.map((event) => ({
    ...event,
    id: `${event.id}-other`,
    data: { ...(event.data as object), entityId: OTHER_ENTITY },
  }));

/** Asked for custody of BTC, was offered to exchange ETH (critical), and has used custody of ETH (high). */
const beyondScope = (clientId: string, segmentId: string): CloudEvent[] => [
  onboarded(clientId),
  requested(clientId, 10, custodyOf('BTC')),
  joined(clientId, 20, segmentId),
  promoted(clientId, 50_000, exchangeOf('ETH'), 'mail'),
  used(clientId, 50_001, custodyOf('ETH'), 'use'),
];

/** ada is a client of the one entity, bea of the other, cleo of both; each entity has had a campaign. */
export const book = (): CloudEvent[] => [
  classified('BTC', BTC),
  classified('ETH', ETH),
  ...beyondScope('ada', 'S'),
  ...ofOther(beyondScope('bea', 'O')),
  ...beyondScope('cleo', 'S'),
  ...ofOther(beyondScope('cleo', 'O')),
  campaign('spring', 60_000, 'S', exchangeOf('BTC')),
  ...ofOther([campaign('autumn', 60_000, 'O', exchangeOf('BTC'))]),
];

/** A later request for just what the client was offered before: the mail was marketing after all, but follow-on. */
export const lateRequest = (clientId: string): CloudEvent => requested(clientId, 40_000, exchangeOf('ETH'), 'second');

/** Fields that hold names and words, as opposed to words of the vocabulary, times, and ids that are shared. */
const NAMED =
  /^(requestId|words|uri|accountId|segmentId|segmentIds|productId|productIds|name|contactId|campaignId|surfaceId|authority|reference|reason|by|referrerId|sources)$/;

/** Every name and word in it is marked, and the clients that are not `shared`. */
function marked(value: unknown, mark: string, shared: readonly string[], field = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => marked(item, mark, shared, field));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, marked(part, mark, shared, name)]));
  }
  if (typeof value !== 'string') return value;
  const isClient = /^(clientIds?|mergedClientId)$/.test(field) && !shared.includes(value);
  return isClient || NAMED.test(field) ? `${mark}-${value}` : value;
}

/**
 * A book in which everything that is the other entity's bears a mark: cleo is a client of both, bea of the other alone,
 * ada of the one. Each kind of event occurs, and what names no entity is about one of the other's all the same.
 */
export function markedBook(mark: string): CloudEvent[] {
  const other = <T extends EventType>(
    type: T,
    id: string,
    minute: number,
    data: Parameters<typeof fact<T>>[3],
  ): CloudEvent => {
    const event = fact(type, id, minute, data);
    return { ...event, id: `${mark}-${id}`, data: marked(event.data, mark, ['cleo', 'ada']) };
  };
  const of = { entityId: OTHER_ENTITY };
  const everyone = { clientIds: ['bea', 'cleo', 'carl'], segmentIds: ['O'] };
  const theirs = (clientId: string): CloudEvent[] =>
    ofOther([...beyondScope(clientId, 'O'), onboarded(clientId)]).map((event) => ({
      ...event,
      id: `${mark}-${event.id}`,
      data: marked({ ...(event.data as object), words: 'Please.', evidence: [] }, mark, ['cleo']),
    }));
  const account = { accountId: 'account', ...of };
  const retraction = (id: string, clientId?: string): CloudEvent => {
    const { data, ...event } = retracted(`${mark}-${id}`);
    const about = clientId === undefined ? {} : { clientId };
    return { ...event, data: marked({ ...(data as object), ...about }, mark, ['cleo']) };
  };
  return [
    ...book().filter(({ data }) => !JSON.stringify(data).includes(OTHER_ENTITY)),
    ...['bea', 'cleo'].flatMap(theirs),
    other('product.defined.v1', 'wallet', 100, {
      ...of,
      productId: 'wallet',
      name: 'Wallet',
      offers: [exchangeOf('ETH')],
    }),
    other('product.rolled-out.v1', 'roll-out', 60_100, { productId: 'wallet', audience: everyone, visible: true }),
    other('product.withdrawn.v1', 'withdrawn', 61_000, { productId: 'wallet' }),
    other('entity.authorised.v1', 'licence', 99_000, { ...of, services: ['CUSTODY'], authority: 'A', reference: 'R' }),
    other('marketing.campaign-launched.v1', 'autumn', 60_000, {
      ...of,
      campaignId: 'autumn',
      actor: 'FIRM',
      channel: 'EMAIL',
      content: 'PROMOTIONAL',
      offers: [exchangeOf('BTC')],
      audience: everyone,
    }),
    other('marketing.surface-published.v1', 'shop', 60_000, {
      ...of,
      surfaceId: 'shop',
      uri: 'https://shop.example',
      kind: 'SITE',
      marketingCopy: true,
      targets: ['DE'],
    }),
    ...['bea', 'cleo'].flatMap((clientId) => [
      other('client.narrowed.v1', `${clientId}-narrowed`, 70_000, {
        ...of,
        clientId,
        requestId: `${clientId}-request`,
      }),
      other('account.opened.v1', `${clientId}-opened`, 70_001, { ...account, clientId }),
      other('account.service-enabled.v1', `${clientId}-enabled`, 70_002, {
        ...account,
        clientId,
        offer: exchangeOf('ETH'),
        enabledBy: 'FIRM',
        visible: true,
      }),
      other('account.service-disabled.v1', `${clientId}-disabled`, 70_003, {
        ...account,
        clientId,
        offer: exchangeOf('ETH'),
      }),
      other('account.closed.v1', `${clientId}-closed`, 70_004, { ...account, clientId }),
      other('marketing.referral-rewarded.v1', `${clientId}-reward`, 70_005, {
        ...of,
        clientId,
        referrerId: 'dora',
        planned: true,
      }),
      other('relationship.closed.v1', `${clientId}-left`, 71_000, { ...of, clientId }),
      other('relationship.reopened.v1', `${clientId}-back`, 71_001, { ...of, clientId }),
    ]),
    // About cleo, of things that are the other's: neither names an entity.
    retraction('autumn', 'cleo'),
    retraction('roll-out', 'cleo'),
    retraction('cleo-enabled', 'cleo'),
    // What is the one's own, to clients of its own.
    fact('marketing.campaign-launched.v1', 'listed', 62_000, {
      campaignId: 'listed',
      entityId: ENTITY,
      actor: 'FIRM',
      channel: 'EMAIL',
      content: 'PROMOTIONAL',
      offers: [exchangeOf('BTC')],
      audience: { clientIds: ['cleo', 'ada'] },
    }),
  ];
}
