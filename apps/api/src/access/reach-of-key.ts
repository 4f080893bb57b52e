import type { Bound } from '#store';
import { permissionsOf, type Permission, type Role } from './roles.js';

/** What a caller may do, and for which entities; `null`: all. */
export interface Reach {
  readonly permissions: readonly Permission[];
  readonly entities: readonly string[] | null;
}

/**
 * What a key may do: no more than all of those that it stands on may now. Pure.
 * @param bounds its maker, the keys that it was made with, and itself
 */
export function reachOfKey(bounds: readonly Bound[]): Reach {
  const [first, ...others] = bounds.map(({ roles, entities }) => ({
    permissions: permissionsOf(roles as readonly Role[]),
    entities,
  }));
  if (first === undefined) return { permissions: [], entities: [] };
  return others.reduce(
    (reach, next) => ({
      permissions: reach.permissions.filter((permission) => next.permissions.includes(permission)),
      entities: inBoth(reach.entities, next.entities),
    }),
    first,
  );
}

function inBoth(one: Reach['entities'], other: Reach['entities']): Reach['entities'] {
  if (one === null || other === null) return one ?? other;
  return one.filter((entity) => other.includes(entity));
}
