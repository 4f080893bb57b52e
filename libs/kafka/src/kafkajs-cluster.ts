import type { Kafka } from 'kafkajs';
import type { FetchedMessage } from './fetched-message.js';

/** The part of kafkajs below its public clients that is used here. kafkajs 2.2.4 is its last release, so it stays. */
export interface KafkaJsCluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  refreshMetadata(): Promise<void>;
  findBroker(options: { nodeId: string }): Promise<KafkaJsBroker>;
  brokerPool: { findConnectedBroker(): Promise<KafkaJsBroker> };
}

export interface KafkaJsBroker {
  nodeId: string | number | null;
  versions: Record<number, { minVersion: number; maxVersion: number }> | null;
  connectionPool: {
    send<T>(exchange: {
      request: { apiKey: number; apiVersion: number; apiName: string; encode: () => Promise<KafkaJsEncoded> };
      response: { decode: (bytes: Buffer) => Promise<T>; parse: (decoded: T) => Promise<T> };
    }): Promise<T>;
  };
  metadata(topics: string[]): Promise<{
    clusterId: string | null;
    topicMetadata: {
      topicErrorCode: number;
      topic: string;
      partitionMetadata: { partitionId: number; leader: number }[];
    }[];
  }>;
  listOffsets(options: {
    isolationLevel: number;
    topics: { topic: string; partitions: { partition: number; timestamp: number }[] }[];
  }): Promise<{ responses: { topic: string; partitions: { partition: number; offset: string }[] }[] }>;
  fetch(options: {
    maxWaitTime: number;
    minBytes: number;
    maxBytes: number;
    isolationLevel: number;
    topics: { topic: string; partitions: { partition: number; fetchOffset: string; maxBytes: number }[] }[];
  }): Promise<{ responses: { partitions: { messages: FetchedMessage[] }[] }[] }>;
}

/** What kafkajs takes for one of its encoders. */
interface KafkaJsEncoded {
  buf: Buffer;
  buffer: Buffer;
}

const CREATE = 'private:Kafka:createCluster';

/**
 * A connection to the cluster of its own, with the settings of `kafka`: addresses, TLS, SASL. For questions that the
 * public clients of kafkajs can't ask.
 */
export function clusterOf(kafka: Kafka): KafkaJsCluster {
  const symbol = Object.getOwnPropertySymbols(kafka).find(({ description }) => description === CREATE);
  const create: unknown = symbol === undefined ? undefined : Reflect.get(kafka, symbol);
  if (typeof create !== 'function') throw new TypeError('kafkajs no longer lets its cluster be made by others');
  return Reflect.apply(create, kafka, [{ metadataMaxAge: 60_000, allowAutoTopicCreation: false }]) as KafkaJsCluster;
}
