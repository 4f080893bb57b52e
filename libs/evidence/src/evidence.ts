import type { ChainLine } from './chain-line.js';
import type { Derived } from './derive.js';
import type { EventLine } from './event-line.js';
import type { FactLine } from './fact-line.js';
import type { RowProof } from './row-proof.js';
import type { Subject } from './subject.js';

/** All that goes into a pack. */
export interface Evidence extends Derived {
  readonly subject: Subject;
  readonly events: readonly EventLine[];
  readonly shared: readonly EventLine[];
  readonly facts: readonly FactLine[];
  readonly chain: readonly ChainLine[];
  /** Of each row that was recorded since rows have salts. */
  readonly proofs: readonly RowProof[];
  /** The signed head of the tree that the batches stand in; empty where none had been signed. */
  readonly checkpoint: string;
  /**
   * The keys of whoever signs checkpoints, as the log has them on record, and of the witnesses that have signed this one:
   * only whoever has them from elsewhere knows them.
   */
  readonly keys: readonly string[];
  /**
   * An earlier head that more vouch for, with the hashes (hex) that prove that the checkpoint continues it: where what the
   * pack holds is younger than the last head that was stamped or seen.
   */
  readonly earlier: { readonly checkpoint: string; readonly path: readonly string[] } | null;
  /** What a time-stamping authority answered about the earlier head, or else the checkpoint (RFC 3161); `null` where none has. */
  readonly timeStamp: Uint8Array | null;
  /** The rules in force: the pack as it was written, or the succession of packs that ends with it. */
  readonly policy: string;
}
