import { createHash } from 'node:crypto';
import { encodeAlertFacts, encodeEvents, encodeLogRecords, encodeRejections, SALT_BYTES } from '#log/codec';
import { addHead, CHECKPOINT_KEY, growTree, rootAt, treeSize } from '#log';
import { checkpointText, merkleRoot, printVerifier, signNote, type NoteSigner } from '#proof';
import type { Tx } from '#store';
import { blocksOf, type Block } from '../../apps/cli/src/verify/log-blocks';

const saltsOf = (rows: readonly { readonly salt: Buffer | null }[]): Buffer =>
  Buffer.concat(rows.map(({ salt }) => salt ?? Buffer.alloc(SALT_BYTES)));

const leavesOf = ({ events, facts, rejections, records }: Block): Buffer =>
  Buffer.concat([
    encodeEvents(events, saltsOf(events)).leaves,
    encodeAlertFacts(facts, saltsOf(facts)).leaves,
    encodeRejections(rejections, saltsOf(rejections)).leaves,
    encodeLogRecords(records, saltsOf(records)).leaves,
  ]);

/**
 * Whoever owns the database has altered what they liked, and makes all that is kept of it agree again: leaves, roots, chains,
 * the tree, and its heads at the sizes that were signed, with the only thing that they haven't got replaced by a key of
 * their own.
 */
export async function makeItAgree(tx: Tx, signer: NoteSigner): Promise<void> {
  const sizes = await tx.query<{ size: number }>('SELECT size FROM tree_head ORDER BY size');
  await tx.query(`UPDATE log_record SET body = replace(body, body::json ->> 'verifier', $2) WHERE kind = $1`, [
    CHECKPOINT_KEY,
    printVerifier(signer.verifier),
  ]);
  for await (const block of blocksOf(tx)) {
    const leaves = leavesOf(block);
    const counts = [block.events.length, block.facts.length, block.rejections.length, block.records.length];
    await tx.query(
      `UPDATE batch SET leaves = $2, content = $3, events = $4, facts = $5, rejections = $6, records = $7 WHERE block = $1`,
      [block.block, leaves, merkleRoot(leaves), ...counts],
    );
  }
  await tx.query('DELETE FROM batch WHERE events + facts + rejections + records = 0');
  const batches = await tx.query<{ chain: string; block: number; content: Buffer }>(
    'SELECT chain, block, content FROM batch ORDER BY chain, seq',
  );
  const heads = new Map<string, { seq: number; hash: Buffer }>();
  for (const { chain, block, content } of batches) {
    const { seq, hash } = heads.get(chain) ?? { seq: 0, hash: Buffer.alloc(0) };
    const next = { seq: seq + 1, hash: createHash('sha256').update(hash).update(content).digest() };
    heads.set(chain, next);
    await tx.query('UPDATE batch SET seq = $2, hash = $3 WHERE block = $1', [block, next.seq, next.hash]);
  }
  await tx.query('DELETE FROM chain_head');
  for (const [chain, { seq, hash }] of heads)
    await tx.query('INSERT INTO chain_head (chain, seq, hash) VALUES ($1, $2, $3)', [chain, seq, hash]);
  await tx.query('DELETE FROM tree_leaf');
  await tx.query('DELETE FROM tree_node');
  await tx.query('DELETE FROM tree_head');
  await growTree(tx, 1_000_000);
  const grown = await treeSize(tx);
  for (const { size } of sizes.filter((head) => head.size <= grown)) {
    const head = { origin: signer.verifier.name, size, root: await rootAt(tx, size) };
    await addHead(tx, head, signNote(checkpointText(head), [signer]));
  }
}
