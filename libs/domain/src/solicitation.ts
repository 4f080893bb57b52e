import { identityOf } from './act.js';
import { ranWhereClientLived, reaches } from './audience.js';
import type { Campaign, Catalogue, Surface } from './catalogue.js';
import type { ClientState, Solicitation } from './client-state.js';
import { normaliseCountry } from './country.js';
import type { EventOf, Recorded } from './event.js';
import { possibleCountries, standingAt } from './location.js';
import { offersOf, resolveOffer } from './offer.js';
import type { Policy } from './policy.js';
import { byTime } from './state-at.js';
import { BROAD_CHANNELS } from './vocabulary.js';
import {
  BEFORE_EVERYTHING,
  instant,
  isInstant,
  parseWhen,
  surelyAfter,
  surelyBefore,
  surelyNotAfter,
  type When,
} from './when.js';

/**
 * A reward for a referral counts without offer, at the earlier of the promise and the referral, and before everything
 * where neither is dated. Unplanned and unpromised it is undetermined, and so where the client surely lived outside.
 */
export function referralSolicitation(
  event: Recorded<EventOf<'marketing.referral-rewarded.v1'>>,
  client: ClientState,
  policy: Policy,
): Solicitation {
  const promised = event.data.promisedAt === undefined ? null : parseWhen(event.data.promisedAt);
  const referred = event.dated ? event.when : null;
  const when = earlier(promised, referred);
  const outside = when !== null && standingAt(client.locations, when, policy) === 'OUTSIDE';
  const certain = (event.data.planned || promised !== null) && !outside;
  return {
    identity: identityOf(event),
    when: when ?? BEFORE_EVERYTHING,
    offer: null,
    certainty: certain ? 'FULL' : 'UNDETERMINED',
  };
}

/** The earlier of two times; where their order is open, the stretch in which the earlier lies. */
function earlier(a: When | null, b: When | null): When | null {
  if (a === null || b === null) return a ?? b;
  return { from: Math.min(a.from, b.from), to: Math.min(a.to, b.to) };
}

/** The solicitations that come from no act on the client's timeline: surfaces and campaigns that ran where they lived. */
export function* ambientSolicitations(
  client: ClientState,
  catalogue: Catalogue,
  policy: Policy,
): Generator<Solicitation> {
  for (const published of catalogue.surfaces.values()) {
    for (const [i, surface] of published.entries()) {
      if (!surface.data.marketingCopy || catalogue.isShareRetracted(surface, client.memberIds)) continue;
      yield* surfaceSolicitations(surface, published.slice(i + 1), client, policy);
    }
  }
  for (const campaign of catalogue.campaigns) yield* broadCampaign(campaign, client, catalogue, policy);
}

/** Times at which it may change whether something ran where the client lived, from `start` on, ascending. */
function moments(start: When, client: ClientState, more: readonly number[]): When[] {
  const changes = client.locations.flatMap(({ when }) => (isInstant(when) ? [when] : [when, instant(when.to + 1)]));
  const later = [...changes, ...more.map(instant)].filter((m) => !surelyBefore(m, start) && m.from > start.from);
  return [
    start,
    ...later
      .map((when, seq) => ({ when, seq }))
      .sort(byTime)
      .map(({ when }) => when),
  ];
}

function* surfaceSolicitations(
  surface: Surface,
  successors: readonly Surface[],
  client: ClientState,
  policy: Policy,
): Generator<Solicitation> {
  const blocked = surface.data.geoBlocked?.map(normaliseCountry) ?? [];
  const targets = (surface.data.targets ?? []).map(normaliseCountry).filter((country) => !blocked.includes(country));
  if (targets.length === 0) return;
  const ends = [...successors.map((s) => s.when), ...untilOf(surface.data.until)];
  const identity = identityOf(surface);
  let undeterminedSince: When | null = null;
  for (const at of moments(surface.when, client, policy.perimeterChanges)) {
    if (ends.some((end) => surelyNotAfter(end, at))) break;
    const living = possibleCountries(client.locations, at, policy);
    const shown = living.filter((country) => country !== null && targets.includes(country));
    if (shown.length === 0) continue;
    const sure = shown.length === living.length && ends.every((end) => surelyAfter(end, at));
    if (sure && standingAt(client.locations, at, policy) === 'INSIDE') {
      yield { identity, when: at, offer: null, certainty: 'FULL' };
      return;
    }
    if (undeterminedSince === null) {
      undeterminedSince = at;
      yield { identity, when: at, offer: null, certainty: 'UNDETERMINED' };
    }
  }
}

/** A broad campaign may have reached people who were not clients yet: undetermined, for whom it didn't reach as an act. */
function* broadCampaign(
  campaign: Campaign,
  client: ClientState,
  catalogue: Catalogue,
  policy: Policy,
): Generator<Solicitation> {
  const { data } = campaign;
  const broad = (BROAD_CHANNELS as readonly string[]).includes(data.channel);
  if (!broad || (data.audience.countries === undefined && data.audience.everyone !== true)) return;
  if (!isPromotionalCampaign(data) || (data.actor === 'INDEPENDENT' && data.remunerated !== true)) return;
  if (catalogue.isShareRetracted(campaign, client.memberIds)) return;
  if (reaches(data.audience, data.entityId, client, campaign.when, policy)) return;
  const ends = untilOf(data.until);
  const run = ends.length === 0 ? [campaign.when] : moments(campaign.when, client, []);
  const first = run.find(
    (at) =>
      !ends.some((end) => surelyNotAfter(end, at)) &&
      ranWhereClientLived(data.audience, possibleCountries(client.locations, at, policy)),
  );
  if (first === undefined || clearedSince(client, first)) return;
  for (const offer of offersOf(data.offers, data.productIds, first, catalogue)) {
    yield {
      identity: identityOf(campaign),
      when: first,
      offer: offer === null ? null : resolveOffer(offer, first, catalogue),
      certainty: 'UNDETERMINED',
    };
  }
}

const untilOf = (until: string | undefined): When[] => {
  const when = until === undefined ? null : parseWhen(until);
  return when === null ? [] : [when];
};

/** A campaign's RESPONSE is nobody's reply: it is promotional. */
const isPromotionalCampaign = (data: Campaign['data']): boolean =>
  data.content === 'PROMOTIONAL' ||
  data.content === 'RESPONSE' ||
  (data.content === 'EDUCATIONAL' && data.linksToPlatform === true);

/** An exposure check that found nothing, made surely at or after the moment. */
const clearedSince = (client: ClientState, moment: When): boolean =>
  client.onboardings.some(
    ({ exposure }) => exposure !== null && exposure.result === 'NONE_FOUND' && surelyNotAfter(moment, exposure.at),
  );
