import { TYPE_PREFIX, type CloudEvent } from '#contract';
import type { EventData, EventType } from '#domain';
import { seeded } from './random.js';
import { chooserOf, type Traffic } from './traffic.js';

const SOURCE = 'https://events.crypto-firm.example/core';
const ENTITY = 'CF-DUBAI';
const BEGINNING = Date.UTC(2025, 0, 15);
/** Acts begin after the last request and follow one another by one second. */
const ACTS_BEGIN = Date.UTC(2025, 6, 1);
/** After all acts. */
const PLANNED = Date.UTC(2026, 6, 1);

const BTC = { class: 'OTHER', technologies: ['BTC'], liquidity: 'LIQUID' } as const;
const SOL = { class: 'OTHER', technologies: ['SOL'], liquidity: 'LIQUID' } as const;
/** What every client has asked for, and what none has. */
const ASKED = { service: 'CUSTODY', assetId: 'BTC' } as const;
const NOT_ASKED = { service: 'EXCH_CRYPTO', assetId: 'SOL' } as const;

/** The acts of one run. */
export interface Workload {
  readonly events: number;
  readonly clients: number;
  /** Per cent of the acts that alert. */
  readonly alerting: number;
  readonly traffic: Traffic;
}

type Data<T extends EventType> = EventData[T] & { readonly effectiveAt?: string };

const hex = (random: () => number, digits: number): string =>
  Array.from({ length: digits / 8 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');

/** With the attributes that producers usually add: some 570 bytes as JSON. */
function cloudEvent<T extends EventType>(type: T, id: string, atMs: number, data: Data<T>, random: () => number) {
  return {
    specversion: '1.0',
    id,
    source: SOURCE,
    type: `${TYPE_PREFIX}${type}`,
    time: new Date(atMs).toISOString(),
    datacontenttype: 'application/json',
    dataschema: `urn:scopewatch:schema:${type}`,
    traceparent: `00-${hex(random, 32)}-${hex(random, 16)}-01`,
    data,
  } satisfies CloudEvent;
}

const clientIdOf = (n: number): string => `client-${String(n).padStart(7, '0')}`;

/** What all clients share; to be on file before anything else. */
export function* catalogue(): Generator<CloudEvent> {
  const random = seeded(1);
  const classified = (assetId: string, assetType: typeof BTC | typeof SOL): CloudEvent =>
    cloudEvent('asset.classified.v1', `asset-${assetId}`, BEGINNING, { assetId, assetType, basis: 'INITIAL' }, random);
  yield classified('BTC', BTC);
  yield classified('SOL', SOL);
}

/** Every client comes on their own initiative and asks for one thing. */
export function* onboarding(clients: number): Generator<CloudEvent> {
  const random = seeded(2);
  for (let n = 0; n < clients; n += 1) {
    const clientId = clientIdOf(n);
    const at = BEGINNING + n * 1000;
    const given = new Date(at).toISOString();
    const onboarded: Data<'client.onboarded.v1'> = {
      clientId,
      entityId: ENTITY,
      kind: 'NATURAL',
      country: 'DE',
      firstContact: { at: given, channel: 'WEB' },
      thirdCountryAcknowledgedAt: given,
      exposureCheck: { at: given, result: 'NONE_FOUND' },
    };
    yield cloudEvent('client.onboarded.v1', `onb-${hex(random, 32)}`, at, onboarded, random);
    const requested: Data<'client.requested.v1'> = {
      clientId,
      entityId: ENTITY,
      requestId: `req-${clientId}`,
      requestedAt: new Date(at + 60_000).toISOString(),
      channel: 'WEB',
      offers: [ASKED],
      prompted: 'NO',
    };
    yield cloudEvent('client.requested.v1', `req-${hex(random, 32)}`, at + 60_000, requested, random);
  }
}

/** What waits when the clock starts: acts alone, or all that comes before them, too. */
export function* waiting(workload: Workload & { readonly backlog: 'acts' | 'all' }): Generator<CloudEvent> {
  if (workload.backlog === 'all') {
    yield* catalogue();
    yield* onboarding(workload.clients);
  }
  yield* acts(workload);
}

/** Acts at the end of the clients' timelines, of which `alerting` per cent market what nobody asked for. */
export function* acts({ events, clients, alerting, traffic }: Workload): Generator<CloudEvent> {
  const random = seeded(3);
  const choose = chooserOf[traffic](clients);
  for (let n = 0; n < events; n += 1) {
    const clientId = clientIdOf(choose(n, random));
    yield act(clientId, ACTS_BEGIN + n * 1000, random() * 100 < alerting, random);
  }
}

/** How many alerts those acts give: one each of what nobody asked for. */
export function alertsOf(workload: Workload): number {
  let alerts = 0;
  for (const { data } of acts(workload)) {
    if ((data as { content?: string } | undefined)?.content === 'PROMOTIONAL') alerts += 1;
  }
  return alerts;
}

/** A campaign that nobody has asked for, to everybody: not in the log, but planned. */
export const campaignToAll = (n: number): CloudEvent =>
  cloudEvent(
    'marketing.campaign-launched.v1',
    `campaign-${n}`,
    PLANNED + n,
    {
      campaignId: `campaign-${n}`,
      entityId: ENTITY,
      actor: 'FIRM',
      channel: 'EMAIL',
      content: 'PROMOTIONAL',
      offers: [NOT_ASKED],
      audience: { everyone: true },
    },
    seeded(n),
  );

/** A mail to one client that is planned. */
export const mailToOne = (n: number, clients: number): CloudEvent =>
  act(clientIdOf((n * 7_919) % clients), PLANNED + n, true, seeded(n));

function act(clientId: string, at: number, alerts: boolean, random: () => number): CloudEvent {
  const given = { clientId, entityId: ENTITY, effectiveAt: new Date(at).toISOString() };
  const id = hex(random, 32);
  const accountId = `account-of-${clientId}`;
  const kind = alerts ? 1 : random();
  if (kind < 0.6) {
    const used: Data<'account.service-used.v1'> = { ...given, accountId, offer: ASKED };
    return cloudEvent('account.service-used.v1', `use-${id}`, at, used, random);
  }
  if (kind < 0.8) {
    const enabled: Data<'account.service-enabled.v1'> = {
      ...given,
      accountId,
      offer: ASKED,
      requestId: `req-${clientId}`,
      enabledBy: 'CLIENT',
    };
    return cloudEvent('account.service-enabled.v1', `ena-${id}`, at, enabled, random);
  }
  const contacted: Data<'marketing.contacted.v1'> = {
    ...given,
    contactId: `mail-${id}`,
    actor: 'FIRM',
    channel: 'EMAIL',
    content: alerts ? 'PROMOTIONAL' : kind < 0.9 ? 'EDUCATIONAL' : 'OPERATIONAL',
    offers: [alerts ? NOT_ASKED : ASKED],
  };
  return cloudEvent('marketing.contacted.v1', `mail-${id}`, at, contacted, random);
}
