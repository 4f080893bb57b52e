import { EVENT_REGISTER, type DomainEvent, type EventType, type Judgement } from '#domain';
import type { SharedFacts } from '#judging';
import { indexOfPlanned, planOf, type Plan } from './plan.js';

export const UNJUDGED_REASONS = ['PRODUCT_UNDEFINED', 'REACHES_NOBODY', 'NO_VERDICT', 'NOT_AN_ACT'] as const;
export type UnjudgedReason = (typeof UNJUDGED_REASONS)[number];

/** A planned event on which no verdict was given, so that nobody may take silence for "yes". */
export interface Unjudged {
  /** Its place among the planned events. */
  readonly index: number;
  readonly reason: UnjudgedReason;
  readonly message: string;
}

/** Which of the planned events a verdict is about. */
export const plannedIndex = ({ act }: Judgement): number => indexOfPlanned(act);

/**
 * The planned events that were not judged, and why. Facts that are no acts are taken as true for the acts beside them;
 * where there is no verdict at all, they are named too.
 * @param judged places of the events on which there is at least one verdict
 */
export function unjudged(
  events: readonly DomainEvent[],
  judged: ReadonlySet<number>,
  sharedFacts: SharedFacts,
): readonly Unjudged[] {
  const plan = planOf(events, sharedFacts);
  return events.flatMap((event, index) => {
    if (judged.has(index) || (!isAct(event.type) && judged.size > 0)) return [];
    return [{ index, ...whyNot(event, plan) }];
  });
}

function whyNot(event: DomainEvent, { sharedFacts: { catalogue } }: Plan): Omit<Unjudged, 'index'> {
  if (!isAct(event.type)) {
    return { reason: 'NOT_AN_ACT', message: `a ${event.type} is a fact, not an act: there is nothing to judge` };
  }
  if (event.type === 'product.rolled-out.v1' && catalogue.productAt(event.data.productId, event.when) === undefined) {
    const message = `product ${event.data.productId} is defined neither on file nor here, so it is nobody's yet: add its product.defined.v1`;
    return { reason: 'PRODUCT_UNDEFINED', message };
  }
  if (event.type === 'product.rolled-out.v1' || event.type === 'marketing.campaign-launched.v1') return REACHES_NOBODY;
  return {
    reason: 'NO_VERDICT',
    message: 'no act of its own comes of it: it tells again what is on file, or is retracted',
  };
}

const REACHES_NOBODY = {
  reason: 'REACHES_NOBODY',
  message: 'its audience reaches no client on file: look at its segments, countries and ids',
} as const;

const isAct = (type: EventType): boolean => EVENT_REGISTER[type].act;
