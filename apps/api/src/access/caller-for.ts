import type { Caller } from './caller.js';
import { permissionsOf, ROLES } from './roles.js';

/** Somebody as whom nobody calls: what they may see is counted for them. Pure. */
export function callerFor({
  personId,
  name,
  roles: given,
  entities,
}: {
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly entities: readonly string[] | null;
}): Caller {
  // Each once: a role may be given here and told by a provider.
  const roles = ROLES.filter((role) => given.includes(role));
  const noSession = { csrfToken: null, expiresAt: null, notedAt: null, address: '' };
  return {
    ...{ personId, answersTo: personId, keyId: null, name, roles, permissions: permissionsOf(roles), entities },
    ...{ by: 'link', ...noSession },
  };
}
