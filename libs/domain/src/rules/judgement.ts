import type { Act } from './act.js';
import type { FacetDifference } from './contrast.js';
import type { Identity } from '../event.js';
import type { Row } from './row-register.js';
import type { Verdict } from './verdict-register.js';
import type { JudgedOffer, Severity } from '../vocabulary.js';

/** One verdict: of one offer of one act, for one client and entity, with all that explains it. */
export interface Judgement {
  /** The client; of merged ids the survivor. */
  readonly clientId: string;
  readonly entityId: string;
  readonly act: Act;
  readonly offer: JudgedOffer;
  readonly row: Row;
  readonly verdict: Verdict;
  readonly newService: boolean | null;
  readonly newAssetType: boolean | null;
  /** `null` for what neither alerts nor needs a person. */
  readonly severity: Severity | null;
  /** An act under another regime whose service the client never asked for. */
  readonly otherRegimeDrift: boolean;
  /** The act itself first, then the facts that the row stands on. */
  readonly reasons: readonly Identity[];
  /** What row 7 stands on, in words: nothing on file, a closing, what was ended. */
  readonly standsOn: readonly string[];
  /** What is in doubt, in words, where a person has to look. */
  readonly doubts: readonly string[];
  /** What makes a type new, of what is nearest in the scope: rows 13 and 14. */
  readonly differences: readonly FacetDifference[];
  /** The scope that it was judged against, as the requests gave it. */
  readonly scope: readonly { readonly identity: Identity; readonly offer: JudgedOffer }[];
  /** Where the client lived at the act, for what has a severity; `null` where that is unknown or in doubt. */
  readonly country: string | null;
  readonly policyVersion: string;
}
