/** Why somebody was not signed in, as the sign-in page is told: `/sign-in?problem=…`. */
export type SignInProblem =
  /** The one-time link was used before, or is too old. */
  | 'link'
  /** There is no identity provider here. */
  | 'oidc-off'
  | 'oidc-unreachable'
  /** The provider said no, or the person did. */
  | 'oidc-denied'
  /** Nobody went from this browser, it was too long ago, or they came back before. */
  | 'oidc-expired'
  /** What came back does not fit what was asked for, or can't be verified. */
  | 'oidc-refused'
  /** Nobody has given them a role. */
  | 'no-role'
  /** Nobody has said which entities they may see. */
  | 'no-entity'
  | 'disabled';

export const pageOfProblem = (problem: SignInProblem): string => `/sign-in?problem=${problem}`;
