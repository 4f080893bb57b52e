import { apiKeyOf, sessionOf, touchApiKey, touchSession, type Sql } from '#store';
import { cookieOf, SESSION_COOKIE } from './browser-session.js';
import type { CalledRequest, Caller } from './caller.js';
import type { Role } from './roles.js';
import { digestOf } from './secrets.js';

const BEARER = /^Bearer swk_([A-Za-z0-9]{16})_([A-Za-z0-9_-]{43})$/;

/** The key that a request says it comes with, whether there is such a key or not. */
export const keyIdIn = (request: CalledRequest): string | undefined =>
  BEARER.exec(request.get('authorization') ?? '')?.[1];

/** What the ids of keys begin with where they stand for a caller; no person's id has a colon. */
const KEY_PREFIX = 'key:';

/** The person who answers for what was done under this id: for a key whoever made it. */
export async function whoAnswersFor(sql: Sql, personId: string): Promise<string> {
  if (!personId.startsWith(KEY_PREFIX)) return personId;
  return (await apiKeyOf(sql, personId.slice(KEY_PREFIX.length)))?.createdBy ?? personId;
}

/** Who sends a request, by key or by session; nobody where neither is valid any more. */
export async function callerOf(sql: Sql, request: CalledRequest): Promise<Caller | undefined> {
  const address = request.ip ?? 'unknown';
  const authorization = request.get('authorization');
  if (authorization !== undefined) {
    const [, keyId = '', secret = ''] = BEARER.exec(authorization) ?? [];
    const key = keyId === '' ? undefined : await apiKeyOf(sql, keyId);
    if (key === undefined || key.revokedAt !== null || !key.secretHash.equals(digestOf(secret))) return undefined;
    const { name, entities, createdBy: answersTo, lastUsedAt: notedAt } = key;
    const roles = key.roles as readonly Role[];
    const personId = `${KEY_PREFIX}${keyId}`;
    return {
      personId,
      answersTo,
      name,
      roles,
      entities,
      by: 'key',
      csrfToken: null,
      expiresAt: null,
      notedAt,
      address,
    };
  }
  const token = cookieOf(request, SESSION_COOKIE);
  if (token === undefined) return undefined;
  const session = await sessionOf(sql, digestOf(token));
  if (session === undefined) return undefined;
  const { personId, name, entities, method, csrfToken, expiresAt, lastSeenAt: notedAt } = session;
  return {
    personId,
    answersTo: personId,
    name,
    roles: session.roles as readonly Role[],
    entities,
    by: method,
    csrfToken,
    expiresAt,
    notedAt,
    address,
  };
}

const NOTED_EACH_MS = 60_000;

/** Whether it is time to note again that a key or a session is in use. */
export const isUseDue = ({ notedAt }: Caller): boolean =>
  notedAt === null || Date.now() - notedAt.getTime() > NOTED_EACH_MS;

/** A session that is not in use ends sooner; a stream that is only open is no use. */
export async function noteUse(sql: Sql, request: CalledRequest, caller: Caller): Promise<void> {
  const token = cookieOf(request, SESSION_COOKIE);
  if (caller.by === 'key') await touchApiKey(sql, caller.personId.slice(KEY_PREFIX.length));
  else if (token !== undefined) await touchSession(sql, digestOf(token));
}
