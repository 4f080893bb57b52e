import type { Sql, Tx } from '../database/connection.js';

export interface PartitionOffset {
  readonly topic: string;
  readonly partition: number;
  /** The next offset to be handled. */
  readonly nextOffset: number;
}

/** That a partition is handled further. */
export interface OffsetMove {
  /** As it stands on record. */
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
  /** Digest of the record before `to`; `null` where it isn't known. */
  readonly lastRecord: Buffer | null;
}

export const loadOffsets = (sql: Sql): Promise<PartitionOffset[]> =>
  sql.query('SELECT topic, partition, next_offset AS "nextOffset" FROM kafka_offset');

/**
 * Moves partitions on from where this consumer believes they stand.
 * @returns how many were moved; fewer than given where another consumer has moved one already, or where another topic
 *   has taken the place of its topic
 */
export const advanceOffsets = (tx: Tx, moves: readonly OffsetMove[]): Promise<number> => {
  const sorted = [...moves].sort((a, b) =>
    a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1,
  );
  return tx.change(
    `INSERT INTO kafka_offset (topic, partition, next_offset, last_offset, last_record)
     SELECT topic, partition, "to", "to" - 1, last
       FROM unnest($1::text[], $2::int[], $4::bigint[], $6::bytea[]) AS m (topic, partition, "to", last)
     ON CONFLICT (topic, partition) DO UPDATE SET next_offset = EXCLUDED.next_offset,
       last_offset = EXCLUDED.last_offset, last_record = EXCLUDED.last_record
      WHERE NOT kafka_offset.closed AND kafka_offset.next_offset =
            ($3::bigint[])[array_position($5::text[], kafka_offset.topic || '/' || kafka_offset.partition)]`,
    [
      sorted.map((m) => m.topic),
      sorted.map((m) => m.partition),
      sorted.map((m) => m.from),
      sorted.map((m) => m.to),
      sorted.map((m) => `${m.topic}/${m.partition}`),
      sorted.map((m) => m.lastRecord),
    ],
  );
};

/** How many offsets have been handled, of all topics that are read and from their beginning on. */
export async function advancedUpTo(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ n: number }>(
    'SELECT coalesce(sum(next_offset), 0)::bigint AS n FROM kafka_offset WHERE NOT closed',
  );
  return row?.n ?? 0;
}
