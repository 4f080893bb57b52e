import { partitionKey, type TopicPartition } from './assignment.js';

/** The first offset that a partition still holds, and the one that its next record will get. */
export interface OffsetBounds {
  low: bigint;
  high: bigint;
}

export interface Start extends TopicPartition {
  offset: bigint;
  highWatermark: bigint;
  /** Offsets that had expired before they were read; 0 in any healthy deployment. */
  lost: bigint;
}

/**
 * The database has handled records that Kafka does not have: the topic was made anew, or the brokers lost data. Reading
 * on would silently leave out whatever now gets the offsets in between, so nobody goes on without a person's decision.
 */
export class KafkaBehindDatabaseError extends Error {
  readonly retryable = false;

  constructor(partition: TopicPartition, known: bigint, high: bigint) {
    super(
      `${partitionKey(partition)}: the database expects offset ${known} next, but the partition ends at ${high}; ` +
        'was the topic deleted and created again?',
    );
    this.name = 'KafkaBehindDatabaseError';
  }
}

/**
 * Where to begin: at what the database knows; never at Kafka's committed offset. Where it knows nothing the partition
 * was added since the topic was read first, and is read from its very beginning.
 * @param known the next offset to read of each partition, by `${topic}/${partition}`
 * @throws KafkaBehindDatabaseError see there
 * @throws Error a partition without bounds: the cluster's metadata is not complete yet, ask again
 */
export function resolveStarts(
  partitions: TopicPartition[],
  known: Map<string, bigint>,
  bounds: Map<string, OffsetBounds>,
): Start[] {
  return partitions.map((each) => {
    const key = partitionKey(each);
    const bound = bounds.get(key);
    if (!bound) throw new Error(`${key}: its offsets are not known yet`);
    const wanted = known.get(key) ?? 0n;
    if (wanted > bound.high) throw new KafkaBehindDatabaseError(each, wanted, bound.high);
    const lost = wanted < bound.low ? bound.low - wanted : 0n;
    return { ...each, offset: wanted + lost, highWatermark: bound.high, lost };
  });
}
