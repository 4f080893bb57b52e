/** The name of the format: another number is another way of packing, which this code can't check. */
export const FORMAT = 'scopewatch-evidence/2';
/** As it was before rows had salts and batches stood in a tree. */
export const FIRST_FORMAT = 'scopewatch-evidence/1';

/** The line that stands below everything a pack says. */
export const DISCLAIMER = 'An indication for review, not a legal determination.';

/** What a pack is asked about. */
export interface About {
  readonly kind: 'CLIENT' | 'ALERT' | 'INCIDENT';
  readonly id: string;
}

/** A person, or whoever sits at the command line. */
export interface MadeBy {
  /** As the audit has it. */
  readonly personId: string;
  readonly name: string;
}

/** What a pack is about, and how much of everything is in it: so what is left out later shows. */
export interface Subject {
  readonly format: string;
  readonly about: About;
  /** Of merged ids the survivor, with all ids that are that client. */
  readonly clients: readonly { readonly clientId: string; readonly memberIds: readonly string[] }[];
  /** A date or a time: verdicts on acts up to then, and the scope as it stood then. */
  readonly trueOn: string;
  /** Only what was recorded by then is in the pack; `null` for all that was on file when it was made. */
  readonly knownOn: string | null;
  readonly createdAt: string;
  /** Who had it made; packs that were made before this was said have none. */
  readonly madeBy?: MadeBy | undefined;
  /** Until when (RFC 3339) recorded times are those of a demonstration's clock; absent where all are real. */
  readonly playedUntil?: string | undefined;
  /** The name of the firm, where the installation is told it. */
  readonly firm?: string | undefined;
  readonly policy: {
    readonly version: string;
    readonly sha256: string;
    /** Where several packs judge, each from a day on, oldest first; packs that were made before this was said have none. */
    readonly packs?: readonly { readonly version: string; readonly actsFrom: string | null }[] | undefined;
  };
  readonly counts: {
    /** By the id that the events name. */
    readonly events: Readonly<Record<string, number>>;
    readonly sharedEvents: number;
    readonly alertFacts: number;
    readonly verdicts: number;
    readonly batches: number;
    /** Rows that are proved to stand in their batch; absent in packs of the first format. */
    readonly proofs?: number;
  };
}
