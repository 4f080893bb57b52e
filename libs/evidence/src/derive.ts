import { judgementLine, type JudgementLine } from '#contract';
import {
  alertKey,
  alertsOf,
  explain,
  type Citation,
  type FacetDifference,
  type Judgement,
  type Policy,
  type Recorded,
  type ScopeRange,
  type When,
} from '#domain';
import { alertIdOf } from '#log/codec';
import { SharedFacts, unretractedFacts, asOf, judgeClient, type ClientAsOf } from '#judging';

/** One verdict with all that explains it. */
export interface VerdictLine extends JudgementLine {
  /** The alert that it raises or belongs to; `null` where it neither alerts nor needs a person. */
  readonly alertId: string | null;
  readonly citations: readonly Citation[];
  readonly explanation: string;
  /** By what a type is new, with both values. */
  readonly differences: readonly FacetDifference[];
}

/** How one client stands: scope, initiative and what is missing of its proof. */
export interface ClientLine extends Pick<ClientAsOf, 'clientId' | 'memberIds' | 'whereabouts' | 'entities'> {
  /** Ids of the alerts that stand. */
  readonly alerts: readonly string[];
}

export interface Derived {
  readonly verdicts: readonly VerdictLine[];
  /** What each verdict was come to by, in their order: for the report, no part of a pack. */
  readonly judgements: readonly Judgement[];
  /** What was in the scope of each client at some time, in the order of the clients: for the report too. */
  readonly ranges: readonly (readonly ScopeRange[])[];
  readonly clients: readonly ClientLine[];
}

/** What the events of a pack give. The same code makes a pack and checks one. Pure. */
export function derive(
  clientIds: readonly string[],
  own: readonly Recorded[],
  sharedEvents: readonly Recorded[],
  policy: Policy,
  trueOn: When,
): Derived {
  const shared = SharedFacts.of(sharedEvents);
  const facts = unretractedFacts(own, shared);
  const seen = [...new Set(clientIds.map((id) => shared.clientMerges.survivorOf(id)))]
    .sort()
    .map((id) => asOf(judgeClient(id, facts.get(id) ?? [], shared, policy), trueOn, policy));
  const judgements = seen.flatMap((client) => client.verdicts);
  return {
    verdicts: judgements.map((judgement) => verdictLine(judgement, policy)),
    judgements,
    ranges: seen.map(({ ranges }) => ranges),
    clients: seen.map(clientLine),
  };
}

export const clientLine = ({ clientId, memberIds, whereabouts, entities, alerts }: ClientAsOf): ClientLine => ({
  clientId,
  memberIds,
  whereabouts,
  entities,
  alerts: [...alerts.keys()].sort(),
});

export function verdictLine(judgement: Judgement, policy: Policy): VerdictLine {
  const [view] = alertsOf([judgement], policy).values();
  return {
    ...judgementLine(judgement),
    alertId: view === undefined ? null : alertIdOf(alertKey(judgement)),
    citations: view?.citations ?? [],
    explanation: explain(judgement),
    differences: judgement.differences,
  };
}
