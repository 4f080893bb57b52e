import type { Request, Response } from 'express';
import { openSession, type Tx } from '#store';
import { digestOf, newSecret } from './secrets.js';

export const SESSION_COOKIE = 'scopewatch_session';
const SESSION_HOURS = 24;

/** @returns the token that the browser keeps */
export async function newSession(tx: Tx, personId: string, method: 'link' | 'oidc'): Promise<string> {
  const token = newSecret();
  await openSession(tx, { tokenHash: digestOf(token), personId, method, csrfToken: newSecret(), hours: SESSION_HOURS });
  return token;
}

/** @param secure whether browsers come by https, which we can't see behind a proxy */
export function setSession(request: Request, response: Response, token: string, secure: boolean): void {
  response.cookie(SESSION_COOKIE, token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: secure || request.secure,
    path: '/',
    maxAge: SESSION_HOURS * 3_600_000,
  });
}

/** What the browser keeps under this name. */
export function cookieOf(request: Request, name: string): string | undefined {
  const value = (request.cookies as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
}
