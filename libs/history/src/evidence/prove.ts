import {
  batchesOf,
  bestHead,
  checkpointKeys,
  committedLeaf,
  consistencyPath,
  inclusionPath,
  leafIndexes,
  leavesOf,
  timeStampOf,
  witnessesOf,
  type SignedHead,
} from '#log';
import { BLOCK_SIZE, blockOf } from '#log/codec';
import { chainLine, proveRow, type ChainLine, type RowProof } from '#evidence';
import type { Sql } from '#store';

/** A row and its leaf; `null` where it was recorded before rows had salts. */
export interface ProvableRow {
  readonly position: number;
  readonly leaf: Buffer | null;
  /** Whether the pack shows enough of it to make the leaf again. */
  readonly isShownWhole: boolean;
  /** Whether it named somebody who has been erased since: its leaf is then the one that its batch has. */
  readonly isErased?: boolean;
}

export interface Proofs {
  readonly chain: readonly ChainLine[];
  readonly proofs: readonly RowProof[];
  readonly checkpoint: string;
  readonly keys: readonly string[];
  readonly earlier: { readonly checkpoint: string; readonly path: readonly string[] } | null;
  readonly timeStamp: Buffer | null;
}

/** The leaves of a batch may be hundreds of kilobytes. */
const BATCHES_AT_ONCE = 50;

/**
 * What proves that rows stand in the log: each row in its batch, the batches in their chains and, as far as it reaches, in
 * the tree: under the head that most others vouch for of those that cover them all, else under the latest.
 * @throws NotAsCommitted where a row is not what its batch has committed to
 */
export async function proveRows(sql: Sql, rows: readonly ProvableRow[]): Promise<Proofs> {
  const blocks = [...new Set(rows.map(({ position }) => blockOf(position)))].sort((a, b) => a - b);
  const indexes = await leafIndexes(sql, blocks);
  const isWhole = indexes.size === blocks.length;
  const head = await bestHead(sql, isWhole ? Math.max(0, ...indexes.values()) + 1 : Number.MAX_SAFE_INTEGER);
  const chain: ChainLine[] = [];
  const proofs: RowProof[] = [];
  for (let i = 0; i < blocks.length; i += BATCHES_AT_ONCE) {
    const some = blocks.slice(i, i + BATCHES_AT_ONCE);
    const leaves = await leavesOf(sql, some);
    for (const { position, leaf: own, isShownWhole, isErased } of rows) {
      const committed = leaves.get(blockOf(position));
      if (committed === undefined) continue;
      const leaf = isErased === true ? await committedLeaf(sql, position) : own;
      if (leaf !== undefined && leaf !== null) proofs.push(proveRow(position, leaf, committed, isShownWhole));
    }
    for (const batch of await batchesOf(sql, some, BLOCK_SIZE)) {
      const index = indexes.get(batch.block);
      if (head === undefined || index === undefined || index >= head.size) chain.push(chainLine(batch));
      else {
        const path = (await inclusionPath(sql, index, head.size)).map((hash) => hash.toString('hex'));
        chain.push(chainLine(batch, { index, path }));
      }
    }
  }
  proofs.sort((a, b) => a.position - b.position);
  return { chain, proofs, checkpoint: head?.note ?? '', ...(await vouchedFor(sql, head)) };
}

/** What others say of the head, or of an earlier one where they say more of that. */
async function vouchedFor(
  sql: Sql,
  head: SignedHead | undefined,
): Promise<Pick<Proofs, 'earlier' | 'timeStamp' | 'keys'>> {
  const keys = await checkpointKeys(sql);
  if (head === undefined) return { keys, earlier: null, timeStamp: null };
  const best = (await timeStampOf(sql, head.size)) === undefined ? await bestHead(sql, 0) : undefined;
  const before = best !== undefined && best.size < head.size ? best : undefined;
  const sizes = before === undefined ? [head.size] : [head.size, before.size];
  const witnesses = new Set((await Promise.all(sizes.map((size) => witnessesOf(sql, size)))).flat());
  const path = before === undefined ? [] : await consistencyPath(sql, before.size, head.size);
  return {
    keys: [...keys, ...witnesses],
    earlier: before === undefined ? null : { checkpoint: before.note, path: path.map((hash) => hash.toString('hex')) },
    timeStamp: (await timeStampOf(sql, before?.size ?? head.size)) ?? null,
  };
}
