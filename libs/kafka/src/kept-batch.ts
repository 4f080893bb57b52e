import { BatchFault } from './batch-fault.js';
import { rawRecordFrom, type RawRecord } from './raw-record.js';
import { readKeptBatch } from './record-set.js';

/**
 * Reads a batch that could not be read when it came, and was kept as it was.
 * @param place where it stood; of its records those from `offset` on are given
 * @returns its records, or why it still can't be read, as a sentence without its end
 */
export async function readKept(
  place: { readonly topic: string; readonly partition: number; readonly offset: bigint },
  batch: Buffer,
): Promise<RawRecord[] | string> {
  try {
    const messages = await readKeptBatch(batch);
    return messages.flatMap((message) => rawRecordFrom(place.offset, place.topic, place.partition, message) ?? []);
  } catch (error) {
    if (error instanceof BatchFault) return error.message;
    throw error;
  }
}
