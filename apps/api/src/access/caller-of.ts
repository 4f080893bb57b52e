import { liveKeyOf, sessionOf, touchApiKey, touchSession, type Sql } from '#store';
import { addressOf } from './address-of.js';
import { sessionTokenOf } from './browser-session.js';
import type { CalledRequest, Caller } from './caller.js';
import { reachOfKey } from './reach-of-key.js';
import { permissionsOf, ROLES, type Role } from './roles.js';
import { digestOf } from './secrets.js';

const BEARER = /^Bearer swk_([A-Za-z0-9]{16})_([A-Za-z0-9_-]{43})$/;

/** The key that a request says it comes with, whether there is such a key or not. */
export const keyIdIn = (request: CalledRequest): string | undefined =>
  BEARER.exec(request.get('authorization') ?? '')?.[1];

/** What the ids of keys begin with where they stand for a caller; no person's id has a colon. */
const KEY_PREFIX = 'key:';

/** Who sends a request, by key or by session; nobody where neither is valid any more. Looked up for each request. */
export function callerOf(sql: Sql, request: CalledRequest): Promise<Caller | undefined> {
  const authorization = request.get('authorization');
  // A key that is not valid is not made up for by the session that comes with it.
  return authorization === undefined ? bySession(sql, request) : byKey(sql, request, authorization);
}

async function byKey(sql: Sql, request: CalledRequest, authorization: string): Promise<Caller | undefined> {
  const [, keyId, secret = ''] = BEARER.exec(authorization) ?? [];
  if (keyId === undefined) return undefined;
  const key = await liveKeyOf(sql, keyId, digestOf(secret));
  if (key === undefined) return undefined;
  const { permissions, entities } = reachOfKey(key.bounds);
  return {
    personId: `${KEY_PREFIX}${keyId}`,
    answersTo: key.createdBy,
    keyId,
    name: key.name,
    // Those of which nothing is cut off by what its maker may.
    roles: rolesOf(key.bounds.at(-1)).filter((role) => permissionsOf([role]).every((p) => permissions.includes(p))),
    permissions,
    entities,
    by: 'key',
    csrfToken: null,
    expiresAt: key.expiresAt,
    notedAt: key.lastUsedAt,
    address: addressOf(request),
  };
}

async function bySession(sql: Sql, request: CalledRequest): Promise<Caller | undefined> {
  const token = sessionTokenOf(request);
  if (token === undefined) return undefined;
  const session = await sessionOf(sql, digestOf(token));
  if (session === undefined) return undefined;
  const { personId, name, method, csrfToken, expiresAt, lastSeenAt: notedAt } = session;
  const roles = rolesOf(session);
  return {
    personId,
    answersTo: personId,
    keyId: null,
    name,
    roles,
    permissions: permissionsOf(roles),
    entities: session.entities,
    by: method,
    csrfToken,
    expiresAt,
    notedAt,
    address: addressOf(request),
  };
}

/** Each once: a role may be given here and told by a provider. */
const rolesOf = (of: { readonly roles: readonly string[] } | undefined): Role[] =>
  ROLES.filter((role) => of?.roles.includes(role) === true);

const NOTED_EACH_MS = 60_000;

/** Whether it is time to note again that a key or a session is in use. */
export const isUseDue = ({ notedAt }: Caller): boolean =>
  notedAt === null || Date.now() - notedAt.getTime() > NOTED_EACH_MS;

/** A session that is not in use ends sooner; a stream that is only open is no use. */
export async function noteUse(sql: Sql, request: CalledRequest, caller: Caller): Promise<void> {
  const token = sessionTokenOf(request);
  if (caller.keyId !== null) await touchApiKey(sql, caller.keyId);
  else if (token !== undefined) await touchSession(sql, digestOf(token));
}
