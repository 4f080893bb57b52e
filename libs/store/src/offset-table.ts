import type { Sql, Tx } from './connection.js';

export interface PartitionOffset {
  readonly topic: string;
  readonly partition: number;
  /** The next offset to be handled. */
  readonly nextOffset: number;
}

export const loadOffsets = (sql: Sql): Promise<PartitionOffset[]> =>
  sql.query('SELECT topic, partition, next_offset AS "nextOffset" FROM kafka_offset');

/**
 * Moves partitions on from where this consumer believes they stand.
 * @returns how many were moved; fewer than given where another consumer has moved one already
 */
export const advanceOffsets = (
  tx: Tx,
  moves: readonly { topic: string; partition: number; from: number; to: number }[],
): Promise<number> => {
  const sorted = [...moves].sort((a, b) =>
    a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1,
  );
  return tx.change(
    `INSERT INTO kafka_offset (topic, partition, next_offset)
     SELECT topic, partition, "to" FROM unnest($1::text[], $2::int[], $4::bigint[]) AS m (topic, partition, "to")
     ON CONFLICT (topic, partition) DO UPDATE SET next_offset = EXCLUDED.next_offset
      WHERE kafka_offset.next_offset =
            ($3::bigint[])[array_position($5::text[], kafka_offset.topic || '/' || kafka_offset.partition)]`,
    [
      sorted.map((m) => m.topic),
      sorted.map((m) => m.partition),
      sorted.map((m) => m.from),
      sorted.map((m) => m.to),
      sorted.map((m) => `${m.topic}/${m.partition}`),
    ],
  );
};

/** Notes offsets that the broker no longer had: what was in them, nobody can say. */
export const noteGap = (
  tx: Tx,
  gap: { topic: string; partition: number; from: number; to: number; atMs: number },
): Promise<unknown> =>
  tx.query(
    `INSERT INTO offset_gap (topic, partition, from_offset, to_offset, recorded_at)
     VALUES ($1, $2, $3, $4, to_timestamp($5 / 1000.0)) ON CONFLICT DO NOTHING`,
    [gap.topic, gap.partition, gap.from, gap.to, gap.atMs],
  );
