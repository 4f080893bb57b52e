import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { apiKeyOf, sessionOf, touchApiKey, touchSession, type Sql } from '#store';
import { Database } from '../database.js';
import { OPERATION, type OperationSpec } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { cookieOf, SESSION_COOKIE } from './browser-session.js';
import type { CalledRequest, Caller } from './caller.js';
import { isPermitted, type Role } from './roles.js';
import { digestOf, isSame } from './secrets.js';

/** Finds out who asks, and whether the table of permissions lets them. Nothing else decides. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: Database,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const spec = this.reflector.get<OperationSpec | undefined>(OPERATION, context.getHandler());
    // Health and metrics: told by the operations module, to whoever can reach the port.
    if (spec === undefined || spec.permission === 'everyone') return true;
    const request = context.switchToHttp().getRequest<CalledRequest>();
    const caller = await this.database.read((sql) => callerOf(sql, request));
    if (caller === undefined)
      throw new Problem('NOT_SIGNED_IN', 'Sign in, or send a valid key as "Authorization: Bearer …".');
    // A browser sends its cookie with whatever page asks it to; only our own page knows the token.
    if (
      caller.csrfToken !== null &&
      spec.method !== 'GET' &&
      !isSame(request.get('x-csrf-token') ?? '', caller.csrfToken)
    ) {
      throw new Problem('CSRF', 'Send the csrfToken of GET /v1/me as X-CSRF-Token.');
    }
    if (!isPermitted(spec.permission, caller.roles)) {
      throw new Problem(
        'NOT_PERMITTED',
        `This takes the permission ${spec.permission}; yours: ${caller.roles.join(', ') || 'none'}.`,
      );
    }
    if (spec.wholeBook === true && caller.entities !== null) {
      throw new Problem('NOT_PERMITTED', 'This shows the whole book; your role is limited to some entities.');
    }
    request.caller = caller;
    return true;
  }
}

const BEARER = /^Bearer swk_([A-Za-z0-9]{16})_([A-Za-z0-9_-]{43})$/;

async function callerOf(sql: Sql, request: CalledRequest): Promise<Caller | undefined> {
  const address = request.ip ?? 'unknown';
  const authorization = request.get('authorization');
  if (authorization !== undefined) {
    const [, keyId = '', secret = ''] = BEARER.exec(authorization) ?? [];
    const key = keyId === '' ? undefined : await apiKeyOf(sql, keyId);
    if (key === undefined || key.revokedAt !== null || !key.secretHash.equals(digestOf(secret))) return undefined;
    await touchApiKey(sql, keyId);
    const { name, entities } = key;
    const roles = key.roles as readonly Role[];
    return { personId: `key:${keyId}`, name, roles, entities, by: 'key', csrfToken: null, expiresAt: null, address };
  }
  const token = cookieOf(request, SESSION_COOKIE);
  if (token === undefined) return undefined;
  const tokenHash = digestOf(token);
  const session = await sessionOf(sql, tokenHash);
  if (session === undefined) return undefined;
  await touchSession(sql, tokenHash);
  const { personId, name, entities, method, csrfToken, expiresAt } = session;
  return {
    personId,
    name,
    roles: session.roles as readonly Role[],
    entities,
    by: method,
    csrfToken,
    expiresAt,
    address,
  };
}
