import type { Kafka } from 'kafkajs';
import { clusterOf, type KafkaJsBroker, type KafkaJsCluster } from './kafkajs-cluster.js';
import {
  decodeMetadataResponse,
  encodeMetadataRequest,
  METADATA,
  type ClusterMetadata,
  type TopicMetadata,
} from './metadata-request.js';
import type { RawRecord } from './raw-record.js';
import { recordAmong } from './record-among.js';
import { settledWithin } from './signal.js';
import type { OffsetBounds } from './start-positions.js';
import type { FoundTopic } from './topic-identity.js';

const NO_ERROR = 0;
const UNKNOWN_TOPIC_OR_PARTITION = 3;
/** A topic that is just being made, or has lost its leader for a moment. */
const LEADER_NOT_AVAILABLE = 5;
const TOPIC_AUTHORIZATION_FAILED = 29;
const LATEST = -1;
const EARLIEST = -2;
const READ_UNCOMMITTED = 0;
const RECORD_BYTES = 64 * 1024;
const FETCH_WAIT_MS = 500;
const DISCONNECT_MS = 2_000;

/**
 * Looks at topics: which they are, where they begin and end, and what stands at an offset. Keeps one connection for
 * as long as nothing fails on it.
 */
export class ClusterView {
  private connected: Promise<KafkaJsCluster> | undefined;
  /** Of the topics asked for last: which node leads a partition. */
  private leaders = new Map<string, Map<number, number>>();

  /** @param connect makes a client whose settings are in force now */
  constructor(private readonly connect: () => Kafka) {}

  /**
   * Which topics there are of these names. Asked of every broker that leads one of their partitions: a broker knows of
   * a topic before it serves its records, so what was fetched before the answer came is of a topic that it names.
   * @throws when a broker can't be asked, or when they don't agree yet
   */
  describe(topics: readonly string[]): Promise<Map<string, FoundTopic>> {
    return this.using(async (cluster) => {
      const first = await cluster.brokerPool.findConnectedBroker();
      const answer = await metadataFrom(first, topics);
      const found = foundIn(answer);
      const others = new Set(answer.topics.flatMap(({ partitions }) => partitions.map(({ leader }) => leader)));
      others.delete(Number(first.nodeId ?? -1));
      for (const node of others) {
        if (node < 0) continue;
        const leader = await cluster.findBroker({ nodeId: String(node) });
        requireSame(found, foundIn(await metadataFrom(leader, topics)));
      }
      for (const { name, partitions } of answer.topics) {
        this.leaders.set(name, new Map(partitions.map(({ partition, leader }) => [partition, leader])));
      }
      return found;
    });
  }

  /** Where the partitions of a topic begin and end; `describe` must have found it before. */
  async bounds(topic: string): Promise<Map<number, OffsetBounds>> {
    const [low, high] = [await this.offsets(topic, EARLIEST), await this.offsets(topic, LATEST)];
    return new Map([...high].map(([partition, end]) => [partition, { low: low.get(partition) ?? end, high: end }]));
  }

  /** By partition the first offset at or after a time (ms since 1970), or the end where nothing is as late. */
  async offsetsAt(topic: string, timeMs: number): Promise<Map<number, bigint>> {
    const [at, end] = [await this.offsets(topic, timeMs), await this.offsets(topic, LATEST)];
    return new Map(
      [...end].map(([partition, high]) => [
        partition,
        (at.get(partition) ?? -1n) < 0n ? high : (at.get(partition) ?? high),
      ]),
    );
  }

  /** @returns `null` where nothing stands at the offset any more, or where it can't be read */
  recordAt(topic: string, partition: number, offset: bigint): Promise<RawRecord | null> {
    return this.using(async (cluster) => {
      const broker = await this.leaderOf(cluster, topic, partition);
      for (let maxBytes = RECORD_BYTES; ; maxBytes = 32 * 1024 * 1024) {
        const { responses } = await broker.fetch({
          maxWaitTime: FETCH_WAIT_MS,
          minBytes: 1,
          maxBytes,
          isolationLevel: READ_UNCOMMITTED,
          topics: [{ topic, partitions: [{ partition, fetchOffset: String(offset), maxBytes }] }],
        });
        const messages = responses[0]?.partitions[0]?.messages ?? [];
        if (messages.length > 0 || maxBytes > RECORD_BYTES) return recordAmong(messages, topic, partition, offset);
      }
    });
  }

  async close(): Promise<void> {
    const { connected } = this;
    this.connected = undefined;
    if (connected)
      await settledWithin(
        connected.then((cluster) => cluster.disconnect()),
        DISCONNECT_MS,
      );
  }

  private offsets(topic: string, timestamp: number): Promise<Map<number, bigint>> {
    return this.using(async (cluster) => {
      const byLeader = new Map<number, number[]>();
      for (const [partition, leader] of this.leaders.get(topic) ?? []) {
        byLeader.set(leader, [...(byLeader.get(leader) ?? []), partition]);
      }
      const offsets = new Map<number, bigint>();
      for (const [node, partitions] of byLeader) {
        const broker = await cluster.findBroker({ nodeId: String(node) });
        const asked = [{ topic, partitions: partitions.map((partition) => ({ partition, timestamp })) }];
        const { responses } = await broker.listOffsets({ isolationLevel: READ_UNCOMMITTED, topics: asked });
        for (const { partition, offset } of responses[0]?.partitions ?? []) offsets.set(partition, BigInt(offset));
      }
      return offsets;
    });
  }

  private leaderOf(cluster: KafkaJsCluster, topic: string, partition: number): Promise<KafkaJsBroker> {
    const leader = this.leaders.get(topic)?.get(partition);
    if (leader === undefined) throw new Error(`${topic}/${partition}: its leader is not known yet`);
    return cluster.findBroker({ nodeId: String(leader) });
  }

  private async using<T>(work: (cluster: KafkaJsCluster) => Promise<T>): Promise<T> {
    this.connected ??= this.open();
    const { connected } = this;
    try {
      return await work(await connected);
    } catch (error) {
      // Whatever it was: the next question gets a connection, and knowledge of the brokers, that is new.
      if (this.connected === connected) this.connected = undefined;
      void connected.then((cluster) => cluster.disconnect()).catch(() => undefined);
      throw error;
    }
  }

  private async open(): Promise<KafkaJsCluster> {
    const cluster = clusterOf(this.connect());
    await cluster.connect();
    await cluster.refreshMetadata();
    return cluster;
  }
}

/** The cluster has a topic, but doesn't describe it. Says by its `type` what kafkajs says of the same thing. */
class TopicRefusedError extends Error {
  readonly type: string;

  constructor(
    readonly topic: string,
    code: number,
  ) {
    const isDenied = code === TOPIC_AUTHORIZATION_FAILED;
    super(
      `Kafka does not describe the topic ${topic}: ${isDenied ? 'the right to DESCRIBE it is missing' : `error code ${code}`}`,
    );
    this.name = 'TopicRefusedError';
    this.type = isDenied ? 'TOPIC_AUTHORIZATION_FAILED' : 'UNKNOWN';
  }
}

async function metadataFrom(broker: KafkaJsBroker, topics: readonly string[]): Promise<ClusterMetadata> {
  const { apiKey, apiVersion } = METADATA;
  if ((broker.versions?.[apiKey]?.maxVersion ?? 0) < apiVersion) return withoutIds(broker, topics);
  const encoded = encodeMetadataRequest(topics);
  return broker.connectionPool.send({
    request: {
      apiKey,
      apiVersion,
      apiName: 'Metadata',
      encode: () => Promise.resolve({ buf: encoded, buffer: encoded }),
    },
    response: {
      decode: (bytes) => Promise.resolve(decodeMetadataResponse(bytes)),
      parse: (decoded) => Promise.resolve(decoded),
    },
  });
}

/** From a broker that can't tell ids. kafkajs throws of a topic that isn't there, so they are asked for one by one. */
async function withoutIds(broker: KafkaJsBroker, topics: readonly string[]): Promise<ClusterMetadata> {
  const found: TopicMetadata[] = [];
  let clusterId: string | null = null;
  for (const name of topics) {
    try {
      const metadata = await broker.metadata([name]);
      ({ clusterId } = metadata);
      const partitions = metadata.topicMetadata[0]?.partitionMetadata ?? [];
      const led = partitions.map(({ partitionId, leader }) => ({ partition: partitionId, leader }));
      found.push({ error: NO_ERROR, name, topicId: null, partitions: led });
    } catch (error) {
      const missing = error instanceof Error && 'type' in error && error.type === 'UNKNOWN_TOPIC_OR_PARTITION';
      if (!missing) throw error;
    }
  }
  return { clusterId, topics: found };
}

function foundIn({ clusterId, topics }: ClusterMetadata): Map<string, FoundTopic> {
  const found = new Map<string, FoundTopic>();
  for (const { error, name, topicId, partitions } of topics) {
    if (error === UNKNOWN_TOPIC_OR_PARTITION) continue;
    if (error !== NO_ERROR && error !== LEADER_NOT_AVAILABLE) {
      throw new TopicRefusedError(name, error);
    }
    const numbers = partitions.map(({ partition }) => partition).sort((a, b) => a - b);
    found.set(name, { clusterId, topicId, partitions: numbers });
  }
  return found;
}

function requireSame(one: ReadonlyMap<string, FoundTopic>, other: ReadonlyMap<string, FoundTopic>): void {
  for (const name of new Set([...one.keys(), ...other.keys()])) {
    if (one.get(name)?.topicId === other.get(name)?.topicId) continue;
    throw new Error(`The brokers don’t agree yet on which topic ${name} is`);
  }
}
