/** Why "no breach" can't be said, each by its name. */
export type Obstacle =
  /** Nothing was ever handled, or no rule pack is on record. */
  | { readonly kind: 'NOTHING_JUDGED' }
  | { readonly kind: 'UNKNOWN_CLIENT' }
  /** The stretch of time is not over: what is still to come, nobody can say. */
  | { readonly kind: 'NOT_OVER' }
  /** An act in that time was judged as one that alerts. */
  | { readonly kind: 'ALERT'; readonly alertId: string; readonly verdict: string; readonly effectiveAt: string }
  /** An act in that time can't be decided from the facts on file. */
  | {
      readonly kind: 'UNDECIDED';
      readonly alertId: string;
      readonly effectiveAt: string;
      /** What leaves it open, in sentences. */
      readonly doubts: readonly string[];
    }
  /** What stands on record is not what the log gives. */
  | { readonly kind: 'RECORD_DIFFERS'; readonly alertId: string }
  /** Messages that were never read, and that nobody has accepted as missing. */
  | {
      readonly kind: 'OFFSETS_MISSING';
      readonly topic: string;
      readonly partition: number;
      readonly fromOffset: number;
      readonly toOffset: number;
    }
  /** A message that could not be taken and may be about this client. */
  | {
      readonly kind: 'REJECTION_WAITING';
      readonly rejectionId: string;
      readonly reason: string;
      readonly concern: Concern;
      /** Which message, why it stands in the way, and what to do. */
      readonly message: string;
    }
  /** A change that all clients share is still being worked off. */
  | { readonly kind: 'FAN_OUT_UNFINISHED'; readonly cause: string; readonly incidentId: string | null };

/** Why a message that could not be taken may be about a client. */
export type Concern =
  /** By its key, or by an id of theirs in it. */
  | 'NAMES_CLIENT'
  /** It is of a kind that concerns clients whom it doesn't name, such as a campaign to a segment. */
  | 'SHARED_FACT'
  /** Nothing in it says whom it is about. */
  | 'ILLEGIBLE';
