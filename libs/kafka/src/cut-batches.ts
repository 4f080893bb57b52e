import { HEADER_BYTES, LENGTH_END, lengthAt } from './record-batch.js';

const SURE_AFTER = 3;

/**
 * Tells a batch whose length is wrong from one that the size of an answer has cut off. A broker sends at least one whole
 * batch in an answer, of the first partition that has any; so where that very one is cut off again and again, its length
 * is wrong, and it would never be whole.
 */
export class CutBatches {
  private readonly seen = new Map<string, { offset: bigint; times: number }>();

  /** @param bytes of the first partition in an answer that has any */
  mustBeWhole(partition: string, bytes: Buffer): boolean {
    if (bytes.length < HEADER_BYTES || LENGTH_END + lengthAt(bytes, 0) <= bytes.length) {
      if (bytes.length > 0) this.seen.delete(partition);
      return false;
    }
    const offset = bytes.readBigInt64BE(0);
    const before = this.seen.get(partition);
    const times = before?.offset === offset ? before.times + 1 : 1;
    this.seen.set(partition, { offset, times });
    return times >= SURE_AFTER;
  }
}
