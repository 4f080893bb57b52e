import type { ClientState, ScopeEntry } from '../client/client-state.js';
import type { Policy } from '../policy/policy.js';
import { entriesSeen, relationshipAt, type EntrySeen } from './scope.js';
import { instant, isInstant, surelyBefore, type When } from '../time/when.js';

/** One entry of a client's scope as it stood at some time. */
export interface ScopeEntryAt {
  readonly entry: ScopeEntry;
  /** An entry whose order with that time, or whose end, is open is undetermined. */
  readonly validity: 'VALID' | 'UNDETERMINED';
  /** Part of the original scope: of the first valid request since the relationship began. */
  readonly original: boolean;
}

/**
 * The end of a point of time, for questions about "as of" it: all that is of that day lies before it, all that is of the
 * next millisecond after it. An instant is its own end.
 */
export const endOf = (at: When): When => (isInstant(at) ? at : instant(at.to + 0.5));

/** What is on file of (client, entity) at `at`: requests and frozen entries since the last closing, ended or not. */
export const onFileAt = (state: ClientState, entityId: string, at: When, policy: Policy): EntrySeen[] =>
  entriesSeen(state, entityId, endOf(at), { seesEqual: true, namedRequest: null }, policy).filter((s) => !s.closed);

/**
 * The scope of (client, entity) at `at`: what was asked for by then and has not ended, in an open relationship. Offers of
 * invalid requests are no scope; those of undetermined ones match at best as undetermined.
 */
export function scopeAt(state: ClientState, entityId: string, at: When, policy: Policy): ScopeEntryAt[] {
  if (relationshipAt(state, entityId, endOf(at)) === 'CLOSED') return [];
  const onFile = onFileAt(state, entityId, at, policy);
  const valid = onFile.filter(({ entry }) => entry.origin === 'REQUEST' && entry.validity === 'VALID');
  const isFirst = (entry: ScopeEntry): boolean => !valid.some((v) => surelyBefore(v.entry.when, entry.when));
  return onFile.flatMap(({ entry, validity, ended }) =>
    ended || validity === 'INVALID' || entry.offer.offer === null
      ? []
      : [{ entry, validity, original: valid.some((v) => v.entry === entry) && isFirst(entry) }],
  );
}
