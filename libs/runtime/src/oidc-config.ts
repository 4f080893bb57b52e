import { reachableUrl } from './public-url.js';
import { isSafeUrl, type SettingReader } from './setting-reader.js';
import { settings } from './settings.js';

/** The OpenID provider that people sign in with, and what its claims mean here. */
export interface OidcConfig {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly redirectUrl: URL;
  readonly scope: string;
  readonly rolesClaim: string;
  readonly entitiesClaim: string | undefined;
}

const CALLBACK = '/auth/oidc/callback';

/**
 * @param publicUrl where people find us, if that was said
 * @returns `undefined` where there is none
 */
export function readOidc(read: SettingReader, publicUrl: string | undefined): OidcConfig | undefined {
  const issuer = read.safeUrl(settings.oidcIssuer);
  const clientId = read.optional(settings.oidcClientId);
  const redirectUrl = read.safeUrl(settings.oidcRedirectUrl);
  const scope = read.text(settings.oidcScope);
  if (redirectUrl !== undefined && redirectUrl.pathname !== CALLBACK) {
    // The session's cookie is for our own paths; the route is where the router has it.
    read.wrong(settings.oidcRedirectUrl, `must end in ${CALLBACK}.`);
  }
  if (!scope.split(' ').includes('openid')) read.wrong(settings.oidcScope, 'must have "openid" in it.');
  if (issuer === undefined) {
    if (clientId !== undefined) read.wrong(settings.oidcClientId, `needs ${settings.oidcIssuer.name}.`);
    return undefined;
  }
  const here = reachableUrl(read.text(settings.host), read.text(settings.port));
  const ours = publicUrl !== undefined && isSafeUrl(publicUrl) ? publicUrl : here;
  if (clientId === undefined) read.wrong(settings.oidcIssuer, `needs ${settings.oidcClientId.name}.`);
  return {
    issuer,
    clientId: clientId ?? '',
    clientSecret: read.optional(settings.oidcClientSecret),
    redirectUrl: redirectUrl ?? new URL(CALLBACK, ours),
    scope,
    rolesClaim: read.text(settings.oidcRolesClaim),
    entitiesClaim: read.optional(settings.oidcEntitiesClaim),
  };
}
