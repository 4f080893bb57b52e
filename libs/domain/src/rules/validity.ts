import type { RequestAct } from './act.js';
import type { ClientState, Solicitation, Validity } from '../client/client-state.js';
import type { Identity } from '../event.js';
import type { PerimeterStatus } from '../client/location.js';
import type { TypeMatch } from '../assets/type-variant.js';
import { BY_SHARED_TECHNOLOGY, compareOffers, type ResolvedOffer } from '../assets/offer.js';
import type { Policy } from '../policy/policy.js';
import { endedByClosing } from './scope.js';
import { MARKETING_CHANNELS } from '../vocabulary.js';
import { BEFORE_EVERYTHING, order, surelyBefore, type Order } from '../time/when.js';
import { describeWhen } from '../words.js';

export interface RequestJudged {
  readonly validity: Validity;
  /** The solicitations that make it invalid; the request itself where it was prompted. */
  readonly defeatedBy: readonly Identity[];
  /** The solicitations that leave it undetermined. */
  readonly doubtedFor: readonly Identity[];
  /** What leaves it undetermined, in words. */
  readonly doubts: readonly string[];
}

/**
 * Whether no valid request to this entity stands strictly before and after the last closing. An earlier one counts only
 * if it surely is before, and surely was not ended by a closing.
 */
export const isFirst = (request: RequestAct, state: ClientState): boolean =>
  !state.entries.some(
    (e) =>
      e.origin === 'REQUEST' &&
      e.validity === 'VALID' &&
      e.entityId === request.entityId &&
      surelyBefore(e.when, request.when) &&
      endedByClosing(state, e, request.when) === 'NO',
  );

/**
 * Whether a request, for one of its offers, was the client's own exclusive initiative (Article 61(1)). A first request
 * falls with any solicitation at or before it, a later one only with a solicitation of the same type or without offer.
 * @param solicitations all that may stand at or before the request, those that are open with it as undetermined
 */
export function judgeRequest(
  request: RequestAct,
  offer: ResolvedOffer,
  first: boolean,
  perimeter: PerimeterStatus,
  solicitations: readonly Solicitation[],
  state: ClientState,
  policy: Policy,
): RequestJudged {
  const defeatedBy: Identity[] = request.prompted === 'YES' ? [request.identity] : [];
  const doubts = ownDoubts(request, perimeter);
  const doubtedFor: Identity[] = [];
  if (first) doubts.push(...onboardingDoubts(request, state));
  for (const s of solicitations) {
    const standsTo = order(s.when, request.when);
    if (standsTo === 'after') continue;
    const typeMatch = first || s.offer === null ? 'SAME' : compareOffers(s.offer, offer, BY_SHARED_TECHNOLOGY, policy);
    if (typeMatch === 'DIFFERENT') continue;
    if (typeMatch === 'SAME' && s.certainty === 'FULL' && standsTo !== 'open') defeatedBy.push(s.identity);
    else {
      doubtedFor.push(s.identity);
      doubts.push(solicitationDoubt(s, typeMatch, standsTo));
    }
  }
  const validity = defeatedBy.length > 0 ? 'INVALID' : doubts.length > 0 ? 'UNDETERMINED' : 'VALID';
  return { validity, defeatedBy, doubtedFor, doubts };
}

/** Why it is open whether a solicitation solicited the request: its place, its type, or whether it was one. */
function solicitationDoubt({ identity, when }: Solicitation, typeMatch: TypeMatch, standsTo: Order): string {
  const what = when.from === BEFORE_EVERYTHING.from ? identity.id : `${identity.id} of ${describeWhen(when)}`;
  if (standsTo === 'open') return `it is open whether ${what} came before it, and so solicited it`;
  return typeMatch === 'UNDETERMINED'
    ? `it is undetermined whether ${what} was of the same type, and so solicited it`
    : `it is undetermined whether ${what} solicited it`;
}

function ownDoubts(request: RequestAct, perimeter: PerimeterStatus): string[] {
  const doubts: string[] = [];
  if (request.prompted === 'UNKNOWN') doubts.push('nobody knows whether it was prompted');
  if (request.openEnded) doubts.push('it asks an open question');
  if (request.noOffers) doubts.push('it names no offer');
  if (perimeter === 'UNKNOWN') doubts.push('the location of the client is unknown');
  if (MARKETING_CHANNELS.includes(request.channel))
    doubts.push(`it came by ${request.channel}, which tells of marketing`);
  return doubts;
}

function onboardingDoubts(request: RequestAct, state: ClientState): string[] {
  const doubts: string[] = [];
  for (const o of state.onboardings) {
    if (o.entityId !== request.entityId) continue;
    if (o.exposure?.result === 'FOUND') doubts.push('the exposure check found marketing');
    if (o.firstContactChannel !== null && MARKETING_CHANNELS.includes(o.firstContactChannel)) {
      doubts.push(`the first contact came by ${o.firstContactChannel}, which tells of marketing`);
    }
  }
  return doubts;
}
