import {
  alertsOf,
  judge,
  type AlertView,
  type ClientFact,
  type ClientState,
  type Judgement,
  type Policy,
} from '#domain';
import { alertIdOf } from '#log/codec';
import type { SharedFacts } from './shared-facts.js';

/** One client judged from nothing. */
export interface JudgedClient {
  /** Of merged ids the survivor. */
  readonly clientId: string;
  readonly state: ClientState;
  readonly judgements: readonly Judgement[];
  /** The alerts that stand, by id. */
  readonly views: ReadonlyMap<string, AlertView>;
}

export function judgeClient(
  clientId: string,
  facts: readonly ClientFact[],
  shared: Pick<SharedFacts, 'clientMerges' | 'catalogue'>,
  policy: Policy,
): JudgedClient {
  const { state, judgements } = judge(
    clientId,
    shared.clientMerges.membersOf(clientId),
    facts,
    shared.catalogue,
    policy,
  );
  return { clientId, state, judgements, views: viewsOf(judgements, policy) };
}

/** The alerts that verdicts give, by alert id. */
export const viewsOf = (judgements: readonly Judgement[], policy: Policy): Map<string, AlertView> =>
  new Map([...alertsOf(judgements, policy)].map(([key, view]) => [alertIdOf(key), view]));
