/** A batch of records that could not be read, in place of its records. The bytes are those of the whole batch. */
export interface UnreadableBatch {
  firstOffset: bigint;
  /** As far as it can be told: what comes after it is read. */
  lastOffset: bigint;
  codec: string;
  /** Why, as a sentence without its end. */
  fault: string;
}
