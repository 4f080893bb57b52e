/** Which topic it is that answers to a name. Ids are given out once: a topic that was made again has another. */
export interface TopicIdentity {
  readonly clusterId: string | null;
  /** `null` where the cluster gives topics no ids (Kafka before 3.0, some that only speak its protocol). */
  readonly topicId: string | null;
}

export interface FoundTopic extends TopicIdentity {
  /** Ascending. */
  readonly partitions: readonly number[];
}

/** What the database knows of a topic that it has read. */
export interface KnownTopic extends TopicIdentity {
  readonly topic: string;
  /** Counts from 1: how often two people decided that another topic is read under this name. */
  readonly incarnation: number;
  /** Why reading was stopped, as some process has noted; `null` where it wasn't. */
  readonly stop: TopicStop | null;
  /** By partition: the next offset to be handled, and the digest of the record before it where there is one on record. */
  readonly partitions: ReadonlyMap<number, { readonly next: bigint; readonly last: Buffer | null }>;
}

export const STOP_REASONS = ['MISSING', 'OTHER_CLUSTER', 'RECREATED', 'OFFSETS_BACKWARDS', 'OTHER_RECORD'] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** Why a topic is not read any more. */
export interface TopicStop {
  readonly reason: StopReason;
  /** One sentence for people. */
  readonly detail: string;
}

/** What the identity of a topic says about reading it. `NEW`: nothing on record says which topic it has to be. */
export type IdentityVerdict = { readonly kind: 'NEW' | 'SAME' } | { readonly kind: 'STOP'; readonly stop: TopicStop };

const stop = (reason: StopReason, detail: string): IdentityVerdict => ({ kind: 'STOP', stop: { reason, detail } });

/**
 * Compares which topic answers to a name with the one that was read under it.
 * @param known undefined where the name was never read
 * @param found undefined where the cluster has no topic of the name
 */
export function compareIdentity(
  topic: string,
  known: KnownTopic | undefined,
  found: FoundTopic | undefined,
): IdentityVerdict {
  if (found === undefined) {
    const before = known === undefined ? '' : ' any more';
    return stop('MISSING', `the cluster has no topic ${topic}${before}`);
  }
  if (known === undefined || (known.clusterId === null && known.topicId === null)) return { kind: 'NEW' };
  if (known.clusterId !== null && found.clusterId !== null && known.clusterId !== found.clusterId) {
    return stop(
      'OTHER_CLUSTER',
      `${topic} was read from the cluster ${known.clusterId}, but this is the cluster ${found.clusterId}`,
    );
  }
  if (known.topicId !== null && found.topicId !== null && known.topicId !== found.topicId) {
    return stop(
      'RECREATED',
      `${topic} was deleted and made again: the topic that was read has the id ${known.topicId}, this one ${found.topicId}`,
    );
  }
  return { kind: 'SAME' };
}

export const backwards = (topic: string, partition: number, next: bigint, high: bigint): TopicStop => ({
  reason: 'OFFSETS_BACKWARDS',
  detail: `${topic}/${partition} ends at offset ${high}, but everything before ${next} was read from it`,
});

export const otherRecord = (topic: string, partition: number, offset: bigint): TopicStop => ({
  reason: 'OTHER_RECORD',
  detail: `${topic}/${partition} holds another record at offset ${offset} than the one that was read there`,
});
