import type { OidcConfig } from '#runtime';
import type { Subject } from '#store';
import { ROLES, type Role } from '../roles.js';
import type { SignInProblem } from '../sign-in-problem.js';

export type Claims = Readonly<Record<string, unknown>>;

type Rules = Pick<OidcConfig, 'rolesClaim' | 'entitiesClaim'>;

/**
 * Reads who somebody is out of verified claims. Pure.
 *
 * A claim that is missing gives nothing: what the provider no longer says must not stand for ever. What was given here
 * is kept apart, and is not for a claim to take away.
 */
export function subjectOf(claims: Claims, { rolesClaim, entitiesClaim }: Rules): Subject | { refused: SignInProblem } {
  const { iss, sub, name, preferred_username: username, email } = claims;
  if (typeof iss !== 'string' || typeof sub !== 'string') return { refused: 'oidc-refused' };
  const entities = entitiesClaim === undefined ? undefined : wordsIn(valueAt(claims, entitiesClaim), ',');
  const verified = typeof email === 'string' && claims['email_verified'] === true ? email : null;
  const called = [name, username, email].find((text) => typeof text === 'string' && text.trim() !== '');
  return {
    issuer: iss,
    subject: sub,
    name: (typeof called === 'string' ? called : sub).slice(0, 200),
    email: verified,
    roles: rolesIn(wordsIn(valueAt(claims, rolesClaim))),
    entities,
  };
}

/** Whether a claim that matters is not there, so that the provider should be asked for more. */
export const isIncomplete = (claims: Claims, { rolesClaim, entitiesClaim }: Rules): boolean =>
  claims['email'] === undefined ||
  valueAt(claims, rolesClaim) === undefined ||
  (entitiesClaim !== undefined && valueAt(claims, entitiesClaim) === undefined);

/** A claim by its name, which may have dots in it; else by the way into an object. */
function valueAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path.split('.').reduce<unknown>((at, name) => {
    const isObject = typeof at === 'object' && at !== null && Object.hasOwn(at, name);
    return isObject ? (at as Record<string, unknown>)[name] : undefined;
  }, claims);
}

/** A list, or a text that holds one. */
function wordsIn(value: unknown, separator: RegExp | string = /[\s,]+/): string[] {
  if (typeof value === 'string') {
    return value
      .split(separator)
      .map((word) => word.trim())
      .filter((word) => word !== '');
  }
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string' && word !== '') : [];
}

/** `analyst` and `scopewatch:analyst` alike; what means nothing here is for somebody else. */
const rolesIn = (words: readonly string[]): Role[] =>
  ROLES.filter((role) => words.includes(role) || words.includes(`scopewatch:${role}`));
