import { identityOf } from './act.js';
import { ranWhereClientLived, reaches } from '../client/audience.js';
import type { Campaign, Catalogue, Surface } from '../catalogue/catalogue.js';
import type { ClientState, Solicitation } from '../client/client-state.js';
import { countriesOf } from '../policy/country.js';
import type { EventOf, Recorded } from '../event.js';
import { possibleCountries, perimeterStatusAt } from '../client/location.js';
import { offersOf, resolveOffer } from '../assets/offer.js';
import type { Policy } from '../policy/policy.js';
import { byTime } from '../time/state-at.js';
import { BROAD_CHANNELS } from '../vocabulary.js';
import {
  instant,
  isInstant,
  order,
  parseWhen,
  surelyAfter,
  surelyBefore,
  surelyNotAfter,
  type When,
} from '../time/when.js';

/**
 * A reward for a referral counts without offer, at the earlier of the promise and the referral. Unplanned and unpromised it
 * is undetermined, and so where the client surely lived outside.
 */
export function referralSolicitation(
  event: Recorded<EventOf<'marketing.referral-rewarded.v1'>>,
  client: ClientState,
  policy: Policy,
): Solicitation {
  const promised = event.data.promisedAt === undefined ? null : parseWhen(event.data.promisedAt);
  const when = promised === null ? event.when : earlier(promised, event.when);
  const outside = perimeterStatusAt(client.locations, when, policy) === 'OUTSIDE';
  const certain = (event.data.planned || promised !== null) && !outside;
  return {
    identity: identityOf(event),
    when,
    offer: null,
    certainty: certain ? 'FULL' : 'UNDETERMINED',
  };
}

/** The earlier of two times; where their order is open, the stretch in which the earlier lies. */
const earlier = (a: When, b: When): When => ({ from: Math.min(a.from, b.from), to: Math.min(a.to, b.to) });

/** The solicitations that come from no act on the client's timeline: surfaces and campaigns that ran where they lived. */
export function* ambientSolicitations(
  client: ClientState,
  catalogue: Catalogue,
  policy: Policy,
): Generator<Solicitation> {
  for (const all of catalogue.surfaces.values()) {
    // For this client it is as if what was retracted was never published, so it ends nothing either.
    const published = all.filter((surface) => !catalogue.isShareRetracted(surface, client.memberIds));
    for (const surface of published) {
      if (surface.data.marketingCopy) yield* surfaceSolicitations(surface, published, client, policy);
    }
  }
  for (const campaign of catalogue.campaigns) yield* broadCampaign(campaign, client, catalogue, policy);
}

/**
 * Times at which it may change whether something ran where the client lived, from `start` on, ascending. What is known by the
 * day is sure once the day is over: after its last instant and before the first of the next day.
 */
function moments(start: When, client: ClientState, more: readonly number[]): When[] {
  const changes = [...client.locations.map(({ when }) => when), start].flatMap((when) =>
    isInstant(when) ? [when] : [when, instant(when.to + 0.5)],
  );
  const later = [...changes, ...more.map(instant)].filter((m) => !surelyBefore(m, start) && m.from > start.from);
  return [
    start,
    ...later
      .map((when, position) => ({ when, position }))
      .sort(byTime)
      .map(({ when }) => when),
  ];
}

/** @param published all that was ever said of the surface, as far as it stands for this client; this among it */
function* surfaceSolicitations(
  surface: Surface,
  published: readonly Surface[],
  client: ClientState,
  policy: Policy,
): Generator<Solicitation> {
  const blocked = countriesOf(surface.data.geoBlocked ?? []);
  const targets = countriesOf(surface.data.targets ?? []).filter((country) => !blocked.includes(country));
  if (targets.length === 0) return;
  const start = surface.when;
  const followers = published.filter((s) => mayFollow(s, surface)).map((s) => s.when);
  const until = untilOf(surface);
  const identity = identityOf(surface);
  let undeterminedSince: When | null = null;
  for (const at of moments(start, client, policy.perimeterChanges)) {
    if (until.some((end) => surelyNotAfter(end, at))) break;
    if (followers.some((next) => surelyNotAfter(start, next) && surelyNotAfter(next, at))) break;
    const living = possibleCountries(client.locations, at, policy);
    const shown = living.filter((country) => country !== null && targets.includes(country));
    if (shown.length === 0) continue;
    // One that is known to have started on a day was up on that day, but at no moment of it surely.
    const hasStarted = at === start || surelyNotAfter(start, at);
    const isUp = hasStarted && [...followers, ...until].every((end) => surelyAfter(end, at));
    if (isUp && shown.length === living.length && perimeterStatusAt(client.locations, at, policy) === 'INSIDE') {
      yield { identity, when: at, offer: null, certainty: 'FULL' };
      return;
    }
    if (undeterminedSince === null) {
      undeterminedSince = at;
      yield { identity, when: at, offer: null, certainty: 'UNDETERMINED' };
    }
  }
}

/** Whether another event of the same surface may be the one that ends this one. */
function mayFollow(other: Surface, surface: Surface): boolean {
  if (other === surface) return false;
  const relation = order(other.when, surface.when);
  return relation === 'equal' ? other.position > surface.position : relation !== 'before';
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
  const ends = untilOf(campaign);
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

/** When it ended, if that was told; an end that surely lies at or before the start is none. */
function untilOf({ when, data: { until } }: Campaign | Surface): When[] {
  const end = until === undefined ? null : parseWhen(until);
  return end === null || surelyNotAfter(end, when) ? [] : [end];
}

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
