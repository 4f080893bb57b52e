import {
  NOBODY,
  partitionEvents,
  affectedByAudience,
  affectedByAny,
  type Campaign,
  type ClientFact,
  type DomainEvent,
  type Recorded,
  type RollOut,
  type Affected,
} from '#domain';
import type { SharedFacts } from '#judging';

/** Planned events come after all that is recorded, in the order in which they are given. */
const FIRST_SEQ = Number.MAX_SAFE_INTEGER - 10_000_000;

/** Events that have not happened, and what is shared once they have. */
export interface Plan {
  readonly facts: readonly ClientFact[];
  /** Campaigns and roll-outs: each client whom they reach is one act. */
  readonly fanOuts: readonly (Campaign | RollOut)[];
  readonly sharedFacts: SharedFacts;
  /** Whether nothing planned changes how earlier acts are judged, so that clients can be judged from where they stand. */
  readonly onlyAdds: boolean;
}

/** Whether it has not happened: planned itself, or planned to be told again. */
export const isPlanned = ({
  position,
  lastPosition = position,
}: {
  readonly position: number;
  readonly lastPosition?: number;
}): boolean => lastPosition >= FIRST_SEQ;

/** The place of what is planned among the events of the plan. */
export const indexOfPlanned = ({ position }: { readonly position: number }): number => position - FIRST_SEQ;

export function planOf(events: readonly DomainEvent[], sharedFacts: SharedFacts): Plan {
  const planned = events.map((event, i): Recorded => Object.assign({ ...event }, { position: FIRST_SEQ + i }));
  const { clientFacts, catalogueEvents, merges, retractions } = partitionEvents(planned);
  const shared = [...catalogueEvents, ...merges, ...retractions];
  const after = shared.length === 0 ? sharedFacts : sharedFacts.with(shared);
  // As the catalogue has them: a retraction on file may have waited for one of them.
  const fanOuts = [...after.catalogue.campaigns, ...after.catalogue.rollOuts].filter(isPlanned);
  return { facts: clientFacts, fanOuts, sharedFacts: after, onlyAdds: shared.every(isFanOut) };
}

const isFanOut = ({ type }: Recorded): boolean =>
  type === 'marketing.campaign-launched.v1' || type === 'product.rolled-out.v1';

/** Whom planned campaigns and roll-outs may reach as an act. */
export function reachedBy({ fanOuts, sharedFacts }: Plan): Affected {
  const { catalogue } = sharedFacts;
  return affectedByAny(
    fanOuts.map((event) => {
      if (event.type === 'marketing.campaign-launched.v1') {
        return affectedByAudience(event.data.audience, event.data.entityId);
      }
      const product = catalogue.productAt(event.data.productId, event.when);
      return product === undefined ? NOBODY : affectedByAudience(event.data.audience, product.data.entityId);
    }),
  );
}
