import type { DemoClient } from './client-story.js';
import { tell, type Known } from './cloud-event.js';
import { DRIFTS } from './market.js';
import type { Random } from './random.js';

/** How much of what happens live leaves the scope: seldom, so that what stands on the pages stays what it is. */
const ALERTING = 0.004;

/** What happens now: one live event, mostly harmless. @param now ms since 1970; it also makes the id one of a kind */
export function liveEvent(book: readonly DemoClient[], now: number, random: Random): Known {
  const { clientId, entityId, accountId, wishes } = random.pick(book);
  const id = `live-${now}-${random.whole(0, 999_999)}`;
  if (!random.chance(ALERTING)) {
    const offer = random.pick(wishes);
    return tell('urn:demo:core', id, 'account.service-used.v1', now, { accountId, clientId, entityId, offer });
  }
  const offer = random.weighted(DRIFTS);
  if (random.chance(0.35)) {
    const data = { accountId, clientId, entityId, offer, enabledBy: 'SYSTEM', visible: true } as const;
    return tell('urn:demo:core', id, 'account.service-enabled.v1', now, data);
  }
  return tell('urn:demo:mailing', id, 'marketing.contacted.v1', now, {
    contactId: id,
    clientId,
    entityId,
    actor: random.pick(['FIRM', 'AFFILIATE']),
    channel: random.pick(['EMAIL', 'PUSH', 'IN_APP']),
    content: 'PROMOTIONAL',
    offers: [offer],
  });
}
