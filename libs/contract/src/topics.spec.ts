import { EVENT_TYPES } from '#domain';
import { envelope, eventIn, SMALLEST } from './contract.testkit.js';
import { parseEnvelope } from './parse-envelope.js';
import { keyOf, routeOf, topicOf } from './topics.js';

it.each([
  ['client.onboarded.v1', 'account', 'clientId'],
  ['account.service-used.v1', 'account', 'clientId'],
  ['asset.classified.v1', 'product', 'assetId'],
  ['product.rolled-out.v1', 'product', 'productId'],
  ['entity.authorised.v1', 'product', 'entityId'],
  ['marketing.contacted.v1', 'marketing', 'clientId'],
  ['marketing.campaign-launched.v1', 'marketing', 'campaignId'],
  ['marketing.referral-rewarded.v1', 'marketing', 'clientId'],
  ['marketing.surface-published.v1', 'marketing', 'surfaceId'],
] as const)('%s goes to %s under %s', (type, topic, key) => {
  const event = eventIn(parseEnvelope(envelope(type)));
  expect([topicOf(event.type), keyOf(event)]).toEqual([topic, key]);
});

it('keys a retraction by its client, else by what it retracts', () => {
  const retraction = (extra: object) =>
    eventIn(parseEnvelope(envelope('fact.retracted.v1', { ...SMALLEST['fact.retracted.v1'], ...extra })));
  expect(keyOf(retraction({ clientId: 'c' }))).toBe('c');
  expect(keyOf(retraction({}))).toBe('id');
});

it.each(EVENT_TYPES)('%s is routed before it is parsed as after', (type) => {
  const event = eventIn(parseEnvelope(envelope(type)));
  expect(routeOf(envelope(type))).toEqual({ topic: topicOf(type), key: keyOf(event) });
});

it('routes what is broken, but for an unknown type', () => {
  expect(routeOf(envelope('client.moved.v1', { clientId: 7 }))).toEqual({ topic: 'account', key: null });
  expect(routeOf(envelope('client.moved.v1', null))).toEqual({ topic: 'account', key: null });
  for (const json of [null, 7, {}, { type: 'client.moved.v1' }, { type: 7 }]) expect(routeOf(json)).toBeNull();
});
