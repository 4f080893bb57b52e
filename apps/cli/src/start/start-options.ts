export interface StartOptions {
  /** Play the demonstration whatever is in the database. */
  readonly demo?: boolean;
  /** Don't, even if the database is new. */
  readonly empty?: boolean;
  /** Print a one-time link although people can sign in with the identity provider. */
  readonly link?: boolean;
}
