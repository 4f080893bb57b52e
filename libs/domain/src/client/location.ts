import type { Policy } from '../policy/policy.js';
import { possibleAt, anySurelyBy, type Dated } from '../time/state-at.js';
import { isInstant, order, surelyBefore, type When } from '../time/when.js';

/** Where a client lives from a point of time on; `null` is a move to nobody knows where. */
export interface LocationFact extends Dated {
  readonly country: string | null;
  /** An onboarding's country also holds for all time before it, if no earlier fact says otherwise. */
  readonly reachesBack: boolean;
}

/** Of the perimeter: surely inside, surely outside, or unknown (also: conflicting). */
export type PerimeterStatus = 'INSIDE' | 'OUTSIDE' | 'UNKNOWN';

/** The countries a client may have lived in at `at`; `null` stands for an unknown one. Never empty. */
export function possibleCountries(facts: readonly LocationFact[], at: When, policy: Policy): (string | null)[] {
  const [only] = facts;
  if (only === undefined) return [null];
  if (facts.length === 1 && only.reachesBack) return [only.country];
  const holding = withoutHarmlessTwins(possibleAt(facts, at), at, policy);
  if (anySurelyBy(facts, at)) return holding.map((f) => f.country);
  return [...holding.map((f) => f.country), ...beforeTheFirst(facts, at, policy)];
}

/** The country that a client surely lived in at `at`, else `null`. */
export function countryAt(facts: readonly LocationFact[], at: When, policy: Policy): string | null {
  const [country = null, ...others] = new Set(possibleCountries(facts, at, policy));
  return others.length === 0 ? country : null;
}

/** Where the client stands to the perimeter at `at`. Before the regime began anywhere, everyone is outside it. */
export function perimeterStatusAt(facts: readonly LocationFact[], at: When, policy: Policy): PerimeterStatus {
  const inEffect = policy.at(at);
  if (at.to < inEffect.regimeStart) return 'OUTSIDE';
  let result: PerimeterStatus | null = null;
  for (const country of possibleCountries(facts, at, policy)) {
    const status = inEffect.perimeterStatusOf(country, at.from);
    if (result !== null && result !== status) return 'UNKNOWN';
    result = status;
  }
  return result ?? 'UNKNOWN';
}

/** Facts at one instant that agree on the perimeter don't conflict: the later recorded holds. */
function withoutHarmlessTwins(facts: readonly LocationFact[], at: When, policy: Policy): LocationFact[] {
  if (facts.length < 2) return [...facts];
  return facts.filter((f) => {
    const twins = facts.filter((g) => isInstant(g.when) && order(g.when, f.when) === 'equal');
    const statuses = new Set(twins.map((g) => policy.at(at).perimeterStatusOf(g.country, at.from)));
    return statuses.size > 1 || !twins.some((g) => g.position > f.position);
  });
}

/** What may have held before any fact: the country of a first onboarding, or nothing that is known. */
function beforeTheFirst(facts: readonly LocationFact[], at: When, policy: Policy): (string | null)[] {
  const first = facts.filter((f) => !facts.some((g) => surelyBefore(g.when, f.when)));
  const onboardings = first.filter((f) => f.reachesBack);
  const unknown = first.some((f) => !f.reachesBack && !onboardings.some((o) => order(o.when, f.when) === 'equal'));
  const back: (string | null)[] = withoutHarmlessTwins(onboardings, at, policy).map((f) => f.country);
  return unknown ? [...back, null] : back;
}
