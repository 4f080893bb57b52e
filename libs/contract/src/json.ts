import { isUtf8 } from 'node:buffer';

/** A JSON text read from bytes, or the sentence that says why it is none. */
export type ReadJson = { readonly ok: true; readonly json: unknown } | { readonly ok: false; readonly message: string };

const BYTE_ORDER_MARK = 0xfeff;

/**
 * Reads one JSON text. Bytes that are not UTF-8 are refused rather than replaced; a byte order mark is skipped
 * (RFC 8259, section 8.1).
 * @param what how the bytes are called in the sentence
 */
export function readJson(bytes: Uint8Array, what: string): ReadJson {
  if (!isUtf8(bytes)) return { ok: false, message: `${what} is not valid UTF-8` };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  try {
    return { ok: true, json: JSON.parse(text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text) };
  } catch (error) {
    return { ok: false, message: `${what} is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

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
