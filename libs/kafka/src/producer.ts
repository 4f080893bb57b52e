import { CompressionTypes, Partitioners, type Producer as KafkaJsProducer } from 'kafkajs';
import type { Compression } from '#runtime';
import { kafkaClient, type ClientOptions } from './client.js';
import { explainFailure } from './explain-failure.js';
import { settledWithin } from './signal.js';

export interface OutgoingMessage {
  key: string | Buffer | null;
  value: Buffer | string | null;
  headers?: Record<string, string | Buffer>;
}

export interface ProducerOptions extends ClientOptions {
  /** The broker drops what kafkajs repeats within one `send`. Default true. */
  idempotent?: boolean;
  /** Of what is sent; default none. */
  compression?: Compression;
}

export interface Producer {
  /**
   * Writes `messages` to `topic`, acknowledged by all in-sync replicas, in this order per partition; a key goes to the
   * partition that Kafka's own clients choose. Sends are done one after the other, in the order of the calls.
   * @throws KafkaFault after the bounded retries of kafkajs; some of the messages may have been written all the same
   */
  send(topic: string, messages: OutgoingMessage[]): Promise<void>;
  /** Waits for the sends under way, then closes the connections. */
  disconnect(): Promise<void>;
}

const DISCONNECT_TIMEOUT_MS = 5_000;

const TYPES: Record<Compression, CompressionTypes> = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  lz4: CompressionTypes.LZ4,
  zstd: CompressionTypes.ZSTD,
};

class SerialProducer implements Producer {
  private current: KafkaJsProducer | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ProducerOptions) {}

  send(topic: string, messages: OutgoingMessage[]): Promise<void> {
    return this.enqueue(async () => {
      if (messages.length === 0) return;
      try {
        const producer = await this.connected();
        const compression = TYPES[this.options.compression ?? 'none'];
        await producer.send({ topic, messages, acks: -1, compression });
      } catch (error) {
        // The sequence numbers of a failed idempotent producer no longer match the broker's; it would fail for ever.
        await this.drop();
        throw explainFailure(error, this.options, { topics: [topic] });
      }
    });
  }

  disconnect(): Promise<void> {
    return this.enqueue(() => this.drop());
  }

  private enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }

  private async connected(): Promise<KafkaJsProducer> {
    if (this.current) return this.current;
    const idempotent = this.options.idempotent ?? true;
    const producer = kafkaClient(this.options).producer({
      idempotent,
      ...(idempotent ? { maxInFlightRequests: 1 } : {}),
      allowAutoTopicCreation: false,
      // Named, so that kafkajs does not warn of its change of default: this is the one compatible with Java's.
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    this.current = producer;
    await producer.connect();
    return producer;
  }

  private async drop(): Promise<void> {
    const producer = this.current;
    this.current = undefined;
    if (producer) await settledWithin(producer.disconnect(), DISCONNECT_TIMEOUT_MS);
  }
}

/** Makes a producer; it connects with its first `send`, and anew after a failed one. */
export function createProducer(options: ProducerOptions): Producer {
  return new SerialProducer(options);
}
