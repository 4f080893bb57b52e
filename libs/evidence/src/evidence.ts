import type { ChainLine } from './chain-line.js';
import type { Derived } from './derive.js';
import type { EventLine } from './event-line.js';
import type { FactLine } from './fact-line.js';
import type { Subject } from './subject.js';

/** All that goes into a pack. */
export interface Evidence extends Derived {
  readonly subject: Subject;
  readonly events: readonly EventLine[];
  readonly shared: readonly EventLine[];
  readonly facts: readonly FactLine[];
  readonly chain: readonly ChainLine[];
  /** The rules in force: the pack as it was written, or the succession of packs that ends with it. */
  readonly policy: string;
}
