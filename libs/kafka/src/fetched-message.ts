import type { RecordBatchEntry } from 'kafkajs';
import type { UnreadableBatch } from './unreadable-batch.js';

/** A message as kafkajs passes it on. What is not for consumers moves it on, and is dropped by it. */
export interface FetchedMessage extends RecordBatchEntry {
  isControlRecord: boolean;
  unreadable?: UnreadableBatch;
}

const NOTHING = { timestamp: '0', attributes: 0, key: null, headers: {} };

/** @param bytes of the batch, as they came */
export const inPlaceOf = (unreadable: UnreadableBatch, bytes: Buffer): FetchedMessage => ({
  ...NOTHING,
  // kafkajs goes on after it, and leaves out what lies before the offset that it had asked for.
  offset: String(unreadable.lastOffset),
  value: bytes,
  isControlRecord: false,
  unreadable,
});

/** Stands for what consumers don't see, so that kafkajs gets past it. */
export const notForConsumers = (offset: bigint): FetchedMessage => ({
  ...NOTHING,
  offset: String(offset),
  value: null,
  isControlRecord: true,
});
