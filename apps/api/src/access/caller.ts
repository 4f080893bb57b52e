import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Role } from './roles.js';

/** Who asks. */
export interface Caller {
  readonly personId: string;
  /** The person: for a key whoever made it. Two keys of one person are not two people. */
  readonly answersTo: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** The entities that the roles are limited to; `null`: all. */
  readonly entities: readonly string[] | null;
  readonly by: 'link' | 'oidc' | 'key';
  readonly csrfToken: string | null;
  readonly expiresAt: Date | null;
  /** When use of the key or the session was noted last. */
  readonly notedAt: Date | null;
  /** Where the request comes from. */
  readonly address: string;
}

export type CalledRequest = Request & { caller?: Caller };

/** The caller, in the handler of an operation that needs one. */
export const CalledBy = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<CalledRequest>();
  if (caller === undefined) throw new Error('An operation for everyone has no caller.');
  return caller;
});
