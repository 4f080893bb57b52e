/** Twice what one batch may grow to: as much as an answer of full size usually holds, decompressed. */
const DECODED_BYTES_MAX = 256 * 1024 * 1024;

/**
 * How much the batches of one answer may grow to together. A small answer can hold many that grow a thousandfold each; what
 * there is no room for is left for the next fetch.
 */
export class DecodedRoom {
  private left: number;

  constructor(bytesMax = DECODED_BYTES_MAX) {
    this.left = bytesMax;
  }

  /** Never before something was read: otherwise nobody would get past it. */
  get isSpent(): boolean {
    return this.left <= 0;
  }

  take(bytes: number): void {
    this.left -= bytes;
  }
}
