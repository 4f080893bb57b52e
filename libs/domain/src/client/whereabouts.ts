import type { ClientState } from './client-state.js';
import { possibleCountries, perimeterStatusAt, type PerimeterStatus } from './location.js';
import type { Policy } from '../policy/policy.js';
import { endOf } from '../rules/scope-at.js';
import type { When } from '../time/when.js';

/** Where a client lived at some time, as far as that is known. */
export interface Whereabouts {
  readonly status: 'KNOWN' | 'UNKNOWN' | 'CONFLICTING';
  /** The country, where it is known. */
  readonly country: string | null;
  /** All that it may have been; `null` among them for an unknown one. */
  readonly possible: readonly (string | null)[];
  readonly perimeter: PerimeterStatus;
}

export function whereaboutsAt(state: ClientState, at: When, policy: Policy): Whereabouts {
  const moment = endOf(at);
  const possible = [...new Set(possibleCountries(state.locations, moment, policy))];
  const perimeter = perimeterStatusAt(state.locations, moment, policy);
  const [only] = possible;
  if (possible.length > 1) return { status: 'CONFLICTING', country: null, possible, perimeter };
  const country = only ?? null;
  return { status: country === null ? 'UNKNOWN' : 'KNOWN', country, possible, perimeter };
}
