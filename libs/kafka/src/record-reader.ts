import { BatchFault } from './batch-fault.js';

/** Reads the fields of records one after the other; none of them may reach beyond the end. */
export class RecordReader {
  at = 0;

  constructor(private readonly buffer: Buffer) {}

  get atEnd(): boolean {
    return this.at === this.buffer.length;
  }

  skip(bytes: number): void {
    this.at += bytes;
    if (this.at > this.buffer.length) throw cutOff();
  }

  /** Reads a length. @returns where what it is the length of ends */
  lengthPrefixedEnd(): number {
    const length = this.varint();
    const end = this.at + length;
    if (length < 0 || end > this.buffer.length) throw cutOff();
    return end;
  }

  /** Bytes with their length before them; a length below zero is none. */
  bytes(): Buffer | null {
    const length = this.varint();
    if (length < 0) return null;
    const from = this.at;
    this.skip(length);
    return this.buffer.subarray(from, this.at);
  }

  /** A zigzag number of at most 32 bits. */
  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.buffer[this.at];
      if (byte === undefined) throw cutOff();
      this.at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
    throw new BatchFault('a number in it is too long');
  }

  /** A zigzag number of at most 64 bits. */
  varlong(): bigint {
    const from = this.at;
    // Nearly all of them are differences of few milliseconds.
    if ((this.buffer[from] ?? 0) < 0x80) return BigInt(this.varint());
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.buffer[this.at];
      if (byte === undefined) throw cutOff();
      this.at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return (value >> 1n) ^ -(value & 1n);
    }
    throw new BatchFault('a number in it is too long');
  }
}

const cutOff = (): BatchFault => new BatchFault('it is cut off in the middle of a record');
