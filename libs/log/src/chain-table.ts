import type { Sql, Tx } from '#store';

/** What links a batch into its chain. */
export interface Link {
  readonly chain: string;
  readonly block: number;
  readonly recordedAt: number;
  readonly events: number;
  readonly facts: number;
  readonly rejections: number;
  readonly records: number;
  /** Of its rows, side by side: events, facts about alerts, rejections, records, each in the order of positions. */
  readonly leaves: Buffer;
  /** The root over the leaves. */
  readonly content: Buffer;
}

/** Appends a batch to its chain. The chain's head is locked from here to the commit. */
export async function appendLink(tx: Tx, link: Link): Promise<void> {
  await tx.query(
    `WITH head AS (
       INSERT INTO chain_head (chain, seq, hash) VALUES ($1, 1, sha256($2))
       ON CONFLICT (chain) DO UPDATE SET seq = chain_head.seq + 1, hash = sha256(chain_head.hash || $2)
       RETURNING seq, hash)
     INSERT INTO batch (chain, seq, block, recorded_at, events, facts, rejections, records, leaves, content, hash)
     SELECT $1, seq, $3, to_timestamp($4 / 1000.0), $5, $6, $7, $8, $9, $2, hash FROM head`,
    [
      link.chain,
      link.content,
      link.block,
      link.recordedAt,
      link.events,
      link.facts,
      link.rejections,
      link.records,
      link.leaves,
    ],
  );
}

/** When these blocks were recorded, in ms since 1970. */
export async function batchTimes(sql: Sql, blocks: readonly number[]): Promise<Map<number, number>> {
  const rows = await sql.query<{ block: number; at: Date }>(
    'SELECT block, recorded_at AS at FROM batch WHERE block = ANY($1)',
    [blocks],
  );
  return new Map(rows.map(({ block, at }) => [block, at.getTime()]));
}
