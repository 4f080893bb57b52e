import { hash } from 'node:crypto';

/** Of the stream: signature, flags, and an extension that is empty. */
const HEADER_BYTES = 19;
const TWO_32 = 4_294_967_296;
/** Milliseconds from 1970-01-01 to 2000-01-01, where PostgreSQL's clock begins. */
const EPOCH_MS = 946_684_800_000;

/**
 * Reads what `COPY … TO STDOUT (FORMAT binary)` gives, row by row and column by column, in their order.
 * https://www.postgresql.org/docs/current/sql-copy.html (File Formats, Binary Format)
 */
export class CopiedRows {
  private at = HEADER_BYTES;
  private columnsAt = HEADER_BYTES;

  constructor(private readonly stream: Buffer) {}

  /** Goes on to the next row. @returns `false` at the end */
  next(): boolean {
    const columns = this.stream.readInt16BE(this.at);
    this.at += 2;
    this.columnsAt = this.at;
    return columns >= 0;
  }

  /** SHA-256 over all columns of the row, once they are read: as they lie there, each after its length. */
  digest(): Buffer {
    return hash('sha256', this.stream.subarray(this.columnsAt, this.at), 'buffer');
  }

  bytes(): Buffer | null {
    const length = this.length();
    if (length < 0) return null;
    this.at += length;
    return this.stream.subarray(this.at - length, this.at);
  }

  text(): string | null {
    const length = this.length();
    if (length < 0) return null;
    this.at += length;
    return this.stream.toString('utf8', this.at - length, this.at);
  }

  /** Never far beyond 2^53; NaN where there is none. */
  bigint(): number {
    if (this.length() < 0) return Number.NaN;
    this.at += 8;
    return this.stream.readInt32BE(this.at - 8) * TWO_32 + this.stream.readUInt32BE(this.at - 4);
  }

  /** NaN where there is none. */
  integer(): number {
    if (this.length() < 0) return Number.NaN;
    this.at += 4;
    return this.stream.readInt32BE(this.at - 4);
  }

  boolean(): boolean | null {
    if (this.length() < 0) return null;
    this.at += 1;
    return this.stream[this.at - 1] === 1;
  }

  /** A timestamp, in ms since 1970. */
  ms(): number {
    return this.bigint() / 1000 + EPOCH_MS;
  }

  private length(): number {
    const length = this.stream.readInt32BE(this.at);
    this.at += 4;
    return length;
  }
}
