import { EVENT_REGISTER, type DomainEvent } from '#domain';
import type { SharedFacts } from '#judging';
import { clientsOfEntities, type Sql } from '#store';
import type { Caller } from '../access/caller.js';
import { Problem } from '../http/problem.js';

type Limits = Pick<Caller, 'entities'>;

/**
 * Whoever is limited to some entities asks about these alone: their own acts, about products of their own.
 * @throws Problem NOT_PERMITTED; of a product that nobody has defined in the same words as of another entity's
 */
export function requireWithin(acts: readonly DomainEvent[], { catalogue }: SharedFacts, { entities }: Limits): void {
  if (entities === null) return;
  const refuse = (why: string): never => {
    throw new Problem('NOT_PERMITTED', `Your role is limited to some entities, and ${why}.`);
  };
  const planned = new Set(acts.flatMap(({ type, data }) => (type === 'product.defined.v1' ? [data.productId] : [])));
  /** As it is on file, or as it is to be. */
  const isOwn = (productId: string, when: DomainEvent['when']): boolean => {
    const product = catalogue.productAt(productId, when);
    return product === undefined ? planned.has(productId) : entities.includes(product.data.entityId);
  };
  for (const { type, data, when } of acts) {
    if ('entityId' in data && !entities.includes(data.entityId)) refuse('this is about another one');
    // Who is one client, and what is as never recorded, is not for one entity alone.
    const { concerns } = EVENT_REGISTER[type];
    if (concerns === 'MERGES' || concerns === 'RETRACTIONS') refuse('this concerns others as well');
    const named = [
      ...('productId' in data ? [data.productId] : []),
      ...('productIds' in data ? (data.productIds ?? []) : []),
    ];
    const foreign = named.find((id) => !isOwn(id, when));
    if (foreign !== undefined) refuse(`the product ${foreign} is not one of theirs`);
  }
}

/**
 * Whose answers are shown. An audience may reach clients of whom only other entities know: these count, so that nobody
 * takes silence for a yes, and are not named.
 */
export async function clientsShown(
  sql: Sql,
  answers: readonly { readonly clientId: string }[],
  acts: readonly DomainEvent[],
  { clientMerges }: SharedFacts,
  { entities }: Limits,
): Promise<(clientId: string) => boolean> {
  if (entities === null) return () => true;
  const ids = [...new Set(answers.map(({ clientId }) => clientId))];
  const own = new Set(await clientsOfEntities(sql, ids, entities));
  const named = new Set(acts.flatMap(namedIn).map((id) => clientMerges.survivorOf(id)));
  return (clientId) => own.has(clientId) || named.has(clientId);
}

const namedIn = ({ data }: DomainEvent): readonly string[] => [
  ...('clientId' in data && data.clientId !== undefined ? [data.clientId] : []),
  ...('audience' in data ? (data.audience.clientIds ?? []) : []),
];
