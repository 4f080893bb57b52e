import type { Channel, Offer } from '#domain';
import { date, iso, tell, type CloudEventJson, type Known } from './cloud-event.js';
import { ALPENHOF, DRIFTS, FIRST_WISHES, STRAITS } from './market.js';
import type { Random } from './random.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** One client of the demonstration, as far as the rest of the story has to know. */
export interface DemoClient {
  readonly clientId: string;
  readonly entityId: string;
  readonly country: string;
  readonly onboardedAt: number;
  readonly wishes: readonly Offer[];
  readonly accountId: string;
}

const COUNTRIES: readonly (readonly [string, number])[] = [
  ['DE', 26],
  ['FR', 14],
  ['IT', 11],
  ['ES', 10],
  ['NL', 7],
  ['AT', 6],
  ['PL', 5],
  ['PT', 4],
  ['IE', 3],
  ['CZ', 3],
  ['SE', 3],
  ['LT', 2],
  ['EE', 1],
  ['NO', 2],
  ['LI', 1],
  ['CH', 5],
  ['GB', 4],
  ['AE', 2],
  ['SG', 1],
];
const WAYS: readonly (readonly [Channel, number])[] = [
  ['WEB', 45],
  ['EMAIL', 20],
  ['PHONE', 14],
  ['MEETING', 8],
  ['CHAT', 8],
  ['LETTER', 3],
  ['SEARCH_AD', 0.4],
  ['EVENT', 0.4],
];

const CRM = 'urn:demo:crm';
const CORE = 'urn:demo:core';
const MAIL = 'urn:demo:mailing';

export function makeClient(index: number, start: number, now: number, random: Random): DemoClient {
  const clientId = `c-${10_000 + index}`;
  const early = random.chance(0.6);
  return {
    clientId,
    entityId: random.chance(0.68) ? ALPENHOF : STRAITS,
    country: random.weighted(COUNTRIES),
    onboardedAt: early ? random.between(start, start + 90 * DAY) : random.between(start + 90 * DAY, now - 25 * DAY),
    wishes: random.weighted(FIRST_WISHES),
    accountId: `acc-${10_000 + index}`,
  };
}

/** A client's year: how they came, what they asked for, what they used, and, for some, what went wrong. */
export function* clientStory(client: DemoClient, now: number, random: Random): Generator<Known> {
  const { clientId, entityId, onboardedAt, wishes, accountId } = client;
  const requestId = `req-${clientId}-1`;
  const requestedAt = onboardedAt - random.between(2 * HOUR, 6 * DAY);
  yield* arrival(client, requestId, requestedAt, random);

  const account = { accountId, clientId, entityId };
  yield tell(CORE, `open-${accountId}`, 'account.opened.v1', onboardedAt + HOUR, account);
  for (const [i, offer] of wishes.entries()) {
    const at = onboardedAt + random.between(2 * HOUR, 2 * DAY);
    yield tell(CORE, `enable-${accountId}-${i}`, 'account.service-enabled.v1', at, {
      ...account,
      offer,
      requestId,
      enabledBy: 'CLIENT',
    });
  }
  if (random.chance(0.7)) {
    const at = requestedAt + random.between(HOUR, 4 * DAY);
    yield tell(MAIL, `reply-${clientId}`, 'marketing.contacted.v1', at, {
      contactId: `reply-${clientId}`,
      clientId,
      entityId,
      actor: 'FIRM',
      channel: 'EMAIL',
      content: 'RESPONSE',
      requestId,
      offers: wishes,
    });
  }
  for (let i = random.whole(4, 26); i > 0; i -= 1) {
    const at = random.between(onboardedAt + 3 * DAY, now);
    yield tell(CORE, `use-${accountId}-${i}`, 'account.service-used.v1', at, {
      ...account,
      offer: random.pick(wishes),
    });
  }
  for (let i = random.whole(2, 6); i > 0; i -= 1) {
    const at = random.between(onboardedAt + DAY, now);
    const id = `note-${clientId}-${i}`;
    yield tell(MAIL, id, 'marketing.contacted.v1', at, {
      contactId: id,
      clientId,
      entityId,
      actor: 'FIRM',
      channel: random.pick(['EMAIL', 'PUSH', 'IN_APP']),
      content: random.chance(0.8) ? 'OPERATIONAL' : 'EDUCATIONAL',
    });
  }
  if (random.chance(0.1)) yield* asksForMore(client, now, random);
  if (random.chance(0.075)) yield* drifts(client, requestId, now, random);
  if (random.chance(0.05)) yield* turnsOfLife(client, requestId, now, random);
}

function* arrival(client: DemoClient, requestId: string, requestedAt: number, random: Random): Generator<Known> {
  const { clientId, entityId, country, onboardedAt, wishes } = client;
  const channel = random.weighted(WAYS);
  const dayOnly = random.chance(0.04);
  const openEnded = random.chance(0.008);
  yield tell(CRM, requestId, 'client.requested.v1', requestedAt + HOUR, {
    clientId,
    entityId,
    requestId,
    requestedAt: dayOnly ? date(requestedAt) : iso(requestedAt),
    channel,
    offers: openEnded ? [] : wishes,
    openEnded,
    prompted: random.weighted([
      ['NO', 988],
      ['YES', 5],
      ['UNKNOWN', 7],
    ]),
    words: openEnded
      ? 'What else do you offer?'
      : `I would like ${wishes.map((w) => `${w.service} for ${w.assetId ?? 'crypto'}`).join(' and ')}.`,
  });
  const checkedAt = onboardedAt - random.between(HOUR, DAY);
  const result = random.weighted([
    ['NONE_FOUND', 90],
    ['NOT_PERFORMED', 7],
    ['FOUND', 0.5],
  ] as const);
  const digest = Array.from({ length: 64 }, () => random.whole(0, 15).toString(16)).join('');
  yield tell(CRM, `onboarded-${clientId}`, 'client.onboarded.v1', onboardedAt, {
    clientId,
    entityId,
    kind: random.chance(0.88) ? 'NATURAL' : 'LEGAL',
    country,
    ...(random.chance(0.94) ? { firstContact: { at: iso(requestedAt), channel } } : {}),
    ...(random.chance(0.95) ? { thirdCountryAcknowledgedAt: iso(onboardedAt) } : {}),
    ...(random.chance(0.97) ? { exposureCheck: { at: iso(checkedAt), result, sources: ['crm', 'ad-platforms'] } } : {}),
    ...(random.chance(0.8)
      ? { evidence: [{ kind: 'CLIENT_DECLARATION', uri: `s3://evidence/${clientId}.pdf`, sha256: digest }] }
      : {}),
  });
}

/** Asks, unprompted, for something new: the scope grows, as it may. */
function* asksForMore(client: DemoClient, now: number, random: Random): Generator<Known> {
  const { clientId, entityId, accountId, onboardedAt } = client;
  const requestedAt = random.between(onboardedAt + 20 * DAY, now - 2 * DAY);
  const requestId = `req-${clientId}-2`;
  const offer: Offer = random.pick([
    { service: 'EXCH_FUNDS', assetId: 'ETH' },
    { service: 'CUSTODY', assetId: 'SOL' },
    { service: 'TRANSFER', assetId: 'BTC' },
  ] as const);
  yield tell(CRM, requestId, 'client.requested.v1', requestedAt, {
    clientId,
    entityId,
    requestId,
    requestedAt: iso(requestedAt),
    channel: 'PHONE',
    offers: [offer],
    prompted: 'NO',
  });
  yield tell(CORE, `enable-${requestId}`, 'account.service-enabled.v1', requestedAt + DAY, {
    accountId,
    clientId,
    entityId,
    offer,
    requestId,
    enabledBy: 'FIRM',
  });
  yield tell(CORE, `use-${requestId}`, 'account.service-used.v1', requestedAt + 1.5 * DAY, {
    accountId,
    clientId,
    entityId,
    offer,
  });
}

/** Something outside the scope is marketed or switched on. */
function* drifts(client: DemoClient, requestId: string, now: number, random: Random): Generator<Known> {
  const { clientId, entityId, accountId, onboardedAt } = client;
  const at = random.between(onboardedAt + 5 * DAY, now);
  const offer = random.weighted(DRIFTS);
  const id = `push-${clientId}`;
  const contact = {
    contactId: id,
    clientId,
    entityId,
    actor: 'FIRM',
    channel: 'EMAIL',
    content: 'PROMOTIONAL',
  } as const;
  switch (
    random.weighted([
      ['marketed', 45],
      ['enabled', 20],
      ['follow-on', 12],
      ['upsell', 8],
      ['bounced', 5],
      ['late', 3],
    ] as const)
  ) {
    case 'marketed':
      yield tell(MAIL, id, 'marketing.contacted.v1', at, {
        ...contact,
        actor: random.pick(['FIRM', 'AFFILIATE', 'CLOSE_LINK']),
        offers: [offer],
      });
      return;
    case 'enabled':
      yield tell(CORE, id, 'account.service-enabled.v1', at, {
        accountId,
        clientId,
        entityId,
        offer,
        enabledBy: 'SYSTEM',
        visible: random.chance(0.5),
      });
      for (let i = 0; i < 3; i += 1)
        yield tell(CORE, `${id}-use-${i}`, 'account.service-used.v1', Math.min(now, at + (i + 1) * DAY), {
          accountId,
          clientId,
          entityId,
          offer,
        });
      return;
    case 'follow-on':
      yield tell(MAIL, id, 'marketing.contacted.v1', at, { ...contact, requestId, offers: client.wishes.slice(0, 1) });
      return;
    case 'upsell':
      yield tell(MAIL, id, 'marketing.contacted.v1', at, {
        ...contact,
        content: 'RESPONSE',
        requestId,
        offers: [offer],
      });
      return;
    case 'bounced':
      yield tell(MAIL, id, 'marketing.contacted.v1', at, { ...contact, offers: [offer], delivery: 'BOUNCED' });
      return;
    case 'late':
      // Told months later, dated before the first request: the initiative falls, and all that was built on it.
      yield tell(
        MAIL,
        id,
        'marketing.contacted.v1',
        Math.min(now, onboardedAt + random.between(60, 180) * DAY),
        { ...contact, offers: client.wishes.slice(0, 1) },
        iso(onboardedAt - 20 * DAY),
      );
  }
}

/** Moves, closings, narrowings, referrals: what happens to clients in a year. */
function* turnsOfLife(client: DemoClient, requestId: string, now: number, random: Random): Generator<Known> {
  const { clientId, entityId, onboardedAt } = client;
  const at = random.between(onboardedAt + 15 * DAY, now);
  const id = `life-${clientId}`;
  switch (random.whole(1, 7)) {
    case 1:
      yield tell(
        CRM,
        id,
        'client.moved.v1',
        Math.min(now, at + 20 * DAY),
        { clientId, country: random.pick(['DE', 'FR', 'CH', 'AE', 'PT', null]) },
        date(at),
      );
      return;
    case 2:
      yield tell(CRM, id, 'relationship.closed.v1', at, { clientId, entityId });
      return;
    case 3:
      yield tell(CRM, id, 'client.narrowed.v1', at, { clientId, entityId, requestId });
      return;
    case 4:
      yield tell(
        MAIL,
        id,
        'marketing.referral-rewarded.v1',
        at,
        { clientId, entityId, referrerId: `c-${10_000 + random.whole(0, 500)}`, planned: true, paidAt: iso(at) },
        date(onboardedAt - 10 * DAY),
      );
      return;
    case 5:
      yield tell(CRM, id, 'relationship.closed.v1', at, { clientId, entityId });
      yield tell(MAIL, `${id}-win-back`, 'marketing.contacted.v1', Math.min(now, at + 8 * DAY), {
        contactId: `${id}-win-back`,
        clientId,
        entityId,
        actor: 'FIRM',
        channel: 'EMAIL',
        content: 'PROMOTIONAL',
        offers: client.wishes,
      });
      yield tell(CRM, `${id}-open`, 'relationship.reopened.v1', Math.min(now, at + 20 * DAY), { clientId, entityId });
      return;
    case 6:
      yield tell(MAIL, `${id}-said`, 'marketing.contacted.v1', at, {
        contactId: id,
        clientId,
        entityId,
        actor: 'INFLUENCER',
        channel: 'CHAT',
        content: 'PROMOTIONAL',
        offers: [random.weighted(DRIFTS)],
      });
      yield tell(MAIL, id, 'fact.retracted.v1', Math.min(now, at + 9 * DAY), {
        clientId,
        retracts: { source: MAIL, id: `${id}-said` },
        reason: 'Logged against the wrong client',
        by: 'm.keller',
      });
      return;
    default:
      yield tell(CRM, id, 'client.moved.v1', at, { clientId, country: random.pick(['CH', 'GB', 'ES', 'NO']) });
  }
}

/** What the producers got wrong: messages that can't be taken, told again twice, or contradicting themselves. */
export function* mistakes(clients: readonly DemoClient[], now: number, random: Random): Generator<Known> {
  for (let i = 0; i < 6; i += 1) {
    const { clientId, entityId } = random.pick(clients);
    const at = random.between(now - 100 * DAY, now);
    const broken: CloudEventJson = {
      specversion: '1.0',
      id: `broken-${i}`,
      source: MAIL,
      time: iso(at),
      type: i === 0 ? 'io.scopewatch.client.vanished.v1' : 'io.scopewatch.marketing.contacted.v1',
      data: {
        contactId: `broken-${i}`,
        clientId,
        entityId,
        actor: 'FIRM',
        channel: i % 2 === 0 ? 'CARRIER_PIGEON' : 'EMAIL',
        content: 'PROMOTIONAL',
        offers: [{ service: 'JUGGLING' }],
      },
    };
    yield { at, event: broken };
  }
}
