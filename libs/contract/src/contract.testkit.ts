import type { EventType } from '#domain';
import { parseMessage, type Message } from './parse-message.js';
import type { Parsed, Rejected } from './parsed.js';

/** The smallest sound data of each type. */
export const SMALLEST: Readonly<Record<EventType, Readonly<Record<string, unknown>>>> = (() => {
  const client = { clientId: 'c' };
  const relationship = { ...client, entityId: 'E' };
  const account = { ...relationship, accountId: 'a' };
  const said = { entityId: 'E', actor: 'FIRM', channel: 'EMAIL', content: 'PROMOTIONAL' };
  return {
    'client.onboarded.v1': { ...relationship, kind: 'NATURAL' },
    'client.requested.v1': {
      ...relationship,
      requestId: 'r',
      requestedAt: '2026-01-01T12:00:00Z',
      channel: 'WEB',
      offers: [],
      prompted: 'NO',
    },
    'client.narrowed.v1': { ...relationship, requestId: 'r' },
    'client.moved.v1': { ...client, country: null },
    'client.merged.v1': { ...client, mergedClientId: 'd' },
    'client.unmerged.v1': { ...client, mergedClientId: 'd' },
    'relationship.closed.v1': relationship,
    'relationship.reopened.v1': relationship,
    'account.opened.v1': account,
    'account.closed.v1': account,
    'account.service-enabled.v1': { ...account, offer: { service: 'CUSTODY' }, enabledBy: 'FIRM' },
    'account.service-disabled.v1': { ...account, offer: { service: 'CUSTODY' } },
    'account.service-used.v1': { ...account, offer: { service: 'CUSTODY' } },
    'segment.changed.v1': { ...client, segmentId: 's', member: true },
    'fact.retracted.v1': { retracts: { source: 's', id: 'x' }, reason: 'Entered twice.', by: 'ada' },
    'asset.classified.v1': { assetId: 'BTC', assetType: {}, basis: 'INITIAL' },
    'product.defined.v1': { productId: 'p', entityId: 'E', name: 'Vault', offers: [{ service: 'CUSTODY' }] },
    'product.rolled-out.v1': { productId: 'p', audience: {}, visible: false },
    'product.withdrawn.v1': { productId: 'p' },
    'entity.authorised.v1': { entityId: 'E', services: ['CUSTODY'] },
    'entity.authorisation-ended.v1': { entityId: 'E', services: ['CUSTODY'] },
    'marketing.contacted.v1': { contactId: 'k', clientId: 'c', ...said },
    'marketing.campaign-launched.v1': { campaignId: 'k', ...said, audience: { everyone: true } },
    'marketing.referral-rewarded.v1': { ...relationship, referrerId: 'd', planned: false },
    'marketing.surface-published.v1': {
      surfaceId: 'w',
      entityId: 'E',
      uri: 'https://example.com',
      kind: 'SITE',
      marketingCopy: true,
    },
  };
})();

export const TIME = '2026-02-01T12:00:00Z';

/** A structured event of a type, of its smallest data unless other is given. */
export const envelope = (type: EventType, data: unknown = SMALLEST[type], attributes: object = {}) => ({
  specversion: '1.0',
  id: 'e1',
  source: 's',
  type: `io.scopewatch.${type}`,
  time: TIME,
  data,
  ...attributes,
});

export const STRUCTURED = { 'content-type': Buffer.from('application/cloudevents+json') };

/** The headers of a binary event. */
export const ceHeaders = (type: EventType, others: Readonly<Record<string, string | undefined>> = {}) =>
  Object.fromEntries(
    Object.entries({
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: 'e1',
      ce_source: 's',
      ce_type: `io.scopewatch.${type}`,
      ce_time: TIME,
      ...others,
    }).flatMap(([name, value]) => (value === undefined ? [] : [[name, Buffer.from(value)]])),
  );

const bytesOf = (value: unknown): Buffer | null =>
  value === null || Buffer.isBuffer(value)
    ? value
    : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

/** Parses a message whose value is given as bytes, as text, or as what its JSON says. */
export const parse = (value: unknown, headers: Message['headers'] = STRUCTURED): Parsed =>
  parseMessage({ key: null, value: bytesOf(value), headers });

/** @returns the rejection, or fails where the message was accepted */
export function refusalOf(parsed: Parsed): Rejected {
  if (parsed.ok) throw new Error(`Accepted: ${JSON.stringify(parsed.event)}`);
  return parsed;
}

/** @returns reason and sentence of a rejection in one line */
export const whyNot = (parsed: Parsed): string => {
  const { reason, message } = refusalOf(parsed);
  return `${reason}: ${message}`;
};

/** @returns the event, or fails with the sentence of its rejection */
export function eventIn(parsed: Parsed) {
  if (!parsed.ok) throw new Error(`${parsed.reason}: ${parsed.message}`);
  return parsed.event;
}
