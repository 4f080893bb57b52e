import { isUtf8 } from 'node:buffer';
import { foreignBytes } from './foreign-bytes.js';

/** A JSON text read from bytes, or the sentence that says why it is none. */
export type ReadJson = { readonly ok: true; readonly json: unknown } | { readonly ok: false; readonly message: string };

const BYTE_ORDER_MARK = 0xfeff;

/**
 * Reads one JSON text. Bytes that are not UTF-8 are refused rather than replaced; a byte order mark is skipped
 * (RFC 8259, section 8.1).
 * @param what how the bytes are called in the sentence
 */
export function readJson(bytes: Uint8Array, what: string): ReadJson {
  const read = readText(bytes, what);
  if (!read.ok) return read;
  try {
    return { ok: true, json: JSON.parse(read.text) };
  } catch (error) {
    const foreign = foreignBytes(bytes);
    if (foreign !== null) return { ok: false, message: notText(what, foreign) };
    return { ok: false, message: `${what} is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** A text read from bytes, without its byte order mark, or the sentence that says why it is none. */
export type ReadText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

export function readText(bytes: Uint8Array, what: string): ReadText {
  if (!isUtf8(bytes)) {
    const foreign = foreignBytes(bytes);
    return { ok: false, message: foreign === null ? `${what} is not valid UTF-8` : notText(what, foreign) };
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return { ok: true, text: text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text };
}

const notText = (what: string, foreign: string): string =>
  `${what} is not valid UTF-8: it looks like ${foreign}; JSON in UTF-8 is taken`;

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether objects and arrays lie in one another more than `levels` deep, the value itself counted. */
export function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object' && deeperThan(item, levels - 1)) return true;
    return false;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  for (const name in fields) if (typeof fields[name] === 'object' && deeperThan(fields[name], levels - 1)) return true;
  return false;
}
