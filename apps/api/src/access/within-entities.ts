import type { Matcher } from '#domain';
import type { Caller } from './caller.js';
import { Problem } from '../http/problem.js';

type Reach = Caller['entities'];

/** Whether conditions let through alerts of these entities alone. */
export const isWithin = (matchers: readonly Matcher[], entities: Reach): boolean =>
  entities === null ||
  matchers.some(({ facet, values }) => facet === 'entityId' && values.every((value) => entities.includes(value)));

/** Whether conditions let through alerts of some of these entities. */
export const touches = (matchers: readonly Matcher[], entities: Reach): boolean =>
  entities === null ||
  matchers.every(({ facet, values }) => facet !== 'entityId' || values.some((value) => entities.includes(value)));

/**
 * Conditions that reach no further than the roles of who sets them: who names no entity means all of their own.
 * @throws Problem NOT_PERMITTED where another's entity is named
 */
export function withinEntities(matchers: readonly Matcher[], { entities }: Pick<Caller, 'entities'>): Matcher[] {
  if (entities === null) return [...matchers];
  if (!matchers.some(({ facet }) => facet === 'entityId')) {
    return [...matchers, { facet: 'entityId', values: entities }];
  }
  if (isWithin(matchers, entities)) return [...matchers];
  throw new Problem('NOT_PERMITTED', `Your roles are limited to ${entities.join(', ')}; name only these as entityId.`);
}
