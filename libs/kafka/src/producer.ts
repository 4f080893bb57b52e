import { CompressionTypes, Partitioners, type Producer as KafkaJsProducer } from 'kafkajs';
import type { Compression } from '#runtime';
import { kafkaClient, type ClientOptions } from './client.js';
import { explainFailure } from './explain-failure.js';
import { settledWithin } from './signal.js';

export interface OutgoingMessage {
  key: string | Buffer | null;
  value: Buffer | string | null;
  headers?: Record<string, string | Buffer>;
  /** The same in fewer bytes, where the broker takes no message of this size; `undefined`: there is no less. */
  shorter?: () => OutgoingMessage | undefined;
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
/** Below the 1 MB that a broker takes in one batch unless it is told otherwise. What is larger goes alone. */
const BATCH_BYTES_MAX = 900_000;
/** What the frame of a message takes, and names of headers, roughly. */
const OVERHEAD_BYTES = 512;

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
      for (const some of ofSize(messages)) await this.write(topic, some);
    });
  }

  private async write(topic: string, messages: OutgoingMessage[]): Promise<void> {
    try {
      const producer = await this.connected();
      const compression = TYPES[this.options.compression ?? 'none'];
      await producer.send({ topic, messages, acks: -1, compression });
    } catch (error) {
      // The sequence numbers of a failed idempotent producer no longer match the broker's; it would fail for ever.
      await this.drop();
      const [first] = messages;
      const shorter = messages.length === 1 ? first?.shorter?.() : undefined;
      if (isTooLarge(error) && shorter !== undefined) return this.write(topic, [shorter]);
      if (!isTooLarge(error) || messages.length === 1) throw explainFailure(error, this.options, { topics: [topic] });
      const half = Math.ceil(messages.length / 2);
      await this.write(topic, messages.slice(0, half));
      await this.write(topic, messages.slice(half));
    }
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

/** In their order, as many at a time as fit into one batch: all of them may have one partition. */
function* ofSize(messages: readonly OutgoingMessage[]): Generator<OutgoingMessage[]> {
  let some: OutgoingMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = bytesOf(message);
    if (some.length > 0 && bytes + size > BATCH_BYTES_MAX) {
      yield some;
      [some, bytes] = [[], 0];
    }
    some.push(message);
    bytes += size;
  }
  if (some.length > 0) yield some;
}

const bytesOf = ({ key, value, headers = {} }: OutgoingMessage): number =>
  [key, value, ...Object.values(headers)].reduce<number>(
    (sum, part) => sum + (part === null ? 0 : Buffer.byteLength(part)),
    OVERHEAD_BYTES,
  );

/** The broker takes less in one batch than usual. */
const isTooLarge = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  (('type' in error && error.type === 'MESSAGE_TOO_LARGE') || ('cause' in error && isTooLarge(error.cause)));

/** Makes a producer; it connects with its first `send`, and anew after a failed one. */
export function createProducer(options: ProducerOptions): Producer {
  return new SerialProducer(options);
}
