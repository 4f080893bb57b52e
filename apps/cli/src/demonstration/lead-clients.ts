import { iso, tell, type Known } from './cloud-event.js';
import { ALPENHOF } from './market.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CRM = 'urn:demo:crm';
const CORE = 'urn:demo:core';
const MAIL = 'urn:demo:mailing';

/** Whom nothing was ever marketed to. */
export const CLEAN_CLIENT = 'c-20001';
/** Whom the campaign reached, and of whom something older turned up later. */
export const REACHED_CLIENT = 'c-20002';

const BTC = { service: 'CUSTODY', assetId: 'BTC' } as const;

/** The two clients that a newcomer is shown. @param start of the story, in ms since 1970 */
export function* leadClients(start: number): Generator<Known> {
  yield* arrival(CLEAN_CLIENT, 'NL', start + 20 * DAY);
  yield* arrival(REACHED_CLIENT, 'DE', start + 30 * DAY);
  yield tell(CRM, `euro-savers-${REACHED_CLIENT}`, 'segment.changed.v1', start + 100 * DAY, {
    clientId: REACHED_CLIENT,
    segmentId: 'euro-savers',
    member: true,
  });
  // Came to light half a year later: an affiliate had written to them before they ever asked.
  yield tell(
    MAIL,
    `affiliate-${REACHED_CLIENT}`,
    'marketing.contacted.v1',
    start + 210 * DAY,
    {
      contactId: `affiliate-${REACHED_CLIENT}`,
      clientId: REACHED_CLIENT,
      entityId: ALPENHOF,
      actor: 'AFFILIATE',
      channel: 'EMAIL',
      content: 'PROMOTIONAL',
      offers: [BTC],
    },
    iso(start + 12 * DAY),
  );
}

function* arrival(clientId: string, country: string, onboardedAt: number): Generator<Known> {
  const requestId = `req-${clientId}-1`;
  const requestedAt = onboardedAt - 2 * DAY;
  const account = { accountId: `acc-${clientId.slice(2)}`, clientId, entityId: ALPENHOF };
  yield tell(CRM, `onboarded-${clientId}`, 'client.onboarded.v1', onboardedAt - 3 * DAY, {
    clientId,
    entityId: ALPENHOF,
    kind: 'NATURAL',
    country,
    firstContact: { at: iso(requestedAt), channel: 'WEB' },
    thirdCountryAcknowledgedAt: iso(onboardedAt),
    exposureCheck: { at: iso(onboardedAt - DAY), result: 'NONE_FOUND', sources: ['crm', 'ad-platforms'] },
    evidence: [{ kind: 'CLIENT_DECLARATION', uri: `s3://evidence/${clientId}.pdf`, sha256: 'd0'.repeat(32) }],
  });
  yield tell(CRM, requestId, 'client.requested.v1', requestedAt + HOUR, {
    clientId,
    entityId: ALPENHOF,
    requestId,
    requestedAt: iso(requestedAt),
    channel: 'WEB',
    offers: [BTC],
    openEnded: false,
    prompted: 'NO',
    words: 'I would like you to keep my bitcoin.',
  });
  yield tell(CORE, `open-${account.accountId}`, 'account.opened.v1', onboardedAt + HOUR, account);
  yield tell(CORE, `enable-${account.accountId}-0`, 'account.service-enabled.v1', onboardedAt + 2 * HOUR, {
    ...account,
    offer: BTC,
    requestId,
    enabledBy: 'CLIENT',
  });
  for (let month = 1; month <= 10; month += 1)
    yield tell(CORE, `use-${account.accountId}-${month}`, 'account.service-used.v1', onboardedAt + month * 30 * DAY, {
      ...account,
      offer: BTC,
    });
}
