import type { Caller } from './caller.js';
import { permissionsOf } from './roles.js';

/** Somebody who may read. @param entities what their roles are limited to; `null`: all */
export const viewer = (entities: readonly string[] | null): Caller => ({
  personId: 'ann',
  answersTo: 'ann',
  keyId: null,
  name: 'Ann',
  roles: ['viewer'],
  permissions: permissionsOf(['viewer']),
  entities,
  by: 'link',
  csrfToken: null,
  expiresAt: null,
  notedAt: null,
  address: '127.0.0.1',
});
