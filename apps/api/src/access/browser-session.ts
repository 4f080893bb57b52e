import type { CookieOptions, Request, Response } from 'express';
import { openSession, type Tx } from '#store';
import { isPermitted, type Role } from './roles.js';
import { digestOf, newSecret } from './secrets.js';

const SESSION_COOKIE = 'scopewatch_session';
const SESSION_HOURS = 24;
/** A browser takes a cookie of such a name only by https, from this very host, and for all of it. */
const HOST_ONLY = '__Host-';

/** @returns the token that the browser keeps */
export async function newSession(tx: Tx, personId: string, method: 'link' | 'oidc'): Promise<string> {
  const token = newSecret();
  await openSession(tx, { tokenHash: digestOf(token), personId, method, csrfToken: newSecret(), hours: SESSION_HOURS });
  return token;
}

/** Where somebody who comes in begins: whoever works on alerts with what there is to do, others with the overview. */
export const firstPageFor = (roles: readonly Role[]): string => (isPermitted('work-alerts', roles) ? '/today' : '/');

/** @param secure whether browsers come by https though the request doesn't say so */
export function setSession(request: Request, response: Response, token: string, secure: boolean): void {
  keepInBrowser(response, { name: SESSION_COOKIE, value: token, ms: SESSION_HOURS * 3_600_000 }, '/', {
    secure: secure || request.secure,
  });
}

export const sessionTokenOf = (request: Request): string | undefined => keptInBrowser(request, SESSION_COOKIE);

export const forgetSession = (response: Response): void => forgetInBrowser(response, SESSION_COOKIE, '/');

/** @param path that it is sent along with; by https it has to be all of them */
export function keepInBrowser(
  response: Response,
  { name, value, ms }: { name: string; value: string; ms: number },
  path: string,
  { secure }: { secure: boolean },
): void {
  // Links from other sites, as the one back from the identity provider, are followed by hand, so "lax" lets them through.
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: secure ? '/' : path, maxAge: ms };
  response.cookie(secure ? `${HOST_ONLY}${name}` : name, value, options);
}

/** What the browser keeps under this name. By https only what was set by https: anybody near could have set the other. */
export function keptInBrowser(request: Request, name: string): string | undefined {
  return cookieOf(request, `${HOST_ONLY}${name}`) ?? (request.secure ? undefined : cookieOf(request, name));
}

export function forgetInBrowser(response: Response, name: string, path: string): void {
  response.clearCookie(name, { path });
  response.clearCookie(`${HOST_ONLY}${name}`, { path: '/', secure: true });
}

function cookieOf(request: Request, name: string): string | undefined {
  const value = (request.cookies as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
}
