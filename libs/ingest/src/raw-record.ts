/** A record as the broker gave it, with where it stood: what ingest needs of it, so that it knows no Kafka. */
export interface RawRecord {
  /** As it stands on record. */
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
  /** When it was written, in ms since 1970; absent where it is not read from Kafka now. */
  readonly timestampMs?: number;
  /** The value is a batch of records that could not be read, from the offset on; absent for a single message. */
  readonly unreadable?: { readonly lastOffset: bigint; readonly codec: string; readonly fault: string };
}

/** The offset after a message; after all of a batch that it stands for. */
export const nextOffset = ({ offset, unreadable }: RawRecord): number => Number(unreadable?.lastOffset ?? offset) + 1;
