import {
  alertsOf,
  assetClassOf,
  describeOffer,
  evidenceGaps,
  initiativeAt,
  onboardingsAt,
  onFileAt,
  relationshipAt,
  scopeAt,
  scopeOverTime,
  surelyAfter,
  endOf,
  whereaboutsAt,
  type AlertView,
  type ClientState,
  type EvidenceGap,
  type Initiative,
  type Judgement,
  type JudgedOffer,
  type Onboarding,
  type Identity,
  type Policy,
  type ScopeRange,
  type When,
  type Whereabouts,
} from '#domain';
import { alertIdOf } from '#log/codec';
import type { JudgedClient } from './judge-client.js';

/** One entry of the scope, as it is shown. */
export interface ScopeEntryShown {
  readonly offer: JudgedOffer;
  /** The offer in words. */
  readonly described: string;
  /** `null` where no service is named, or nobody has defined the product. */
  readonly service: string | null;
  /** `null` where it is unknown, in doubt or not specified. */
  readonly assetClass: string | null;
  readonly validity: 'VALID' | 'UNDETERMINED';
  readonly original: boolean;
  readonly requestId: string | null;
  /** The request, or the act that was frozen as found outside the perimeter. */
  readonly identity: Identity;
  readonly origin: 'REQUEST' | 'FROZEN';
  readonly when: When;
}

/** How a client stands with one entity of the firm. */
export interface EntityAsOf {
  readonly entityId: string;
  readonly relationship: 'OPEN' | 'CLOSED' | 'UNCERTAIN';
  readonly initiative: Initiative;
  /** Whether a request of the client was on file. */
  readonly reverseSolicited: boolean;
  readonly gaps: readonly EvidenceGap[];
  /** What the onboardings by then say. */
  readonly onboardings: readonly Onboarding[];
  readonly scope: readonly ScopeEntryShown[];
}

/** A client as true at one time, as far as was known at another. */
export interface ClientAsOf {
  /** Of merged ids the survivor. */
  readonly clientId: string;
  readonly memberIds: readonly string[];
  /** Whether anything at all was known of the client. */
  readonly known: boolean;
  readonly whereabouts: Whereabouts;
  readonly entities: readonly EntityAsOf[];
  /** All that was in the scope by then, also what has ended since. */
  readonly ranges: readonly ScopeRange[];
  /** On all acts at or before the time. */
  readonly verdicts: readonly Judgement[];
  /** The alerts that would stand, by id. */
  readonly alerts: ReadonlyMap<string, AlertView>;
  readonly policyVersion: string;
}

/** A judged client seen at one time. Pure. */
export function asOf({ state, judgements }: JudgedClient, trueOn: When, policy: Policy): ClientAsOf {
  const verdicts = judgements.filter((j) => !surelyAfter(j.act.when, trueOn));
  const alerts = new Map([...alertsOf(verdicts, policy)].map(([key, view]) => [alertIdOf(key), view]));
  return {
    clientId: state.clientId,
    memberIds: state.memberIds,
    known: state.locations.length > 0 || state.refs.length > 0 || judgements.length > 0,
    whereabouts: whereaboutsAt(state, trueOn, policy),
    entities: entityIdsOf(state, verdicts).map((entityId) => entityAsOf(state, verdicts, entityId, trueOn, policy)),
    ranges: scopeOverTime(state, trueOn, policy),
    verdicts,
    alerts,
    policyVersion: policy.version,
  };
}

/** The entities that facts or acts of the client name. */
const entityIdsOf = (state: ClientState, verdicts: readonly Judgement[]): string[] =>
  [...new Set([...Object.keys(state.named), ...verdicts.map((j) => j.entityId)])].sort();

function entityAsOf(
  state: ClientState,
  verdicts: readonly Judgement[],
  entityId: string,
  trueOn: When,
  policy: Policy,
): EntityAsOf {
  return {
    entityId,
    relationship: RELATIONSHIPS[relationshipAt(state, entityId, endOf(trueOn))],
    initiative: initiativeAt(state, verdicts, entityId, trueOn, policy),
    reverseSolicited: onFileAt(state, entityId, trueOn, policy).length > 0,
    gaps: evidenceGaps(state, entityId, trueOn),
    onboardings: onboardingsAt(state, entityId, endOf(trueOn)),
    scope: scopeAt(state, entityId, trueOn, policy).map(({ entry, validity, original }) => ({
      offer: entry.offer.offer,
      described: describeOffer(entry.offer.offer),
      service: entry.offer.service,
      assetClass: assetClassOf(entry.offer),
      validity,
      original,
      requestId: entry.requestId,
      identity: entry.identity,
      origin: entry.origin,
      when: entry.when,
    })),
  };
}

const RELATIONSHIPS = { OPEN: 'OPEN', CLOSED: 'CLOSED', REOPENING_OPEN: 'UNCERTAIN' } as const;
