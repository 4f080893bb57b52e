import type { Identity } from '../event.js';
import type { LocationFact } from './location.js';
import type { ResolvedOffer } from '../assets/offer.js';
import type { Dated } from '../time/state-at.js';
import type { Channel, ExposureResult } from '../vocabulary.js';
import type { When } from '../time/when.js';

/** Whether an initiative can be relied on: a request's offer, or the entry that it leaves in the scope. */
export type Validity = 'VALID' | 'UNDETERMINED' | 'INVALID';

export interface Membership extends Dated {
  readonly segmentId: string;
  readonly member: boolean;
}

/** What an onboarding says about how the client came. */
export interface Onboarding extends Dated {
  readonly identity: Identity;
  readonly entityId: string;
  readonly firstContactChannel: Channel | null;
  readonly exposure: { readonly at: When; readonly result: ExposureResult } | null;
  readonly acknowledged: boolean;
  readonly documents: readonly { readonly kind: string; readonly uri: string; readonly sha256: string }[];
}

/** The end or the new beginning of a relationship with one entity. */
export interface RelationshipFact extends Dated {
  readonly entityId: string;
  readonly open: boolean;
  /** Of an end: the client may still get out what the relationship was about. */
  readonly windDown: boolean;
}

export interface Narrowing extends Dated {
  readonly entityId: string;
  readonly requestId: string | null;
  /** `null` where the narrowing names no offers. */
  readonly offers: readonly ResolvedOffer[] | null;
}

/** One entry of the scope: an offer asked for, or one found in use outside the perimeter ("frozen"). */
export interface ScopeEntry extends Dated {
  readonly identity: Identity;
  readonly entityId: string;
  readonly requestId: string | null;
  readonly origin: 'REQUEST' | 'FROZEN';
  /** The request asked an open question, or named no offer. */
  readonly openQuestion: boolean;
  /** Of no offer where the request named none: then it is on file, but nothing is in scope by it. */
  readonly offer: ResolvedOffer;
  readonly validity: Validity;
  /** Of a request that is undetermined: what leaves it so, in words. */
  readonly doubts?: readonly string[];
}

/** Something by which the firm, or someone for it, approached the client. It counts against requests to every entity. */
export interface Solicitation {
  readonly identity: Identity;
  readonly when: When;
  /** `null`: without offer, so it counts against a request for anything. */
  readonly offer: ResolvedOffer | null;
  readonly certainty: 'FULL' | 'UNDETERMINED';
}

/**
 * All of a client's past that judging a later act needs. It is plain data, so it can be stored as JSON; what it leaves
 * out (uses in scope, harmless contacts) no later verdict looks at.
 */
export interface ClientState {
  readonly clientId: string;
  /** All ids that are this one client, the survivor's among them. */
  readonly memberIds: readonly string[];
  /** The latest end (ms) of anything on the timeline: only what is surely later can be added without folding again. */
  lastTo: number;
  /** The latest end (ms) of what others depend on by their place: all but plain acts and the opening of accounts. */
  settledTo: number;
  locations: LocationFact[];
  memberships: Membership[];
  onboardings: Onboarding[];
  relationships: RelationshipFact[];
  narrowings: Narrowing[];
  entries: ScopeEntry[];
  solicitations: Solicitation[];
  /** By entity, the earliest time (ms) at which a fact of the client's names it. */
  named: Record<string, number>;
  /** What shared facts can touch the client by: `a:<asset>` `p:<product>` `s:<segment>` `e:<entity>`. */
  refs: string[];
  /** The contacts on file, by `contactMark`: one that is told again is no further act. */
  contacts: number[];
  /** Services that requests named, with when the first is judged (for drift into another regime), by entity. */
  askedServices: Record<string, Record<string, number>>;
}

export function emptyState(clientId: string, memberIds: readonly string[]): ClientState {
  return {
    clientId,
    memberIds,
    lastTo: Number.MIN_SAFE_INTEGER,
    settledTo: Number.MIN_SAFE_INTEGER,
    locations: [],
    memberships: [],
    onboardings: [],
    relationships: [],
    narrowings: [],
    entries: [],
    solicitations: [],
    named: {},
    refs: [],
    contacts: [],
    askedServices: {},
  };
}

/** Something was there at `when` that acts are judged by. */
export function settle(state: ClientState, when: When): void {
  state.settledTo = Math.max(state.settledTo, when.to);
}

export function addRef(state: ClientState, kind: 'a' | 'p' | 's' | 'e', id: string): void {
  const ref = `${kind}:${id}`;
  if (!state.refs.includes(ref)) state.refs.push(ref);
}
