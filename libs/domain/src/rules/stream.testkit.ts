import fc from 'fast-check';
import { compilePolicy, type Policy, type PolicyPack } from '../policy/policy.js';
import type { EventData, EventType, Recorded } from '../event.js';
import { CLIENT_TYPES, type ClientType } from '../event-register.js';
import { compileSuccession } from '../policy/succession.js';
import { order, parseWhen, type Order } from '../time/when.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The pack that the project ships. */
export const shippedPolicy = (): Policy =>
  compilePolicy(JSON.parse(readFileSync(join(__dirname, '../../../../policy/mica-61.json'), 'utf8')) as PolicyPack);

/** The shipped pack, and from within the streams on one that differs in all that acts are judged by. */
export const successivePolicies = (): Policy => {
  const { pack } = shippedPolicy();
  return compileSuccession([
    pack,
    {
      ...pack,
      version: 'successor',
      actsFrom: '2026-01-11',
      perimeter: [
        ...pack.perimeter.filter(({ country }) => country !== 'FR'),
        { country: 'CH', from: '2025-03-01', sourceStatus: 'unverified' },
      ],
      facets: { ...pack.facets, technologies: { ...pack.facets.technologies, enabled: false } },
      windowHours: 24,
      severities: { ...pack.severities, BREACH_61_2: 'medium', DEFEATS_61_1: 'low' },
    },
  ]);
};

/** Few times, so that equal ones, days that overlap instants, window ends and regime dates come up often. */
const TIMES = [
  '2024-11-01T00:00:00Z',
  '2024-12-30T00:00:00Z',
  '2025-03-01',
  '2025-12-01T00:00:00Z',
  '2026-01-01T12:00:00Z',
  '2026-01-01',
  '2026-01-05T12:00:00Z',
  '2026-01-10T23:59:59.999Z',
  '2026-01-11T12:00:00Z',
  '2026-01-11',
  '2026-01-11T23:59:59.999Z',
  '2026-01-12',
  '2026-02-01T00:00:00Z',
  '2026-02-01',
  '2026-03-01T12:00:00Z',
  '2026-04-01T12:00:00Z',
];

const time = fc.constantFrom(...TIMES);
const client = fc.constantFrom('a', 'b', 'c');
const entity = fc.constantFrom('E', 'E', 'F');
const country = fc.constantFrom('DE', 'DE', 'FR', 'CH', 'CH', 'NO', 'LI', 'EL', 'XX');
const assetType = fc.constantFrom(
  { class: 'OTHER', technologies: ['BTC'], liquidity: 'LIQUID' } as const,
  { class: 'UTILITY', technologies: ['ETH'], liquidity: 'LIQUID' } as const,
  { class: 'EMT', emtCurrency: 'EUR', technologies: ['ETH', 'SOL'], liquidity: 'LIQUID' } as const,
  { class: 'EMT', emtCurrency: 'eur', technologies: ['eth'], liquidity: 'LIQUID' } as const,
  { class: 'EMT', emtCurrency: 'USD', technologies: ['ETH', 'Unknown'], liquidity: 'LIQUID' } as const,
  { class: 'EXCL_NFT' } as const,
  { class: 'OTHER' } as const,
);
const anyOffer = fc.record(
  {
    service: fc.constantFrom('CUSTODY', 'CUSTODY', 'EXCH_FUNDS', 'ADVICE', 'STAKING', 'DERIVATIVES'),
    assetId: fc.constantFrom('x', 'y'),
    assetType,
    technology: fc.constantFrom('ETH', ' btc ', 'unknown', ''),
  },
  { requiredKeys: ['service'] },
);
/** Often one of a few, for what is asked, ended, used and asked again must often be alike. */
const offer = fc.oneof(
  { weight: 2, arbitrary: anyOffer },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      { service: 'CUSTODY' as const },
      {
        service: 'CUSTODY' as const,
        assetType: { class: 'OTHER', technologies: ['BTC'], liquidity: 'LIQUID' } as const,
      },
      { service: 'CUSTODY' as const, assetId: 'x' },
    ),
  },
);
const offers = fc.array(offer, { minLength: 1, maxLength: 2 });
const requestId = fc.constantFrom('r1', 'r1', 'r2', 'nobody');
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const audience = fc.record(
  {
    clientIds: fc.subarray(['a', 'b', 'c']),
    segmentIds: fc.constant(['S']),
    countries: fc.subarray(['DE', 'FR', 'CH', 'XX'], { minLength: 1 }),
    everyone: fc.constant(true as const),
    excludeCountries: fc.subarray(['FR', 'CH', 'XX']),
  },
  { requiredKeys: [] },
);
const contact = {
  entityId: entity,
  actor: fc.constantFrom('FIRM', 'FIRM', 'AFFILIATE', 'INDEPENDENT'),
  channel: fc.constantFrom('EMAIL', 'SOCIAL', 'WEB'),
  content: fc.constantFrom('PROMOTIONAL', 'PROMOTIONAL', 'EDUCATIONAL', 'OPERATIONAL', 'RESPONSE'),
  linksToPlatform: optional(fc.boolean()),
  remunerated: optional(fc.boolean()),
  offers: optional(offers),
  productIds: optional(fc.constantFrom(['P'], ['Q'])),
} as const;

const purpose = optional(fc.constant('EXIT' as const));
const authorisation = {
  entityId: entity,
  services: fc.subarray(['CUSTODY', 'EXCH_FUNDS'] as const, { minLength: 1 }),
} as const;

const delivery = fc.constantFrom('DELIVERED', 'BOUNCED', 'UNKNOWN');
const account = { accountId: fc.constantFrom('k1', 'k2'), clientId: client, entityId: entity, offer };
const pair = fc.constantFrom(['a', 'b'], ['b', 'a'], ['b', 'c'], ['c', 'a']).map(([clientId, mergedClientId]) => ({
  clientId: clientId ?? 'a',
  mergedClientId: mergedClientId ?? 'b',
}));

type Data = { readonly [K in EventType]: fc.Arbitrary<EventData[K]> };

const DATA: Data = {
  'client.onboarded.v1': fc.record({
    clientId: client,
    entityId: entity,
    kind: fc.constant('NATURAL'),
    country: optional(country),
    exposureCheck: optional(
      fc.record({ at: time, result: fc.constantFrom('NONE_FOUND', 'NONE_FOUND', 'FOUND', 'NOT_PERFORMED') }),
    ),
  }),
  'client.requested.v1': fc.record({
    clientId: client,
    entityId: entity,
    requestId,
    requestedAt: time,
    channel: fc.constantFrom('WEB', 'WEB', 'WEB', 'SOCIAL'),
    offers: fc.array(offer, { maxLength: 2 }),
    prompted: fc.constantFrom('NO', 'NO', 'NO', 'YES', 'UNKNOWN'),
    openEnded: optional(fc.boolean()),
  }),
  'client.narrowed.v1': fc.oneof(
    fc.record({ clientId: client, entityId: entity, requestId: optional(requestId), offers }),
    fc.record({ clientId: client, entityId: entity, requestId }),
  ),
  'client.moved.v1': fc.record({ clientId: client, country: fc.option(country) }),
  'client.merged.v1': pair,
  'client.unmerged.v1': pair,
  'relationship.closed.v1': fc.record({
    clientId: client,
    entityId: entity,
    windDown: optional(fc.constant(true as const)),
  }),
  'relationship.reopened.v1': fc.record({ clientId: client, entityId: entity }),
  'account.opened.v1': fc.record({ accountId: fc.constant('k1'), clientId: client, entityId: entity }),
  'account.closed.v1': fc.record({ accountId: fc.constant('k1'), clientId: client, entityId: entity }),
  'account.service-enabled.v1': fc.record({
    ...account,
    requestId: optional(requestId),
    enabledBy: fc.constantFrom('CLIENT', 'FIRM', 'SYSTEM'),
    visible: optional(fc.boolean()),
    purpose,
  }),
  'account.service-disabled.v1': fc.record(account),
  'account.service-used.v1': fc.record({ ...account, purpose }),
  'segment.changed.v1': fc.record({ clientId: client, segmentId: fc.constant('S'), member: fc.boolean() }),
  'fact.retracted.v1': fc.record({
    clientId: optional(client),
    retracts: fc.record({ source: fc.constant('s'), id: fc.nat({ max: 25 }).map((n) => `e${n}`) }),
    reason: fc.constant('wrong'),
    by: fc.constant('someone'),
  }),
  'asset.classified.v1': fc.record({
    assetId: fc.constantFrom('x', 'y'),
    assetType,
    basis: fc.constantFrom('INITIAL', 'CHANGED', 'CORRECTION'),
  }),
  'product.defined.v1': fc.record({
    productId: fc.constantFrom('P', 'Q'),
    entityId: entity,
    name: fc.constant('a product'),
    offers,
  }),
  'product.rolled-out.v1': fc.record({ productId: fc.constantFrom('P', 'Q'), audience, visible: fc.boolean() }),
  'product.withdrawn.v1': fc.record({ productId: fc.constant('P') }),
  'entity.authorised.v1': fc.record({
    ...authorisation,
    countries: optional(fc.subarray(['DE', 'EL', 'CH', 'XX'])),
  }),
  'entity.authorisation-ended.v1': fc.record(authorisation),
  'marketing.contacted.v1': fc.record({
    contactId: fc.constantFrom('m1', 'm2'),
    clientId: client,
    ...contact,
    requestId: optional(requestId),
    campaignId: optional(fc.constant('k')),
    delivery: optional(delivery),
  }),
  'marketing.campaign-launched.v1': fc.record({
    campaignId: fc.constantFrom('k', 'l'),
    ...contact,
    audience,
    until: optional(time),
  }),
  'marketing.referral-rewarded.v1': fc.record({
    clientId: client,
    entityId: entity,
    referrerId: fc.constant('friend'),
    promisedAt: optional(time),
    planned: fc.boolean(),
  }),
  'marketing.surface-published.v1': fc.record({
    surfaceId: fc.constantFrom('w', 'w', 'v'),
    entityId: entity,
    uri: fc.constant('https://example.org'),
    kind: fc.constant('SITE'),
    marketingCopy: fc.boolean(),
    targets: optional(fc.subarray(['DE', 'FR', 'CH', 'XX'])),
    geoBlocked: optional(fc.subarray(['FR', 'XX'])),
    until: optional(time),
  }),
};

/** Every input type. */
const TYPES = Object.keys(DATA) as readonly EventType[];

/** Types as often as they are interesting. */
const OFTEN: readonly EventType[] = [
  ...TYPES,
  'client.onboarded.v1',
  'client.requested.v1',
  'client.requested.v1',
  'client.requested.v1',
  'marketing.contacted.v1',
  'marketing.contacted.v1',
  'marketing.contacted.v1',
  'account.service-used.v1',
  'account.service-used.v1',
  'account.service-used.v1',
  'account.service-enabled.v1',
  'client.narrowed.v1',
  'relationship.closed.v1',
];

/**
 * What is said, when, and whether it rather is what an earlier fact of the type said: at this time; of a contact, told again
 * with what became of its delivery.
 */
interface Said {
  readonly type: EventType;
  readonly data: object;
  readonly at: string | undefined;
  readonly time: string;
  readonly again: { readonly which: number; readonly delivery: string } | null;
}

const saidOf = (type: EventType, at: fc.Arbitrary<string | undefined>): fc.Arbitrary<Said> =>
  fc.record({
    type: fc.constant(type),
    data: DATA[type] as fc.Arbitrary<object>,
    at,
    time: fc.constantFrom(ENVELOPE_TIME, ENVELOPE_TIME, '2026-02-01T12:00:00Z', '2026-12-31T12:00:00Z'),
    again: fc.option(fc.record({ which: fc.nat(), delivery }), { freq: 2 }),
  });

const said = fc.constantFrom(...OFTEN).chain((type) => saidOf(type, optional(time)));

/** What a stream says, before anything of it is recorded: `id`, `type`, `data`, and `effectiveAt` where it is dated. */
export interface Unrecorded {
  readonly id: string;
  readonly type: EventType;
  readonly data: Readonly<Record<string, unknown>>;
  /** Of the envelope; where a stream doesn't say, it is always the same. */
  readonly time?: string;
}

const ENVELOPE_TIME = '2026-12-31T00:00:00Z';

/** As a producer sends it. */
export const asEvent = ({ id, type, data, time: at = ENVELOPE_TIME }: Unrecorded) => ({
  specversion: '1.0' as const,
  id,
  source: 's',
  type: `io.scopewatch.${type}`,
  time: at,
  data,
});

function streamOf(all: readonly Said[]): readonly Unrecorded[] {
  const stream: Unrecorded[] = [];
  for (const [i, { type, data, at, time, again }] of all.entries()) {
    const alike = stream.filter((t) => t.type === type);
    const earlier = again === null ? undefined : alike[again.which % alike.length];
    const isRepeated = earlier !== undefined && type === 'marketing.contacted.v1';
    const says = isRepeated ? { ...earlier.data, delivery: again?.delivery } : dated(type, earlier?.data ?? data, at);
    stream.push({ id: `e${i}`, type, data: says, time });
  }
  return stream;
}

const dated = (type: EventType, data: object, at: string | undefined): Unrecorded['data'] => {
  if (at === undefined) return { ...data };
  return type === 'client.requested.v1' ? { ...data, requestedAt: at } : { ...data, effectiveAt: at };
};

/** Small streams of facts about three clients, dense with what is hard. */
export const streams: fc.Arbitrary<readonly Unrecorded[]> = fc
  .array(said, { minLength: 1, maxLength: 25 })
  .map(streamOf);

/** What one client does and meets, most of it told as it happens: at once, half a day or days later, dated to the day or not. */
export const lives: fc.Arbitrary<readonly Unrecorded[]> = fc
  .tuple(
    fc.option(saidOf('client.onboarded.v1', fc.constant('2024-12-01T00:00:00Z'))),
    fc.array(
      fc.record({
        fact: fc
          .constantFrom(...CLIENT_TYPES, ...OFTEN.filter(isClientType))
          .chain((type) => saidOf(type, fc.constant(undefined))),
        halfDays: fc.constantFrom(0, 1, 1, 2, 6),
        isDay: fc.constantFrom(false, false, true),
        isElsewhere: fc.constantFrom(false, false, false, true),
      }),
      { minLength: 4, maxLength: 20, size: 'max' },
    ),
    fc.constantFrom(Date.UTC(2024, 11, 28), Date.UTC(2026, 0, 5)),
  )
  .map(([onboarded, steps, start]) => {
    let at = start;
    const facts = steps.map(({ fact, halfDays, isDay, isElsewhere }) => {
      at += halfDays * 43_200_000;
      const iso = new Date(at).toISOString();
      const stream = { ...fact, at: isDay ? iso.slice(0, 10) : iso };
      return isElsewhere ? stream : { ...aboutOne(stream), again: fact.again };
    });
    return streamOf([...(onboarded === null ? [] : [aboutOne(onboarded)]), ...facts]);
  });

function isClientType(type: EventType): type is ClientType {
  return (CLIENT_TYPES as readonly EventType[]).includes(type);
}

/** Two facts of certain types, the first recorded first, and how the effective times of the two stand to one another. */
export interface Pair {
  readonly first: EventType;
  readonly second: EventType;
  readonly order: Order;
}

const ORDERS: readonly Order[] = ['before', 'equal', 'after', 'open'];

/** Each two types, recorded either way round, in every order of effective time. */
export const PAIRS: readonly Pair[] = TYPES.flatMap((first) =>
  TYPES.flatMap((second) => ORDERS.map((order) => ({ first, second, order }))),
);

export const pairName = ({ first, second, order }: Pair): string => `${first}, ${second} (${order})`;

const TIMES_BY_ORDER = new Map(
  ORDERS.map((order) => [
    order,
    TIMES.flatMap((a) => TIMES.filter((b) => perimeterStatusOf(a, b) === order).map((b) => [a, b] as const)),
  ]),
);

/** Streams that hold such a pair about one client and one entity, with anything before, between and after. */
export const streamsWith = ({ first, second, order }: Pair): fc.Arbitrary<readonly Unrecorded[]> =>
  fc
    .constantFrom(...(TIMES_BY_ORDER.get(order) ?? []))
    .chain(([a, b]) =>
      fc.tuple(
        fc.option(saidOf('client.onboarded.v1', fc.constant(TIMES[0]))),
        fc.array(said, { maxLength: 8 }),
        saidOf(first, fc.constant(a)),
        fc.array(said, { maxLength: 4 }),
        saidOf(second, fc.constant(b)),
        fc.array(said, { maxLength: 8 }),
      ),
    )
    .map(([onboarded, before, one, between, other, after]) =>
      streamOf([
        ...(onboarded === null ? [] : [aboutOne(onboarded)]),
        ...before,
        aboutOne(one),
        ...between,
        aboutOne(other),
        ...after,
      ]),
    );

/** Of the same client and entity, as far as it says so, and no telling of another. */
function aboutOne({ type, data, at, time: stream }: Said): Said {
  const named = Object.keys(data);
  const same = {
    ...(named.includes('clientId') && !named.includes('mergedClientId') ? { clientId: 'a' } : {}),
    ...(named.includes('entityId') ? { entityId: 'E' } : {}),
  };
  return { type, data: { ...data, ...same }, at, time: stream, again: null };
}

/** The pairs that a stream holds, whatever client they are about. */
export const pairsIn = (stream: readonly Unrecorded[]): Pair[] =>
  stream.flatMap((one, i) =>
    stream.slice(i + 1).map((other) => ({
      first: one.type,
      second: other.type,
      order: perimeterStatusOf(givenTime(one), givenTime(other)),
    })),
  );

function perimeterStatusOf(a: string, b: string): Order {
  const [x, y] = [parseWhen(a), parseWhen(b)];
  if (x === null || y === null) throw new Error(`${a} or ${b} is no time`);
  return order(x, y);
}

function givenTime({ type, data, time: at = ENVELOPE_TIME }: Unrecorded): string {
  return String(type === 'client.requested.v1' ? data['requestedAt'] : (data['effectiveAt'] ?? at));
}

/** Start of the effective time, in ms since 1970. */
export const startOf = (stream: Unrecorded): number => parseWhen(givenTime(stream))?.from ?? 0;

/** Recorded in the order of the array. */
export const recorded = (stream: readonly Unrecorded[]): Recorded[] =>
  stream.map((fact, i) => {
    const { id, type, data } = fact;
    const given = givenTime(fact);
    const when = parseWhen(given);
    if (when === null) throw new Error(`${given} is no time`);
    return { source: 's', id, type, when, whenGiven: given, data, position: i + 1 } as unknown as Recorded;
  });
