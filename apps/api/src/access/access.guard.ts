import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { Database } from '../database.js';
import { OPERATION, type OperationSpec } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { callerOf, isUseDue, keyIdIn, noteUse } from './caller-of.js';
import type { CalledRequest, Caller } from './caller.js';
import type { HeldBack } from './held-back.js';
import { RefusedSignIns } from './refused-sign-ins.js';
import { isSame } from './secrets.js';
import { whilePermitted } from './while-permitted.js';

/** Finds out who asks, and whether the table of permissions lets them. Nothing else decides. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: Database,
    private readonly refused: RefusedSignIns,
    private readonly heldBack: HeldBack,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const spec = this.reflector.get<OperationSpec | undefined>(OPERATION, context.getHandler());
    // Health and metrics: told by the operations module, to whoever can reach the port.
    if (spec === undefined || spec.permission === 'everyone') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<CalledRequest>();
    const caller = await this.database.read((sql) => callerOf(sql, request));
    if (caller === undefined) {
      if (request.get('authorization') !== undefined) await this.refused.noteKey(request, keyIdIn(request));
      throw new Problem('NOT_SIGNED_IN', 'Sign in, or send a valid key as "Authorization: Bearer …".');
    }
    // A browser sends its cookie with whatever page asks it to; only our own page knows the token.
    if (
      caller.csrfToken !== null &&
      spec.method !== 'GET' &&
      !isSame(request.get('x-csrf-token') ?? '', caller.csrfToken)
    ) {
      throw new Problem('CSRF', 'Send the csrfToken of GET /v1/me as X-CSRF-Token.');
    }
    const why = whyNotPermitted(spec, caller);
    if (why !== undefined) throw new Problem('NOT_PERMITTED', why);
    await this.heldBack.require(spec);
    if (isUseDue(caller)) await this.database.read((sql) => noteUse(sql, request, caller));
    request.caller = caller;
    whilePermitted(http.getResponse<Response>(), () => this.isStill(spec, request, caller));
    return true;
  }

  /** Whether they may do it still, for the same entities. */
  private async isStill(spec: OperationSpec, request: CalledRequest, { personId, entities }: Caller): Promise<boolean> {
    const now = await this.database.read((sql) => callerOf(sql, request));
    if (now === undefined || now.personId !== personId) return false;
    return JSON.stringify(now.entities) === JSON.stringify(entities) && whyNotPermitted(spec, now) === undefined;
  }
}

function whyNotPermitted(spec: OperationSpec, { permissions, roles, entities }: Caller): string | undefined {
  if (!permissions.includes(spec.permission))
    return `This takes the permission ${spec.permission}; yours: ${roles.join(', ') || 'none'}.`;
  if (spec.wholeBook === true && entities !== null)
    return 'This shows the whole book; your role is limited to some entities.';
  return undefined;
}
