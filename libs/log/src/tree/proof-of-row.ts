import { batchText, BLOCK_SIZE, blockOf, type BatchInTree } from '#log/codec';
import { hashAt, inclusionRanges, leavesIn, rangesHashed } from '#proof';
import type { Sql } from '#store';
import { inclusionPath, latestHead } from './tree-table.js';

/** That a row stands in its batch, and its batch in the tree whose head was signed last. */
export interface ProofOfRow {
  readonly leaf: Buffer;
  readonly batch: {
    readonly index: number;
    readonly size: number;
    readonly path: readonly Buffer[];
    readonly root: Buffer;
    /** The data of its own leaf. */
    readonly text: string;
  };
  readonly tree: { readonly index: number; readonly size: number; readonly path: readonly Buffer[] };
  readonly checkpoint: string;
}

type Place = BatchInTree & { readonly leaves: Buffer; readonly leafIndex: number; readonly rowIndex: number };

/** In the order in which a batch has its leaves: rows of one table after those of another. */
const placeIn = (from: string, columns: string): string => `
  WITH found AS (
    SELECT kind FROM (SELECT 1 AS kind FROM event WHERE position = $1
      UNION ALL SELECT 2 FROM alert_fact WHERE position = $1
      UNION ALL SELECT 3 FROM rejection WHERE position = $1
      UNION ALL SELECT 4 FROM log_record WHERE position = $1) kinds)
  SELECT ${columns}, b.leaves,
         CASE kind
           WHEN 1 THEN (SELECT count(*) FROM event WHERE position >= $2 AND position < $1)
           WHEN 2 THEN b.events + (SELECT count(*) FROM alert_fact WHERE position >= $2 AND position < $1)
           WHEN 3 THEN b.events + b.facts + (SELECT count(*) FROM rejection WHERE position >= $2 AND position < $1)
           ELSE b.events + b.facts + b.rejections
                + (SELECT count(*) FROM log_record WHERE position >= $2 AND position < $1)
         END AS "rowIndex"
    FROM found CROSS JOIN ${from}
   WHERE b.block = $3 AND b.leaves IS NOT NULL`;

const PLACE = placeIn(
  'batch b JOIN tree_leaf t USING (chain, seq)',
  `b.chain, b.seq, b.block, (extract(epoch FROM b.recorded_at) * 1000)::bigint AS "recordedAt", b.events, b.facts,
   b.rejections, b.records, b.content, t.index AS "leafIndex"`,
);
const LEAF = placeIn('batch b', 'b.block');

/** What its batch has committed to for a row. @returns `undefined` where it was recorded before rows had salts */
export async function committedLeaf(sql: Sql, position: number): Promise<Buffer | undefined> {
  const block = blockOf(position);
  const [place] = await sql.query<Pick<Place, 'leaves' | 'rowIndex'>>(LEAF, [position, block * BLOCK_SIZE, block]);
  return place === undefined ? undefined : hashAt(place.leaves, place.rowIndex);
}

/** @returns `undefined` where there is no such row, it has no salt, or no head that was signed covers it */
export async function proofOfRow(sql: Sql, position: number): Promise<ProofOfRow | undefined> {
  const head = await latestHead(sql);
  const block = blockOf(position);
  const [place] = await sql.query<Place>(PLACE, [position, block * BLOCK_SIZE, block]);
  if (head === undefined || place === undefined || place.leafIndex >= head.size) return undefined;
  const { leaves, rowIndex, leafIndex, content } = place;
  const size = leavesIn(leaves);
  return {
    leaf: hashAt(leaves, rowIndex),
    batch: {
      index: rowIndex,
      size,
      path: rangesHashed(leaves, inclusionRanges(rowIndex, size)),
      root: content,
      text: batchText(place),
    },
    tree: { index: leafIndex, size: head.size, path: await inclusionPath(sql, leafIndex, head.size) },
    checkpoint: head.note,
  };
}
