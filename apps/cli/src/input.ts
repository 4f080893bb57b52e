import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { readText } from '#contract';
import { CliError } from './cli-error.js';
import { notEvents, notText } from './not-events.js';

export interface Line {
  readonly file: string;
  /** From 1, counted over all files. */
  readonly number: number;
  /** As they stand in the file, without the end of the line. */
  readonly bytes: Buffer;
}

const LF = 0x0a;
const CR = 0x0d;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const BLANK: readonly number[] = [0x20, 0x09, 0x0b, 0x0c, LF, CR];

/** As much of a file is looked at before its first line is given. */
const HEAD_BYTES = 64 * 1024;

/**
 * The lines of event files one after the other; `-` is standard input. A line is read as the value of a Kafka message is:
 * with or without a byte order mark, ended by LF, CRLF or CR. Empty lines count but are not given.
 * @throws CliError with exit code 2 where a file is something else altogether, such as an array, CSV or UTF-16
 */
export const linesOf = (files: readonly string[]): AsyncGenerator<Line> => readLines(files, true);

/** Likewise, but whatever the lines are: for who wants to try what is broken. */
export const linesAsTheyStand = (files: readonly string[]): AsyncGenerator<Line> => readLines(files, false);

async function* readLines(files: readonly string[], ofEvents: boolean): AsyncGenerator<Line> {
  let number = 0;
  for (const file of files) {
    for await (const bytes of splitLines(chunksOf(file, ofEvents))) {
      number += 1;
      if (!isBlank(bytes)) yield { file, number, bytes };
    }
  }
}

/** A file in pieces, of which the first is large enough to tell what it is. */
async function* chunksOf(file: string, ofEvents: boolean): AsyncGenerator<Buffer> {
  const input = file === '-' ? process.stdin : createReadStream(requireFile(file));
  let head: Buffer | null = Buffer.alloc(0);
  for await (const read of input) {
    const chunk: Buffer = Buffer.isBuffer(read) ? read : Buffer.from(String(read));
    if (head === null) yield chunk;
    else {
      head = Buffer.concat([head, chunk]);
      if (head.length < HEAD_BYTES) continue;
      yield recognised(head, false, file, ofEvents);
      head = null;
    }
  }
  if (head !== null) yield recognised(head, true, file, ofEvents);
}

function recognised(head: Buffer, whole: boolean, file: string, ofEvents: boolean): Buffer {
  const named = file === '-' ? 'Standard input' : file;
  const wrong = ofEvents ? notEvents(head, whole, named) : null;
  if (wrong !== null) throw new CliError(wrong, 2);
  return head;
}

async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let afterCr = false;
  for await (const chunk of chunks) {
    let from = 0;
    for (let i = 0; i < chunk.length; i += 1) {
      const byte = chunk[i];
      if (byte === LF && afterCr) from = i + 1;
      else if (byte === LF || byte === CR) {
        const end = chunk.subarray(from, i);
        yield rest.length === 0 ? end : Buffer.concat([...rest, end]);
        rest = [];
        from = i + 1;
      }
      afterCr = byte === CR;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}

function isBlank(bytes: Buffer): boolean {
  const text = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;
  return text.every((byte) => BLANK.includes(byte));
}

export function requireFile(file: string): string {
  if (!existsSync(file)) throw new CliError(`${file}: no such file.`, 2);
  if (statSync(file).isDirectory()) throw new CliError(`${file} is a folder; a file is needed.`, 2);
  return file;
}

/**
 * The text of a file that is one JSON document, without its byte order mark.
 * @throws CliError with exit code 2 where there is no such file, or it is no UTF-8 text
 */
export function readDocument(file: string): string {
  const bytes = readFileSync(requireFile(file));
  const foreign = notText(bytes, file);
  if (foreign !== null) throw new CliError(foreign, 2);
  const read = readText(bytes, file);
  if (!read.ok) throw new CliError(`${read.message}.`, 2);
  return read.text;
}

/** Writes one line of data; waits while whoever reads it is slower. */
export async function writeLine(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}

export const note = (text: string): void => void process.stderr.write(`${text}\n`);
