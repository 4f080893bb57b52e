import { Controller, Req, Res } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import type { Request, Response } from 'express';
import { endSession, openSession, useLink, type Tx } from '#store';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Handles, operation, type AnswerOf, type InputOf } from '../http/operation.js';
import { Me, SignInMethods } from '../shapes/access.js';
import { SESSION_COOKIE } from './access.guard.js';
import { CalledBy, type Caller } from './caller.js';
import { permissionsOf } from './roles.js';
import { digestOf, newSecret } from './secrets.js';

const SESSION_HOURS = 24;

const methods = operation({
  id: 'signInMethods',
  method: 'GET',
  path: 'auth/methods',
  permission: 'everyone',
  summary: 'How one can sign in here',
  answer: SignInMethods,
});
const login = operation({
  id: 'signInByLink',
  method: 'GET',
  path: 'login',
  permission: 'everyone',
  summary: 'Sign in with a one-time link',
  query: Type.Object({ token: Type.String({ minLength: 1, maxLength: 100 }) }),
  mediaType: 'text/html',
});
const signOut = operation({
  id: 'signOut',
  method: 'POST',
  path: 'auth/sign-out',
  permission: 'read',
  summary: 'End the session',
  status: 204,
});
const me = operation({
  id: 'me',
  method: 'GET',
  path: 'v1/me',
  permission: 'read',
  summary: 'Who you are, and what you may do',
  answer: Me,
});

@Controller()
export class SignInController {
  constructor(private readonly database: Database) {}

  @Handles(methods)
  methods(): AnswerOf<typeof methods> {
    return { oidc: false, link: true };
  }

  @Handles(login)
  async login(
    @Input() { query }: InputOf<typeof login>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const token = await this.database.write(async (tx) => {
      const personId = await useLink(tx, digestOf(query.token));
      return personId === undefined ? undefined : newSession(tx, personId, 'link');
    });
    if (token === undefined) {
      response.redirect(303, '/sign-in?problem=link');
      return;
    }
    setSession(request, response, token);
    response.redirect(303, '/');
  }

  @Handles(signOut)
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const token = (request.cookies as Record<string, unknown>)[SESSION_COOKIE];
    if (typeof token === 'string') await this.database.write((tx) => endSession(tx, digestOf(token)));
    response.clearCookie(SESSION_COOKIE, { path: '/' });
  }

  @Handles(me)
  me(@CalledBy() caller: Caller): AnswerOf<typeof me> {
    const { personId, name, roles, entities, by, csrfToken, expiresAt } = caller;
    return {
      personId,
      name,
      roles: [...roles],
      entities: entities === null ? null : [...entities],
      by,
      csrfToken,
      expiresAt: expiresAt?.toISOString() ?? null,
      permissions: permissionsOf(roles),
    };
  }
}

/** @returns the token that the browser keeps */
export async function newSession(tx: Tx, personId: string, method: 'link' | 'oidc'): Promise<string> {
  const token = newSecret();
  await openSession(tx, { tokenHash: digestOf(token), personId, method, csrfToken: newSecret(), hours: SESSION_HOURS });
  return token;
}

export function setSession(request: Request, response: Response, token: string): void {
  response.cookie(SESSION_COOKIE, token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: request.secure,
    path: '/',
    maxAge: SESSION_HOURS * 3_600_000,
  });
}
