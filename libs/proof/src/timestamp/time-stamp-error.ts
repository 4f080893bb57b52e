/** A time stamp doesn't hold; the message says why, as the end of a sentence. */
export class TimeStampError extends Error {
  override readonly name = 'TimeStampError';
}
