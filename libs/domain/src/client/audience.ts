import type { Audience } from '../event.js';
import { countriesOf } from '../policy/country.js';
import type { ClientState } from './client-state.js';
import { possibleCountries } from './location.js';
import type { Policy } from '../policy/policy.js';
import { laterRecorded, possibleAt } from '../time/state-at.js';
import type { When } from '../time/when.js';

/**
 * Whether an audience reaches a client as an act at `at`: who is named by id, or meets each condition that is given,
 * less whoever surely lives in an excluded country. What is open counts as reached.
 */
export function reaches(audience: Audience, entityId: string, client: ClientState, at: When, policy: Policy): boolean {
  const named = audience.clientIds?.some((id) => client.memberIds.includes(id)) === true;
  const { segmentIds, countries, everyone } = audience;
  if (!named && segmentIds === undefined && countries === undefined && everyone !== true) return false;
  const living = possibleCountries(client.locations, at, policy);
  if (surelyExcluded(audience, living)) return false;
  if (named) return true;
  if (segmentIds !== undefined && !segmentIds.some((id) => mayBeMember(client, id, at))) return false;
  if (countries !== undefined && !livesInOneOf(countries, living)) return false;
  if (segmentIds !== undefined) return true;
  // By country or as everyone only those are reached who were known to this entity by then.
  const known = client.named[entityId];
  return known !== undefined && known <= at.to;
}

/** Whether a broad campaign may have run where the client lived, known to be a client or not. */
export function ranWhereClientLived(audience: Audience, living: readonly (string | null)[]): boolean {
  if (surelyExcluded(audience, living)) return false;
  return audience.countries === undefined ? audience.everyone === true : livesInOneOf(audience.countries, living);
}

const surelyExcluded = (audience: Audience, living: readonly (string | null)[]): boolean => {
  const excluded = countriesOf(audience.excludeCountries ?? []);
  return excluded.length > 0 && living.every((country) => country !== null && excluded.includes(country));
};

const livesInOneOf = (countries: readonly string[], living: readonly (string | null)[]): boolean =>
  countriesOf(countries).some((country) => living.includes(country));

function mayBeMember(client: ClientState, segmentId: string, at: When): boolean {
  const facts = client.memberships.filter((m) => m.segmentId === segmentId);
  return laterRecorded(possibleAt(facts, at)).some((m) => m.member);
}
