/**
 * What kind of thing a mark stands for; each has a form of its own, so that nobody has to tell them apart by colour. `MESSAGE` is
 * whatever was said to the client that does not promote.
 */
export const FORMS = ['REQUEST', 'PROMOTIONAL', 'MESSAGE', 'ENABLED', 'USED', 'OTHER'] as const;
export type Form = (typeof FORMS)[number];

/** How it was judged: nothing to say, beyond the scope, or left to a person. */
export type Status = 'QUIET' | 'BEYOND' | 'REVIEW';

/** Times are RFC 3339, or a date where only the day is known. */
export interface Band {
  readonly from: string;
  /** `null`: it still stood when the strip ends. */
  readonly to: string | null;
  /** Part of the original scope, not of what was asked for later. */
  readonly original: boolean;
  /** Whether the request surely counts. */
  readonly sure: boolean;
}

/** One act, or several of one kind close together that were judged alike. */
export interface Mark {
  readonly form: Form;
  readonly status: Status;
  readonly at: string;
  /** When the last of them was. */
  readonly until: string;
  readonly count: number;
  readonly what: string;
  /** How it was judged, in words; `null` where it is no act. */
  readonly verdict: string | null;
  /** What a message said, or the client; of several the first. */
  readonly subject: string | null;
  readonly excerpt: string | null;
  readonly uri: string | null;
  /** Where in the log the first of them stands. */
  readonly position: number | null;
  readonly alertId: string | null;
}

/** One service in respect of one asset or type, or what is about none. */
export interface Row {
  readonly label: string;
  /** How it stands to the scope, in a few words. */
  readonly says: string;
  readonly bands: readonly Band[];
  readonly marks: readonly Mark[];
}

/** One client's scope over time, with all that was done and said. */
export interface Strip {
  readonly from: string;
  readonly to: string;
  readonly rows: readonly Row[];
}
