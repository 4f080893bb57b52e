import { encodeAlertFacts, encodeEvents } from '#log/codec';
import { HASH_BYTES, inclusionRanges, isIncluded, leavesIn, rangesHashed } from '#proof';
import type { ChainLine } from './chain-line.js';
import type { EventLine } from './event-line.js';
import type { FactLine } from './fact-line.js';
import { eventRow, factRow } from './logged-row.js';

/** That a row stands in its batch: where among its leaves, and the hashes that lead from it to their root. */
export interface RowProof {
  readonly position: number;
  readonly index: number;
  /** Hex, from the leaf up. */
  readonly path: readonly string[];
  /** The leaf itself, hex: only where the row is not shown whole, so that it can't be made from it. */
  readonly leaf?: string;
}

/** A row is not the one that the log has committed to: there is nothing to prove by it. */
export class NotAsCommitted extends Error {
  override readonly name = 'NotAsCommitted';

  constructor(readonly position: number) {
    super(
      `The row at position ${position} of the log is not what its batch has committed to. Nothing can be proved by it: run "scopewatch verify", which says what differs.`,
    );
  }
}

const saltOf = (salt: string): Buffer => Buffer.from(salt, 'hex');

/** The leaf of a row; `null` where it was recorded before rows had salts. @throws RangeError where the salt is none */
export const leafOfEvent = (line: EventLine): Buffer | null =>
  line.salt === undefined ? null : encodeEvents([eventRow(line)], saltOf(line.salt)).leaves;

export const leafOfFact = (line: FactLine): Buffer | null =>
  line.salt === undefined ? null : encodeAlertFacts([factRow(line)], saltOf(line.salt)).leaves;

/** @throws NotAsCommitted */
export function proveRow(position: number, leaf: Buffer, leaves: Buffer, isShownWhole: boolean): RowProof {
  let at = leaves.indexOf(leaf);
  while (at >= 0 && at % HASH_BYTES !== 0) at = leaves.indexOf(leaf, at + 1);
  if (at < 0) throw new NotAsCommitted(position);
  const index = at / HASH_BYTES;
  const path = rangesHashed(leaves, inclusionRanges(index, leavesIn(leaves))).map((hash) => hash.toString('hex'));
  return { position, index, path, ...(isShownWhole ? {} : { leaf: leaf.toString('hex') }) };
}

/** How many leaves a batch has. */
const sizeOf = ({ events, facts, rejections, records = 0 }: ChainLine): number => events + facts + rejections + records;

export function isProved(leaf: Buffer, proof: RowProof, link: ChainLine): boolean {
  const path = proof.path.map((hash) => Buffer.from(hash, 'hex'));
  return isIncluded(leaf, proof.index, sizeOf(link), path, Buffer.from(link.content, 'hex'));
}
