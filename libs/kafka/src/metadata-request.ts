import { WireReader, WireWriter } from './wire.js';

/** kafkajs asks in a version that doesn't know of topic ids yet; from this one on they are there for all topics. */
export const METADATA = { apiKey: 3, apiVersion: 12 } as const;

export interface TopicMetadata {
  /** Kafka's error code; 0 is none. */
  readonly error: number;
  readonly name: string;
  /** As Kafka's own tools print it; `null` where the cluster gives topics no ids. */
  readonly topicId: string | null;
  readonly partitions: { readonly partition: number; readonly leader: number }[];
}

export interface ClusterMetadata {
  readonly clusterId: string | null;
  readonly topics: TopicMetadata[];
}

const NO_ID = Buffer.alloc(16);

/** Asks for topics by name; none is made by asking. The first byte ends the request's header, which kafkajs writes. */
export function encodeMetadataRequest(topics: readonly string[]): Buffer {
  const out = new WireWriter().noTags().unsigned(topics.length + 1);
  for (const topic of topics) out.uuid(NO_ID).compactString(topic).noTags();
  const [mayCreate, withRights] = [false, false];
  return out.boolean(mayCreate).boolean(withRights).noTags().bytes;
}

/** @param bytes the answer after its correlation id */
export function decodeMetadataResponse(bytes: Buffer): ClusterMetadata {
  const from = new WireReader(bytes);
  from.skipTags();
  from.int32(); // how long we were throttled
  from.compactArray(() => {
    from.int32();
    from.compactString();
    from.int32();
    from.compactString();
    from.skipTags();
  });
  const clusterId = from.compactString();
  from.int32(); // the controller
  const topics = from.compactArray(() => readTopic(from));
  return { clusterId, topics };
}

function readTopic(from: WireReader): TopicMetadata {
  const error = from.int16();
  const name = from.compactString() ?? '';
  const id = from.uuid();
  from.boolean(); // whether it is one of Kafka's own
  const partitions = from.compactArray(() => readPartition(from));
  from.int32(); // what we may do with it
  from.skipTags();
  return { error, name, topicId: id.equals(NO_ID) ? null : id.toString('base64url'), partitions };
}

function readPartition(from: WireReader): { partition: number; leader: number } {
  from.int16();
  const partition = from.int32();
  const leader = from.int32();
  from.int32(); // leader epoch
  for (let list = 0; list < 3; list += 1) from.compactArray(() => from.int32());
  from.skipTags();
  return { partition, leader };
}
