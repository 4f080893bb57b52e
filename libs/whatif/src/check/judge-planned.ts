import {
  appendPlanned,
  canAppend,
  isRetracted,
  type ClientFact,
  type ClientState,
  type Judgement,
  type Policy,
} from '#domain';
import { isPlanned, type Plan } from './plan.js';

/** A client's projection, as stored. */
export interface ClientNow {
  readonly state: ClientState;
  /** Up to which position of shared facts the state was judged. */
  readonly sharedPosition: number;
}

/**
 * Judges what is planned for one client from where they stand, without their timeline.
 * @param now with a state of its own: it is used up
 * @param facts the client's planned facts
 * @returns `null` where that can't be done, and the whole timeline is needed
 */
export function judgeFromWhereTheyStand(
  now: ClientNow,
  facts: readonly ClientFact[],
  plan: Plan,
  isBehind: (now: ClientNow) => boolean,
  policy: Policy,
): readonly Judgement[] | null {
  if (!plan.onlyAdds || isBehind(now)) return null;
  const { state } = now;
  const { catalogue } = plan.sharedFacts;
  if (!canAppend(state, facts, catalogue, policy)) return null;
  if (plan.fanOuts.some((event) => event.when.from <= state.lastTo)) return null;
  return appendPlanned(state, unretracted(facts, plan), plan.fanOuts, catalogue, policy).filter((j) =>
    isPlanned(j.act),
  );
}

/** A retraction on file may wait for the very identity that is planned. */
const unretracted = (facts: readonly ClientFact[], { sharedFacts }: Plan): ClientFact[] =>
  facts.filter((fact) => !isRetracted(fact, sharedFacts.retracted, sharedFacts.clientMerges));
