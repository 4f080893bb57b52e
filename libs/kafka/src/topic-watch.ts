import { recordDigest, topicOnRecord } from '#contract';
import type { ClusterView } from './cluster-view.js';
import type { Log } from './log.js';
import { Signal } from './signal.js';
import type { OffsetBounds } from './start-positions.js';
import type { TopicBook } from './topic-book.js';
import {
  backwards,
  compareIdentity,
  otherRecord,
  type FoundTopic,
  type KnownTopic,
  type TopicStop,
} from './topic-identity.js';

export interface TopicWatchOptions {
  view: ClusterView;
  book: TopicBook;
  topics: readonly string[];
  log: Log;
  /** After a change of leader a partition may look shorter than it is, for so long; in milliseconds. */
  shorterForMs: number;
  now?: () => number;
}

export type TopicState = 'READING' | 'WAITING' | 'STOPPED';

/** How it stands with one topic, for readiness and metrics. */
export interface TopicStatus {
  topic: string;
  state: TopicState;
  /** Why it is not read. */
  stop: TopicStop | null;
}

/** Records in hand are of a topic that is no longer the one that is read under its name. */
export class TopicChangedError extends Error {
  constructor(topic: string) {
    super(`${topic} is another topic by now than the one that these records are from; they are not taken`);
    this.name = 'TopicChangedError';
  }
}

const CONFIRM_MS_MAX = 10_000;

/**
 * Sees to it that only that topic is read under a name which the database knows by it. Before reading begins, ids,
 * bounds and the record before the next offset are compared; while it goes on, ids and bounds are looked at every few
 * seconds, and each batch is confirmed before it is committed. What differs stops that topic, and no other.
 */
export class TopicWatch {
  /** Wakes whoever waits for the next look. */
  readonly alarm = new Signal();
  private readonly states = new Map<string, TopicStatus>();
  private readonly shorterSince = new Map<string, number>();
  /** What the session in force reads, by its name on record. */
  private reading = new Map<string, KnownTopic>();
  /** Which of these are other topics by now: that session has to end, even if the rest of them stays. */
  private readonly changed = new Set<string>();
  private asking: Promise<void> | undefined;
  private queued: Promise<void> | undefined;

  constructor(private readonly options: TopicWatchOptions) {}

  status(): TopicStatus[] {
    return this.options.topics.map((topic) => this.states.get(topic) ?? { topic, state: 'WAITING', stop: null });
  }

  /** @returns the topics that may be read, by name */
  async look(): Promise<Map<string, KnownTopic>> {
    const { view, book, topics } = this.options;
    const [found, known] = [await view.describe(topics), await book.load(topics)];
    const readable = new Map<string, KnownTopic>();
    for (const topic of topics) {
      const judged = await this.judge(topic, known.get(topic), found.get(topic));
      await this.note(topic, known.get(topic), found.get(topic), judged);
      if (isKnown(judged)) readable.set(topic, judged);
    }
    return readable;
  }

  /** These are read from now on. */
  begin(readable: ReadonlyMap<string, KnownTopic>): void {
    this.reading = new Map([...readable.values()].map((known) => [onRecord(known), known]));
    this.changed.clear();
  }

  isReading(readable: ReadonlyMap<string, KnownTopic>): boolean {
    return (
      this.changed.size === 0 &&
      readable.size === this.reading.size &&
      [...readable.values()].every((known) => this.reading.get(onRecord(known))?.topicId === known.topicId)
    );
  }

  /**
   * Asks the brokers whether records that have been fetched are of the topics that are read.
   * @param topics by their names on record
   * @throws TopicChangedError, or the error of asking; then the records must not be taken
   */
  async confirm(topics: Iterable<string>): Promise<void> {
    const expected = [...topics];
    if (expected.every((topic) => this.reads(topic) && this.reading.get(topic)?.topicId === null)) return;
    await this.asked();
    for (const topic of expected) if (!this.reads(topic)) throw new TopicChangedError(topic);
  }

  private reads(onRecord: string): boolean {
    return this.reading.has(onRecord) && !this.changed.has(onRecord);
  }

  /** One question at a time; who comes while one is under way shares the next, since theirs may be newer records. */
  private asked(): Promise<void> {
    if (this.asking === undefined) return this.ask();
    this.queued ??= this.asking
      .catch(() => undefined)
      .then(() => {
        this.queued = undefined;
        return this.ask();
      });
    return this.queued;
  }

  private ask(): Promise<void> {
    const asking = this.compare().finally(() => {
      if (this.asking === asking) this.asking = undefined;
    });
    this.asking = asking;
    return asking;
  }

  private async compare(): Promise<void> {
    const reading = [...this.reading.values()];
    const found = await within(CONFIRM_MS_MAX, this.options.view.describe(reading.map(({ topic }) => topic)));
    for (const known of reading) {
      if (compareIdentity(known.topic, known, found.get(known.topic)).kind !== 'STOP') continue;
      // Whoever has asked for a session that has ended meanwhile says nothing of the one in force.
      if (this.reading.get(onRecord(known)) !== known) continue;
      this.changed.add(onRecord(known));
      this.alarm.notify();
    }
  }

  private async judge(topic: string, known: KnownTopic | undefined, found: FoundTopic | undefined): Promise<Judged> {
    const verdict = compareIdentity(topic, known, found);
    if (verdict.kind === 'STOP') return verdict.stop;
    const bounds = await this.options.view.bounds(topic);
    const isRead = known !== undefined && this.reads(onRecord(known));
    const shorter = known === undefined ? undefined : shorterPartition(known, bounds);
    if (shorter !== undefined) {
      if (!this.hasLasted(topic)) return known !== undefined && isRead ? known : 'WAIT';
      return shorter;
    }
    this.shorterSince.delete(topic);
    if (known !== undefined && (!isRead || known.stop !== null)) {
      const differs = await this.differingRecord(known, bounds);
      if (differs !== undefined) return differs;
    }
    if (verdict.kind === 'SAME' && known !== undefined) return known;
    return found === undefined ? 'WAIT' : this.bind(topic, found, bounds);
  }

  private async bind(
    topic: string,
    found: FoundTopic,
    bounds: ReadonlyMap<number, OffsetBounds>,
  ): Promise<KnownTopic | 'WAIT'> {
    const { book, log } = this.options;
    const { clusterId, topicId } = found;
    await book.bind(
      topic,
      { clusterId, topicId },
      new Map([...bounds].map(([partition, { low }]) => [partition, low])),
    );
    const known = (await book.load([topic])).get(topic);
    log.info({ topic, clusterId, topicId }, 'read for the first time; from now on it has to be this very topic');
    if (topicId === null) log.warn({ topic }, 'the cluster gives topics no ids: only records tell that it is another');
    return known !== undefined && compareIdentity(topic, known, found).kind === 'SAME' ? known : 'WAIT';
  }

  private hasLasted(topic: string): boolean {
    const { shorterForMs, now = () => performance.now() } = this.options;
    const since = this.shorterSince.get(topic) ?? now();
    this.shorterSince.set(topic, since);
    return now() - since >= shorterForMs;
  }

  private async differingRecord(
    known: KnownTopic,
    bounds: ReadonlyMap<number, OffsetBounds>,
  ): Promise<TopicStop | undefined> {
    for (const [partition, { next, last }] of known.partitions) {
      const before = next - 1n;
      const low = bounds.get(partition)?.low;
      if (last === null || low === undefined || before < low) continue;
      const record = await this.options.view.recordAt(known.topic, partition, before);
      // What was compacted away since, or can't be read, tells nothing.
      if (record !== null && !recordDigest(record).equals(last)) return otherRecord(known.topic, partition, before);
    }
    return undefined;
  }

  private async note(
    topic: string,
    known: KnownTopic | undefined,
    found: FoundTopic | undefined,
    judged: Judged,
  ): Promise<void> {
    const { book, log } = this.options;
    const before = this.states.get(topic);
    if (judged === 'WAIT') {
      this.states.set(topic, { topic, state: 'WAITING', stop: null });
      return;
    }
    if (isKnown(judged)) {
      this.states.set(topic, { topic, state: 'READING', stop: null });
      if (known?.stop) {
        await book.noteStop(topic, known.incarnation, null, null);
        log.warn({ topic }, 'the topic is again as it was when reading stopped; reading goes on');
      }
      return;
    }
    this.states.set(topic, { topic, state: 'STOPPED', stop: judged });
    if (before?.stop?.detail !== judged.detail) log.error({ topic, ...judged }, 'the topic is not read any more');
    if (known === undefined || sameStop(known.stop, judged)) return;
    await book.noteStop(topic, known.incarnation, judged, found ?? null);
  }
}

type Judged = KnownTopic | TopicStop | 'WAIT';

const isKnown = (judged: Judged): judged is KnownTopic => typeof judged === 'object' && 'partitions' in judged;

const onRecord = ({ topic, incarnation }: KnownTopic): string => topicOnRecord(topic, incarnation);

const sameStop = (one: TopicStop | null, other: TopicStop): boolean =>
  one?.reason === other.reason && one.detail === other.detail;

function shorterPartition(known: KnownTopic, bounds: ReadonlyMap<number, OffsetBounds>): TopicStop | undefined {
  for (const [partition, { next }] of known.partitions) {
    const high = bounds.get(partition)?.high ?? 0n;
    if (next > high) return backwards(known.topic, partition, next, high);
  }
  return undefined;
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Kafka did not say within ${ms} ms which topics it has`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
