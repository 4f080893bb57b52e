import { blockOf, batchLeaf } from '#log/codec';
import { isIncluded, type Checkpoint } from '#proof';
import { batchOf, type ChainLine } from './chain-line.js';
import type { EventLine } from './event-line.js';
import type { FactLine } from './fact-line.js';
import type { Finding } from './finding.js';
import { isProved, leafOfEvent, leafOfFact, type RowProof } from './row-proof.js';

interface Provable {
  readonly position: number;
  readonly salt?: string;
}

/** Whether each row that has a salt is the one that its batch has committed to, where the pack says it stands. */
export function* proofFindings(
  chain: readonly ChainLine[],
  events: readonly EventLine[],
  facts: readonly FactLine[],
  proofs: readonly RowProof[],
): Generator<Finding> {
  const links = new Map(chain.map((link) => [link.block, link]));
  const byPosition = new Map(proofs.map((proof) => [proof.position, proof]));
  const prove = (row: Provable, leaf: Buffer | null): Finding | undefined => {
    const { position, salt } = row;
    const [proof, link] = [byPosition.get(position), links.get(blockOf(position))];
    const isSalted = link?.records !== undefined;
    // What was recorded before rows had salts is digested as a whole, if at all.
    if (!isSalted && salt === undefined && proof === undefined) return undefined;
    if (proof === undefined || link === undefined || leaf === null) return { kind: 'NOT_PROVED', position };
    return isProved(leaf, proof, link) ? undefined : { kind: 'NOT_AS_COMMITTED', position };
  };
  for (const event of events) {
    // Of a message that is not shown whole only the digest is known.
    const isWhole = event.redacted === undefined && event.erased === undefined;
    const leaf = isWhole ? attempt(() => leafOfEvent(event)) : leafGiven(byPosition, event.position);
    const finding = prove(event, leaf);
    if (finding !== undefined) yield finding;
  }
  for (const fact of facts) {
    const finding = prove(
      fact,
      attempt(() => leafOfFact(fact)),
    );
    if (finding !== undefined) yield finding;
  }
}

/** Whether each batch that is said to stand in the tree stands in it. */
export function* treeFindings(chain: readonly ChainLine[], checkpoint: Checkpoint): Generator<Finding> {
  for (const link of chain) {
    const { block, tree } = link;
    if (tree === undefined) continue;
    const path = tree.path.map((hash) => Buffer.from(hash, 'hex'));
    const leaf = batchLeaf(batchOf(link));
    if (!isIncluded(leaf, tree.index, checkpoint.size, path, checkpoint.root)) yield { kind: 'NOT_IN_TREE', block };
  }
}

function leafGiven(proofs: ReadonlyMap<number, RowProof>, position: number): Buffer | null {
  const leaf = proofs.get(position)?.leaf;
  return leaf === undefined ? null : Buffer.from(leaf, 'hex');
}

/** `null` for what can't be read: that is told where it is read. */
function attempt(make: () => Buffer | null): Buffer | null {
  try {
    return make();
  } catch {
    return null;
  }
}
