import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Permission, Role } from './roles.js';

/** Who asks. */
export interface Caller {
  /** A person, or a key. */
  readonly personId: string;
  /** The person: for a key whoever made it. */
  readonly answersTo: string;
  /** The key that they call by; `null`: a session. */
  readonly keyId: string | null;
  readonly name: string;
  readonly roles: readonly Role[];
  /** What they may do now. For a key that is less than its roles say where its maker may less. */
  readonly permissions: readonly Permission[];
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
