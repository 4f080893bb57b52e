/** Writes Kafka's flexible wire format, as far as it is needed here. https://kafka.apache.org/protocol#protocol_types */
export class WireWriter {
  private readonly parts: Buffer[] = [];

  get bytes(): Buffer {
    return Buffer.concat(this.parts);
  }

  int8(value: number): this {
    this.parts.push(Buffer.from([value & 0xff]));
    return this;
  }

  boolean(value: boolean): this {
    return this.int8(value ? 1 : 0);
  }

  unsigned(value: number): this {
    let left = value;
    while (left > 0x7f) {
      this.int8((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    return this.int8(left);
  }

  compactString(value: string): this {
    const bytes = Buffer.from(value);
    this.unsigned(bytes.length + 1);
    this.parts.push(bytes);
    return this;
  }

  uuid(bytes: Buffer): this {
    this.parts.push(bytes);
    return this;
  }

  noTags(): this {
    return this.unsigned(0);
  }
}

/** Reads the same format. @throws RangeError where the answer ends too early */
export class WireReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  int16(): number {
    return this.bytes.readInt16BE(this.advance(2));
  }

  int32(): number {
    return this.bytes.readInt32BE(this.advance(4));
  }

  boolean(): boolean {
    return this.bytes.readInt8(this.advance(1)) !== 0;
  }

  unsigned(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes.readUInt8(this.advance(1));
      value |= (byte & 0x7f) << shift;
      if ((byte & 0x80) === 0) return value >>> 0;
    }
  }

  compactString(): string | null {
    const length = this.unsigned();
    if (length === 0) return null;
    const from = this.advance(length - 1);
    return this.bytes.toString('utf8', from, from + length - 1);
  }

  compactArray<T>(element: () => T): T[] {
    const length = this.unsigned();
    return Array.from({ length: Math.max(0, length - 1) }, element);
  }

  uuid(): Buffer {
    const from = this.advance(16);
    return this.bytes.subarray(from, from + 16);
  }

  skipTags(): void {
    for (let left = this.unsigned(); left > 0; left -= 1) {
      this.unsigned();
      this.advance(this.unsigned());
    }
  }

  private advance(length: number): number {
    const from = this.at;
    if (from + length > this.bytes.length) throw new RangeError('Kafka’s answer ends too early');
    this.at += length;
    return from;
  }
}
