import { batchLeaf, type BatchInTree } from '#log/codec';
import {
  completedBy,
  consistencyRanges,
  inclusionRanges,
  joined,
  nodeHash,
  subtreesOf,
  type Range,
  type Subtree,
  type TreeHead,
} from '#proof';
import type { Sql, Tx } from '#store';

/** Batches that stand in no tree yet, at most so many of each chain, each chain in its own order. */
const batchesBeyondTree = (sql: Sql, ofEachMax: number): Promise<BatchInTree[]> =>
  sql.query(
    `SELECT b.chain, b.seq, b.block, (extract(epoch FROM b.recorded_at) * 1000)::bigint AS "recordedAt", b.events,
            b.facts, b.rejections, b.records, b.content
       FROM chain_head h CROSS JOIN LATERAL (
         SELECT * FROM batch WHERE chain = h.chain
            AND seq > coalesce((SELECT max(seq) FROM tree_leaf t WHERE t.chain = h.chain), 0)
          ORDER BY seq LIMIT $1) b
      ORDER BY b.chain, b.seq`,
    [ofEachMax],
  );

/** How many leaves the tree has. */
export async function treeSize(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ size: number }>('SELECT coalesce(max(index) + 1, 0) AS size FROM tree_leaf');
  return row?.size ?? 0;
}

/**
 * Appends to the tree what was recorded since, at most so many batches of each chain: a leaf for each, and the hash of
 * every subtree that it completes. One does it at a time; of two at once the second fails on a key that is taken.
 * @returns how many
 */
export async function growTree(tx: Tx, ofEachMax: number): Promise<number> {
  const batches = await batchesBeyondTree(tx, ofEachMax);
  if (batches.length === 0) return 0;
  const size = await treeSize(tx);
  const known = await nodesAt(tx, subtreesOf([0, size]));
  const made: (Subtree & { readonly hash: Buffer })[] = [];
  for (const [i, batch] of batches.entries()) {
    for (const { level, index } of completedBy(size + i)) {
      const hash =
        level === 0
          ? batchLeaf(batch)
          : nodeHash(
              hashOf(known, { level: level - 1, index: 2 * index }),
              hashOf(known, { level: level - 1, index: 2 * index + 1 }),
            );
      known.set(keyOf({ level, index }), hash);
      made.push({ level, index, hash });
    }
  }
  await tx.query(
    `INSERT INTO tree_leaf (index, chain, seq)
     SELECT $1 + n - 1, chain, seq FROM unnest($2::text[], $3::bigint[]) WITH ORDINALITY AS b (chain, seq, n)`,
    [size, batches.map(({ chain }) => chain), batches.map(({ seq }) => seq)],
  );
  await tx.query(
    'INSERT INTO tree_node (level, index, hash) SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])',
    [made.map(({ level }) => level), made.map(({ index }) => index), made.map(({ hash }) => hash)],
  );
  return batches.length;
}

/** The root of the tree as it was with so many leaves. */
export async function rootAt(sql: Sql, size: number): Promise<Buffer> {
  const [root] = await hashesOf(sql, [[0, size]]);
  if (root === undefined) throw new Error('A range has a hash.');
  return root;
}

/** The hashes that lead from the leaf at `index` to the root of the tree with `size` leaves, from the leaf up. */
export const inclusionPath = (sql: Sql, index: number, size: number): Promise<Buffer[]> =>
  hashesOf(sql, inclusionRanges(index, size));

/** The hashes that prove that the tree with `second` leaves continues the one with `first`. */
export const consistencyPath = (sql: Sql, first: number, second: number): Promise<Buffer[]> =>
  hashesOf(sql, consistencyRanges(first, second));

async function hashesOf(sql: Sql, ranges: readonly Range[]): Promise<Buffer[]> {
  const parts = ranges.map(subtreesOf);
  const known = await nodesAt(sql, parts.flat());
  return parts.map((subtrees) => joined(subtrees.map((subtree) => hashOf(known, subtree))));
}

const keyOf = ({ level, index }: Subtree): string => `${level}/${index}`;

function hashOf(known: ReadonlyMap<string, Buffer>, subtree: Subtree): Buffer {
  const hash = known.get(keyOf(subtree));
  if (hash === undefined)
    throw new Error(`The tree lacks its node ${keyOf(subtree)}; "scopewatch verify" says what else.`);
  return hash;
}

async function nodesAt(sql: Sql, subtrees: readonly Subtree[]): Promise<Map<string, Buffer>> {
  const rows = await sql.query<Subtree & { hash: Buffer }>(
    `SELECT level, index, hash FROM tree_node
      JOIN (SELECT DISTINCT * FROM unnest($1::smallint[], $2::bigint[]) AS asked (level, index)) asked USING (level, index)`,
    [subtrees.map(({ level }) => level), subtrees.map(({ index }) => index)],
  );
  return new Map(rows.map((row) => [keyOf(row), row.hash]));
}

/** A head of the tree that was signed. */
export interface SignedHead {
  readonly size: number;
  readonly root: Buffer;
  readonly signedAt: Date;
  /** The checkpoint as it is given out, with what witnesses have added by now. */
  readonly note: string;
}

const HEAD = `
  SELECT size, root, signed_at AS "signedAt",
         note || coalesce((SELECT string_agg(line, '' ORDER BY witness) FROM tree_cosignature c WHERE c.size = h.size), '')
           AS note
    FROM tree_head h`;

export const addHead = (tx: Tx, { size, root }: Omit<TreeHead, 'origin'>, note: string): Promise<unknown> =>
  tx.query('INSERT INTO tree_head (size, root, signed_at, note) VALUES ($1, $2, clock_timestamp(), $3)', [
    size,
    root,
    note,
  ]);

export async function latestHead(sql: Sql): Promise<SignedHead | undefined> {
  const [row] = await sql.query<SignedHead>(`${HEAD} ORDER BY size DESC LIMIT 1`);
  return row;
}

export async function headAt(sql: Sql, size: number): Promise<SignedHead | undefined> {
  const [row] = await sql.query<SignedHead>(`${HEAD} WHERE size = $1`, [size]);
  return row;
}

/** The newest that a witness has signed. */
export async function latestWitnessedHead(sql: Sql): Promise<SignedHead | undefined> {
  const [row] = await sql.query<SignedHead>(`${HEAD} WHERE size = (SELECT max(size) FROM tree_cosignature)`);
  return row;
}

/**
 * Of the heads that cover so many leaves the one that most others vouch for: stamped and seen by a witness, else stamped,
 * else seen; of equals the newest. Where none covers them, the latest.
 */
export async function bestHead(sql: Sql, leaves: number): Promise<SignedHead | undefined> {
  const [row] = await sql.query<SignedHead>(
    `${HEAD} WHERE size = coalesce(
       (SELECT max(size) FROM tree_time_stamp JOIN tree_cosignature USING (size) WHERE size >= $1),
       (SELECT max(size) FROM tree_time_stamp WHERE size >= $1),
       (SELECT max(size) FROM tree_cosignature WHERE size >= $1),
       (SELECT max(size) FROM tree_head))`,
    [leaves],
  );
  return row;
}

/** The newest so many, the oldest of them first. */
export async function newestHeads(sql: Sql, limit: number): Promise<SignedHead[]> {
  const rows = await sql.query<SignedHead>(`${HEAD} ORDER BY size DESC LIMIT $1`, [limit]);
  return rows.reverse();
}

/** Heads with more leaves than that, the smallest first. */
export const headsBeyond = (sql: Sql, size: number, limit: number): Promise<SignedHead[]> =>
  sql.query(`${HEAD} WHERE size > $1 ORDER BY size LIMIT $2`, [size, limit]);

/** Which leaves some batches are, by block. */
export async function leafIndexes(sql: Sql, blocks: readonly number[]): Promise<Map<number, number>> {
  const rows = await sql.query<{ block: number; index: number }>(
    'SELECT b.block, t.index FROM batch b JOIN tree_leaf t USING (chain, seq) WHERE b.block = ANY($1)',
    [blocks],
  );
  return new Map(rows.map(({ block, index }) => [block, index]));
}
