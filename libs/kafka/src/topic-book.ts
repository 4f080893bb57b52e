import type { KnownTopic, TopicIdentity, TopicStop } from './topic-identity.js';

/** Offsets that were never read. */
export interface OffsetGap {
  /** As it stands on record: with its incarnation, from the second on. */
  readonly topic: string;
  readonly partition: number;
  readonly from: bigint;
  /** Exclusive. */
  readonly to: bigint;
}

/** What the database knows of topics, and takes note of. Each call stands by itself. */
export interface TopicBook {
  /** The topics of these names as they are read now; one that was never read is absent. */
  load(topics: readonly string[]): Promise<Map<string, KnownTopic>>;
  /**
   * From now on this is the topic of the name, and what isn't known of its partitions begins at `starts`. Somebody else
   * may have been faster: what stands already stays.
   */
  bind(topic: string, identity: TopicIdentity, starts: ReadonlyMap<number, bigint>): Promise<void>;
  /** Notes that reading was stopped, or with `null` that all is as it was and it goes on. */
  noteStop(topic: string, incarnation: number, stop: TopicStop | null, found: TopicIdentity | null): Promise<void>;
  /** Notes what expired before it was read; what is noted already is not noted twice. */
  noteGap(gap: OffsetGap): Promise<void>;
}
