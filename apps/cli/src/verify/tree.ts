import { batchLeaf, type BatchInTree } from '#log/codec';
import { HASH_BYTES, WholeTree, type Subtree } from '#proof';
import { headsHold } from './heads.js';
import { MS } from './log-blocks.js';
import { outsideLinesHold } from './outside-lines.js';
import type { OutsideCheckpoint } from './outside-checkpoints.js';
import type { Source } from './source.js';

const NAME = 'I13 the log is the tree whose heads were signed';
const PAGE = 5_000;

/** A leaf of the tree with its batch; without one where nothing of the kind is on record. */
type Leaf = { readonly index: number } & (BatchInTree | { readonly [K in keyof BatchInTree]: null });

/**
 * Puts the tree together again from the batches, leaf by leaf, and holds against it what the database keeps of it, each head
 * that was signed, and each that somebody outside holds.
 */
export async function treeHolds(source: Source, outside: readonly OutsideCheckpoint[]): Promise<void> {
  const { leaves, size } = await readLeaves(source);
  const tree = new WholeTree(leaves);
  const nodes = await nodesHold(source, tree, size);
  const heads = await headsHold(source, tree, size, outside);
  const lines = await outsideLinesHold(source);
  const uncovered = await waitingBatches(source, heads.covered);
  if (uncovered > 0) source.report.remark('I13', 'batches that no signed head covers yet', String(uncovered));
  source.report.invariant(NAME, `${size} leaves, ${nodes} nodes, ${heads.said}, ${lines}`);
}

async function readLeaves({ sql, report }: Source): Promise<{ leaves: Buffer; size: number }> {
  let leaves = Buffer.alloc(HASH_BYTES * 1_024);
  let size = 0;
  const last = new Map<string, number>();
  for (let after = -1; ;) {
    const rows = await sql.query<Leaf & { chain: string; seq: number }>(
      `SELECT t.index, t.chain, t.seq, b.block, ${MS('b.recorded_at')} AS "recordedAt", b.events, b.facts, b.rejections,
              b.records, b.content
         FROM tree_leaf t LEFT JOIN batch b USING (chain, seq) WHERE t.index > $1 AND t.index <= ${Number.MAX_SAFE_INTEGER} ORDER BY t.index LIMIT ${PAGE}`,
      [after],
    );
    for (const row of rows) {
      const at = { table: 'tree_leaf', row: { index: row.index } };
      // One after the other in the tree, and one after the other of each chain.
      const expected = { index: size, seq: (last.get(row.chain) ?? 0) + 1 };
      await report.compare('I13', at, expected, { index: row.index, seq: row.seq });
      last.set(row.chain, row.seq);
      if (leaves.length < (size + 1) * HASH_BYTES) leaves = Buffer.concat([leaves, Buffer.alloc(leaves.length)]);
      if (row.block === null) await report.violation('I13', { kind: 'NOTHING_RECORDED', ...at, column: 'chain' });
      else batchLeaf({ ...row, recordedAt: Math.floor(row.recordedAt) }).copy(leaves, size * HASH_BYTES);
      size += 1;
    }
    const end = rows.at(-1);
    if (end === undefined) break;
    after = end.index;
  }
  return { leaves: leaves.subarray(0, size * HASH_BYTES), size };
}

/** @returns how many there are */
async function nodesHold({ sql, report }: Source, tree: WholeTree, size: number): Promise<number> {
  let found = 0;
  for (let after: readonly [number, number] = [-1, -1]; ;) {
    const rows = await sql.query<Subtree & { hash: Buffer }>(
      `SELECT level, index, hash FROM tree_node WHERE (level, index) > ($1, $2) AND index <= ${Number.MAX_SAFE_INTEGER} ORDER BY level, index LIMIT ${PAGE}`,
      after,
    );
    for (const { hash, ...node } of rows) {
      const at = { table: 'tree_node', row: { ...node } };
      found += 1;
      const isOfTree = node.level < 48 && (node.index + 1) * 2 ** node.level <= size;
      if (!isOfTree) await report.violation('I13', { kind: 'WITHOUT_CAUSE', ...at, column: 'index' });
      else await report.compare('I13', at, { hash: tree.hashOf(node) }, { hash });
    }
    const end = rows.at(-1);
    if (end === undefined) break;
    after = [end.level, end.index];
  }
  let expected = 0;
  for (let leaves = size; leaves > 0; leaves = Math.floor(leaves / 2)) expected += leaves;
  if (found !== expected) {
    await report.violation('I13', { kind: 'MISSING', table: 'tree_node', column: 'level', expected, actual: found });
  }
  return found;
}

/** @param covered how many leaves the last head has */
async function waitingBatches({ sql }: Source, covered: number): Promise<number> {
  const [row] = await sql.query<{ n: number }>(
    'SELECT (SELECT count(*) FROM batch) - (SELECT count(*) FROM tree_leaf WHERE index < $1) AS n',
    [covered],
  );
  return row?.n ?? 0;
}
