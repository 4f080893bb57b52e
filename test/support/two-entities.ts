import type { CloudEvent } from '#contract';
import {
  BTC,
  campaign,
  classified,
  custodyOf,
  ETH,
  exchangeOf,
  joined,
  onboarded,
  promoted,
  requested,
  used,
} from './events';

export const OTHER_ENTITY = 'ENT-2';

/** The same facts about the firm's other entity. */
export const ofOther = (events: readonly CloudEvent[]): CloudEvent[] =>
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
