import { hash } from 'node:crypto';

/**
 * Rows in PostgreSQL's binary COPY format, into one growing buffer. Columns are written in order; `row` begins each.
 * https://www.postgresql.org/docs/current/sql-copy.html (File Formats, Binary Format)
 */
export class BinaryRows {
  private static readonly HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
  /** Milliseconds from 1970-01-01 to 2000-01-01, where PostgreSQL's clock begins. */
  private static readonly EPOCH_MS = 946_684_800_000;
  private buffer: Buffer;
  private length: number;
  /** Where the columns of the row begin that is being written. */
  private columnsAt = 0;

  constructor(expectedBytes: number) {
    this.buffer = Buffer.allocUnsafe(Math.max(expectedBytes, 1024));
    this.length = BinaryRows.HEADER.copy(this.buffer);
  }

  row(columns: number): void {
    this.reserve(2);
    this.length = this.buffer.writeInt16BE(columns, this.length);
    this.columnsAt = this.length;
  }

  /** SHA-256 over the columns of the row that was written last, as they are copied. */
  digestOfRow(): Buffer {
    return hash('sha256', this.buffer.subarray(this.columnsAt, this.length), 'buffer');
  }

  nothing(): void {
    this.reserve(4);
    this.length = this.buffer.writeInt32BE(-1, this.length);
  }

  bigint(value: number | bigint): void {
    this.reserve(12);
    this.length = this.buffer.writeInt32BE(8, this.length);
    if (typeof value === 'number' && Number.isSafeInteger(value)) {
      // In two halves: a BigInt for every number would be garbage at once.
      this.length = this.buffer.writeInt32BE(Math.floor(value / 4_294_967_296), this.length);
      this.length = this.buffer.writeUInt32BE(value >>> 0, this.length);
    } else this.length = this.buffer.writeBigInt64BE(BigInt(value), this.length);
  }

  integer(value: number): void {
    this.reserve(8);
    this.length = this.buffer.writeInt32BE(4, this.length);
    this.length = this.buffer.writeInt32BE(value, this.length);
  }

  boolean(value: boolean): void {
    this.reserve(5);
    this.length = this.buffer.writeInt32BE(1, this.length);
    this.length = this.buffer.writeUInt8(value ? 1 : 0, this.length);
  }

  text(value: string): void {
    this.reserve(4 + value.length * 3);
    const size = this.buffer.write(value, this.length + 4, 'utf8');
    this.buffer.writeInt32BE(size, this.length);
    this.length += 4 + size;
  }

  bytes(value: Buffer): void {
    this.reserve(4 + value.length);
    this.length = this.buffer.writeInt32BE(value.length, this.length);
    this.length += value.copy(this.buffer, this.length);
  }

  textOrNothing(value: string | null): void {
    if (value === null) this.nothing();
    else this.text(value);
  }

  bytesOrNothing(value: Buffer | null): void {
    if (value === null) this.nothing();
    else this.bytes(value);
  }

  bigintOrNothing(value: number | null): void {
    if (value === null) this.nothing();
    else this.bigint(value);
  }

  /** @param ms milliseconds since 1970 */
  timestamp(ms: number): void {
    const us = (ms - BinaryRows.EPOCH_MS) * 1000;
    this.bigint(Number.isSafeInteger(us) ? us : BigInt(ms - BinaryRows.EPOCH_MS) * 1000n);
  }

  /** The finished stream, to be written to one COPY. */
  end(): Buffer {
    this.reserve(2);
    this.length = this.buffer.writeInt16BE(-1, this.length);
    return this.buffer.subarray(0, this.length);
  }

  private reserve(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + bytes));
    this.buffer.copy(grown, 0, 0, this.length);
    this.buffer = grown;
  }
}
