import type { SignInProblem } from '../sign-in-problem.js';

const UNREACHABLE = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM'];

/** What openid-client threw when somebody came back, as they are told. */
export function problemOfFailure(error: unknown): SignInProblem {
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  // The provider sent them back with an error, e.g. access_denied.
  if (name === 'AuthorizationResponseError') return 'oidc-denied';
  if (message === 'fetch failed' || (code !== undefined && UNREACHABLE.includes(code))) return 'oidc-unreachable';
  return 'oidc-refused';
}
