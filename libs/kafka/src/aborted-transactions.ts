import type { RecordBatchEntry } from 'kafkajs';
import type { BatchHeader } from './record-batch.js';

export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: bigint;
}

/** The key of the marker that ends a transaction: version 0, type 0 where it was aborted. */
const ABORT = Buffer.from([0, 0, 0, 0]);

/**
 * Which batches belong to transactions that were aborted, from the first batch of a fetch on. Told by batches, as Kafka's
 * own consumer does: kafkajs looks at records one by one, and lets some of several aborted transactions through.
 */
export class AbortedTransactions {
  private readonly coming: AbortedTransaction[];
  private readonly open = new Set<bigint>();

  constructor(aborted: readonly AbortedTransaction[]) {
    this.coming = [...aborted].sort((a, b) => (a.firstOffset < b.firstOffset ? -1 : 1));
  }

  /** @param last the last offset of the batch; batches come in their order */
  visible(
    { control, transactional, producerId }: BatchHeader,
    last: bigint,
    records: readonly RecordBatchEntry[],
  ): boolean {
    for (let first = this.coming[0]; first !== undefined && first.firstOffset <= last; first = this.coming[0]) {
      this.open.add(first.producerId);
      this.coming.shift();
    }
    if (!control) return !(transactional && this.open.has(producerId));
    if (records[0]?.key?.equals(ABORT) === true) this.open.delete(producerId);
    return false;
  }
}
