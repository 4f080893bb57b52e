import type { RawRecord } from '#kafka';
import type { RejectionRow } from '#log/codec';
import { fingerprint } from './fingerprints.js';
import { headersText, storedHeadersText } from './read-back.js';

/** A rejection that stands for a whole batch of records, from one offset to another. */
export interface RejectedBatch {
  readonly rejectionId: string;
  readonly topic: string;
  readonly partition: number;
  readonly first: number;
  readonly last: number;
  /** Whether its records were taken up since. */
  readonly isSettled: boolean;
  readonly print: bigint;
}

/** Batches that could not be read: few, and each of them stands for many messages. */
export class RejectedBatches {
  private readonly byPartition = new Map<string, RejectedBatch[]>();
  private readonly met = new Set<string>();

  add({ rejectionId, topic, partition, kafkaOffset, ...row }: RejectionRow, last: number, isSettled: boolean): void {
    const key = `${topic}/${partition}`;
    const print = fingerprint(row.key, storedHeadersText(row.headers), row.value);
    const batch = { rejectionId, topic, partition, first: kafkaOffset, last, isSettled, print };
    this.byPartition.set(key, [...(this.byPartition.get(key) ?? []), batch]);
  }

  /** The batch that an offset lies in. */
  at(topic: string, partition: number, offset: number): RejectedBatch | undefined {
    return this.byPartition.get(`${topic}/${partition}`)?.find(({ first, last }) => first <= offset && offset <= last);
  }

  /** The batch that stands, to its end and as it is on the topic, for what can't be read now either. */
  meet({ topic, partition, offset, key, headers, value, unreadable }: RawRecord): RejectedBatch | undefined {
    const batch = this.at(topic, partition, Number(offset));
    if (batch === undefined) return undefined;
    if (unreadable === undefined) {
      this.met.add(batch.rejectionId);
      return batch;
    }
    const isKept =
      batch.last >= Number(unreadable.lastOffset) && batch.print === fingerprint(key, headersText(headers), value);
    if (isKept) this.met.add(batch.rejectionId);
    return isKept ? batch : undefined;
  }

  /** Those of which nothing was met on any topic. */
  *left(): Generator<RejectedBatch> {
    for (const batches of this.byPartition.values()) {
      for (const batch of batches) if (!this.met.has(batch.rejectionId)) yield batch;
    }
  }
}
