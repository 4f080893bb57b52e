import type { ClientState, ScopeEntry } from '../client/client-state.js';
import type { Policy } from '../policy/policy.js';
import { endedByClosing, endingOf } from './scope.js';
import { endOf } from './scope-at.js';
import { surelyAfter, surelyBefore, type When } from '../time/when.js';

/** How long something that the client asked for was in the scope. */
export interface ScopeRange {
  readonly entry: ScopeEntry;
  /** What surely ended it; `null` where it still stands. */
  readonly until: When | null;
  /** Part of the original scope: of the first valid request since the relationship began. */
  readonly original: boolean;
}

/**
 * Everything that was in the scope at some time up to `at`, also what has ended since, in the order in which it was asked for.
 * What never was scope is left out: offers of invalid requests, and requests that named none. Pure.
 */
export function scopeOverTime(state: ClientState, at: When, policy: Policy): ScopeRange[] {
  const entries = state.entries.filter(
    ({ validity, offer, when }) => validity !== 'INVALID' && offer.offer !== null && !surelyAfter(when, endOf(at)),
  );
  const valid = entries.filter(({ origin, validity }) => origin === 'REQUEST' && validity === 'VALID');
  const isFirst = (entry: ScopeEntry): boolean =>
    !valid.some(
      (other) =>
        other.entityId === entry.entityId &&
        surelyBefore(other.when, entry.when) &&
        endedByClosing(state, other, entry.when) !== 'YES',
    );
  return entries
    .map((entry) => ({
      entry,
      until: endingOf(state, entry, endOf(at), policy)?.when ?? null,
      original: valid.includes(entry) && isFirst(entry),
    }))
    .sort((a, b) => a.entry.when.from - b.entry.when.from);
}
