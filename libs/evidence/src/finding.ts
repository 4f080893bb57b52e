/** One thing about a pack that is not as it was, or does not follow from what is in it. */
export type Finding =
  | { readonly kind: 'PART_MISSING' | 'PART_UNKNOWN'; readonly part: string }
  | {
      readonly kind: 'DIGEST_DIFFERS';
      readonly part: string;
      readonly expected: string | null;
      readonly found: string;
    }
  | { readonly kind: 'ROOT_DIFFERS'; readonly of: string; readonly expected: string; readonly found: string }
  /** A part can't be read as what it should be. */
  | { readonly kind: 'UNREADABLE'; readonly part: string; readonly line: number | null; readonly message: string }
  /** An event, a fact or a verdict was dropped or added. */
  | { readonly kind: 'COUNT_DIFFERS'; readonly of: string; readonly expected: number; readonly found: number }
  /** Lines don't stand in the order of recording. */
  | { readonly kind: 'REORDERED'; readonly part: string; readonly position: number }
  /** What an event is shown to say is not what its message says. */
  | { readonly kind: 'EVENT_DIFFERS'; readonly part: string; readonly position: number }
  | { readonly kind: 'OF_ANOTHER_CLIENT'; readonly position: number; readonly clientId: string | null }
  /** The rule pack is not the one that the evidence was judged by. */
  | { readonly kind: 'POLICY_DIFFERS'; readonly expected: string; readonly found: string }
  /** The events and the rule pack in the file give another verdict than the file says. */
  | {
      readonly kind: 'VERDICT_DIFFERS';
      readonly change: 'ADDED' | 'GONE' | 'CHANGED';
      readonly key: string;
      readonly inFile: unknown;
      readonly derived: unknown;
    }
  /** Scope, initiative, location or gaps of a client. */
  | {
      readonly kind: 'STANDING_DIFFERS';
      readonly clientId: string;
      readonly inFile: unknown;
      readonly derived: unknown;
    }
  /** A link of the log's chain does not follow from the one before it, or not from the rows of its batch. */
  | { readonly kind: 'CHAIN_BROKEN' | 'CHAIN_CONTENT_DIFFERS'; readonly chain: string; readonly seq: number }
  /** A row is not what its batch has committed to, or nothing in the file proves that it is. */
  | { readonly kind: 'NOT_AS_COMMITTED' | 'NOT_PROVED'; readonly position: number }
  /** A batch does not stand in the tree whose head the checkpoint is. */
  | { readonly kind: 'NOT_IN_TREE'; readonly block: number }
  | { readonly kind: 'CHECKPOINT_UNREADABLE' | 'CHECKPOINT_FORGED'; readonly message: string }
  /** The time stamp is none over this checkpoint, or not by the authority that was given. */
  | { readonly kind: 'TIME_STAMP_FORGED'; readonly message: string }
  /** The checkpoint does not continue the earlier one. */
  | { readonly kind: 'NOT_CONTINUED'; readonly size: number }
  /** An authority was given, and nothing in the pack is from any. */
  | { readonly kind: 'TIME_STAMP_MISSING' }
  /** A row stands in no batch that the file has a link of, or its batch has more rows in the file than it had. */
  | { readonly kind: 'NOT_IN_CHAIN'; readonly block: number };
