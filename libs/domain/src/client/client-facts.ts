import {
  identityOf,
  type Act,
  type ContactAct,
  type EnablementAct,
  type RequestAct,
  type UseAct,
} from '../rules/act.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { addRef, settle, type ClientState } from './client-state.js';
import { countryOf } from '../policy/country.js';
import type { EventOf, Recorded } from '../event.js';
import { EVENT_REGISTER, type ActType, type ClientFact, type PlainType } from '../event-register.js';
import { assertNever } from '../assert-never.js';
import { distinctOffers, offersOf, resolveOffer, type ResolvedOffer } from '../assets/offer.js';
import type { JudgedOffer, Offer } from '../vocabulary.js';
import { contactMark, type RepeatedContact } from './repeated-contacts.js';
import { judgedAt, parseWhen, type When } from '../time/when.js';

/**
 * Takes a fact into the client's past: all that later verdicts look at, but for what judging an act itself leaves
 * behind (scope entries, solicitations).
 */
export function evolve(state: ClientState, fact: ClientFact, catalogue: Catalogue): void {
  state.lastTo = Math.max(state.lastTo, fact.when.to);
  const { when, position } = fact;
  if (!isPlain(fact)) settle(state, when);
  if ('entityId' in fact.data) {
    const { entityId } = fact.data;
    const known = state.named[entityId];
    if (known === undefined) addRef(state, 'e', entityId);
    if (known === undefined || known > when.from) state.named[entityId] = when.from;
  }
  switch (fact.type) {
    case 'client.onboarded.v1':
      evolveOnboarding(state, fact);
      break;
    case 'client.moved.v1': {
      const country = fact.data.country === null ? null : countryOf(fact.data.country);
      state.locations.push({ when, position, country, reachesBack: false });
      break;
    }
    case 'segment.changed.v1':
      addRef(state, 's', fact.data.segmentId);
      state.memberships.push({ when, position, segmentId: fact.data.segmentId, member: fact.data.member });
      break;
    case 'relationship.closed.v1':
    case 'relationship.reopened.v1':
      state.relationships.push({
        when,
        position,
        entityId: fact.data.entityId,
        open: fact.type === 'relationship.reopened.v1',
        windDown: fact.type === 'relationship.closed.v1' && fact.data.windDown === true,
      });
      break;
    case 'client.narrowed.v1': {
      const { entityId, requestId, offers } = fact.data;
      const resolved = offers?.map((offer) => resolveOffer(offer, when, catalogue));
      for (const offer of resolved ?? []) if (offer.assetId !== null) addRef(state, 'a', offer.assetId);
      const meant = resolved === undefined || resolved.length === 0 ? null : resolved;
      state.narrowings.push({ when, position, entityId, requestId: requestId ?? null, offers: meant });
      break;
    }
    case 'client.requested.v1': {
      const asked = (state.askedServices[fact.data.entityId] ??= {});
      for (const { service } of fact.data.offers) {
        asked[service] = Math.min(asked[service] ?? Infinity, judgedAt(when));
      }
      break;
    }
    case 'account.opened.v1':
    case 'account.closed.v1':
    case 'account.service-enabled.v1':
    case 'account.service-disabled.v1':
    case 'account.service-used.v1':
    case 'marketing.referral-rewarded.v1':
      break;
    case 'marketing.contacted.v1': {
      for (const productId of fact.data.productIds ?? []) addRef(state, 'p', productId);
      const mark = contactMark(fact.data);
      if (!state.contacts.includes(mark)) state.contacts.push(mark);
      break;
    }
    default:
      assertNever(fact);
  }
}

/** Whether the fact changes nothing that others are judged by, but for being a solicitation to requests after it. */
export const isPlain = (fact: ClientFact): fact is Recorded<EventOf<PlainType>> =>
  EVENT_REGISTER[fact.type].onTimeline === 'PLAIN';

export const isAct = (fact: ClientFact): fact is Recorded<EventOf<ActType>> => EVENT_REGISTER[fact.type].act;

function evolveOnboarding(state: ClientState, fact: Recorded<EventOf<'client.onboarded.v1'>>): void {
  const { data, when, position } = fact;
  if (data.country !== undefined) {
    state.locations.push({ when, position, country: countryOf(data.country), reachesBack: true });
  }
  const checkedAt = data.exposureCheck === undefined ? null : parseWhen(data.exposureCheck.at);
  state.onboardings.push({
    when,
    position,
    identity: identityOf(fact),
    entityId: data.entityId,
    firstContactChannel: data.firstContact?.channel ?? null,
    exposure:
      data.exposureCheck === undefined || checkedAt === null
        ? null
        : { at: checkedAt, result: data.exposureCheck.result },
    acknowledged: data.thirdCountryAcknowledgedAt !== undefined,
    documents: [...(data.evidence ?? [])],
  });
}

/** The act that a fact is, if it is one. Every kind is written out whole: objects made in one go cost a tenth. */
export function actOf(fact: ClientFact, catalogue: Catalogue): Act | null {
  if (!isAct(fact)) return null;
  switch (fact.type) {
    case 'marketing.contacted.v1':
      return contactAct(fact, catalogue);
    case 'account.service-enabled.v1':
      return enablementAct(fact, catalogue);
    case 'account.service-used.v1':
      return useAct(fact, catalogue);
    case 'client.requested.v1':
      return requestAct(fact, catalogue);
  }
}

const resolveAll = (offers: readonly JudgedOffer[], at: When, catalogue: Catalogue): ResolvedOffer[] =>
  offers.map((offer) => resolveOffer(offer, at, catalogue));

function contactAct(fact: RepeatedContact, catalogue: Catalogue): ContactAct {
  const { data, when } = fact;
  const { campaignId } = data;
  return {
    identity: identityOf(fact),
    type: fact.type,
    when,
    position: fact.position,
    whenGiven: fact.whenGiven,
    entityId: data.entityId,
    namedClientId: data.clientId,
    offers: resolveAll(offersOf(data.offers, data.productIds, when, catalogue), when, catalogue),
    incident: campaignId === undefined ? null : { kind: 'CAMPAIGN', key: campaignId },
    kind: 'CONTACT',
    actor: data.actor,
    content: data.content,
    linksToPlatform: data.linksToPlatform === true,
    remunerated: data.remunerated === true,
    bounced: data.delivery === 'BOUNCED',
    requestId: data.requestId ?? null,
    campaign: false,
    lastPosition: fact.lastPosition ?? fact.position,
  };
}

function enablementAct(fact: Recorded<EventOf<'account.service-enabled.v1'>>, catalogue: Catalogue): EnablementAct {
  const { data, when } = fact;
  return {
    identity: identityOf(fact),
    type: fact.type,
    when,
    position: fact.position,
    whenGiven: fact.whenGiven,
    entityId: data.entityId,
    namedClientId: data.clientId,
    offers: [resolveOffer(data.offer, when, catalogue)],
    incident: null,
    kind: 'ENABLEMENT',
    enabledBy: data.enabledBy,
    visible: data.visible === true,
    requestId: data.requestId ?? null,
    accountId: data.accountId,
    exit: data.purpose === 'EXIT',
  };
}

function useAct(fact: Recorded<EventOf<'account.service-used.v1'>>, catalogue: Catalogue): UseAct {
  const { data, when } = fact;
  return {
    identity: identityOf(fact),
    type: fact.type,
    when,
    position: fact.position,
    whenGiven: fact.whenGiven,
    entityId: data.entityId,
    namedClientId: data.clientId,
    offers: [resolveOffer(data.offer, when, catalogue)],
    incident: null,
    kind: 'USE',
    accountId: data.accountId,
    exit: data.purpose === 'EXIT',
  };
}

function requestAct(fact: Recorded<EventOf<'client.requested.v1'>>, catalogue: Catalogue): RequestAct {
  const { data, when } = fact;
  const offers: readonly Offer[] = data.offers;
  return {
    identity: identityOf(fact),
    type: fact.type,
    when,
    position: fact.position,
    whenGiven: fact.whenGiven,
    entityId: data.entityId,
    namedClientId: data.clientId,
    offers: resolveAll(distinctOffers(offers), when, catalogue),
    incident: null,
    kind: 'REQUEST',
    requestId: data.requestId,
    channel: data.channel,
    prompted: data.prompted,
    openEnded: data.openEnded === true,
    noOffers: offers.length === 0,
  };
}
