import type { Act, ContactAct, RollOutAct } from './act.js';
import { reaches } from '../client/audience.js';
import type { Campaign, Catalogue, RollOut } from '../catalogue/catalogue.js';
import type { ClientState } from '../client/client-state.js';
import type { Identity } from '../event.js';
import { distinctOffers, offersOf, resolveOffer } from '../assets/offer.js';
import type { Policy } from '../policy/policy.js';

/**
 * The acts that campaigns and roll-outs do to one client: each reached client is one act on their own timeline. A
 * campaign stays one fact in the catalogue; whom it reached follows from what is known of each client at its time.
 */
export function* derivedActs(client: ClientState, catalogue: Catalogue, policy: Policy): Generator<Act> {
  for (const campaign of catalogue.campaigns) {
    const act = campaignAct(campaign, client, catalogue, policy);
    if (act !== null) yield act;
  }
  for (const rollOut of catalogue.rollOuts) {
    const act = rollOutAct(rollOut, client, catalogue, policy);
    if (act !== null) yield act;
  }
}

/** The act that a campaign or roll-out does to a client, if it reaches them. */
export const derivedAct = (
  event: Campaign | RollOut,
  client: ClientState,
  catalogue: Catalogue,
  policy: Policy,
): Act | null =>
  event.type === 'product.rolled-out.v1'
    ? rollOutAct(event, client, catalogue, policy)
    : campaignAct(event, client, catalogue, policy);

function campaignAct(campaign: Campaign, client: ClientState, catalogue: Catalogue, policy: Policy): ContactAct | null {
  const { data, when } = campaign;
  if (!reaches(data.audience, data.entityId, client, when, policy)) return null;
  if (catalogue.isShareRetracted(campaign, client.memberIds)) return null;
  return {
    identity: derivedIdentity(campaign, client),
    type: campaign.type,
    when,
    position: campaign.position,
    whenGiven: campaign.whenGiven,
    namedClientId: client.clientId,
    kind: 'CONTACT',
    entityId: data.entityId,
    offers: offersOf(data.offers, data.productIds, when, catalogue).map((o) => resolveOffer(o, when, catalogue)),
    incident: { kind: 'CAMPAIGN', key: data.campaignId },
    actor: data.actor,
    content: data.content,
    linksToPlatform: data.linksToPlatform === true,
    remunerated: data.remunerated === true,
    bounced: false,
    requestId: null,
    campaign: true,
    lastPosition: campaign.position,
  };
}

/** A roll-out makes no act until its product is defined: before, nobody knows which entity it is of. */
function rollOutAct(rollOut: RollOut, client: ClientState, catalogue: Catalogue, policy: Policy): RollOutAct | null {
  const { data, when } = rollOut;
  const product = catalogue.productAt(data.productId, when);
  if (product === undefined || !reaches(data.audience, product.data.entityId, client, when, policy)) return null;
  if (catalogue.isShareRetracted(rollOut, client.memberIds)) return null;
  return {
    identity: derivedIdentity(rollOut, client),
    type: rollOut.type,
    when,
    position: rollOut.position,
    whenGiven: rollOut.whenGiven,
    namedClientId: client.clientId,
    kind: 'ROLL_OUT',
    entityId: product.data.entityId,
    offers: distinctOffers(product.data.offers).map((o) => resolveOffer(o, when, catalogue)),
    incident: { kind: 'ROLL_OUT', key: JSON.stringify([rollOut.source, rollOut.id]) },
    visible: data.visible,
  };
}

const derivedIdentity = (event: Campaign | RollOut, client: ClientState): Identity => ({
  source: event.source,
  id: `${event.id}#${client.clientId}`,
});
