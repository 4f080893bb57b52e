/** Reads the fields of an answer of Kafka's protocol, one after the other. @throws RangeError beyond the end */
export class FieldReader {
  private at = 0;

  constructor(private readonly buffer: Buffer) {}

  int16(): number {
    return this.buffer.readInt16BE(this.advance(2));
  }

  int32(): number {
    return this.buffer.readInt32BE(this.advance(4));
  }

  int64(): bigint {
    return this.buffer.readBigInt64BE(this.advance(8));
  }

  /** Of an array; none is told as -1. */
  count(): number {
    return Math.max(0, this.int32());
  }

  string(): string {
    const length = Math.max(0, this.int16());
    const from = this.advance(length);
    return this.buffer.toString('utf8', from, from + length);
  }

  /** Bytes with their length before them. */
  bytes(): Buffer {
    const length = Math.max(0, this.int32());
    const from = this.advance(length);
    return this.buffer.subarray(from, from + length);
  }

  private advance(bytes: number): number {
    const from = this.at;
    this.at += bytes;
    if (this.at > this.buffer.length) throw new RangeError('the answer of the broker is cut off');
    return from;
  }
}
