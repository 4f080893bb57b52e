import type { LoggedFact } from '#log';

/** One change of an alert, by the judge or by a person. */
export interface FactLine {
  readonly position: number;
  /** Of its leaf, hex; absent where it was recorded before rows had salts. */
  readonly salt?: string;
  readonly recordedAt: string;
  readonly clientId: string;
  readonly alertId: string;
  readonly kind: string;
  readonly cause: string | null;
  /** Who did it; `null` where the judge did. */
  readonly actor: string | null;
  /** JSON as it was recorded, and as it went out. */
  readonly body: string;
}

export const factLine = ({ salt, ...fact }: LoggedFact): FactLine => ({
  ...fact,
  ...(salt === null ? {} : { salt: salt.toString('hex') }),
  recordedAt: fact.recordedAt.toISOString(),
});
