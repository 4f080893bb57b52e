/**
 * Arrays in the binary format in which the server takes parameters: a Buffer is sent as it is. Long texts so need neither
 * quoting here nor reading there.
 */
const HEADER_BYTES = 20;
const TEXT_OID = 25;
const BIGINT_OID = 20;

export function textArray(values: readonly string[]): Buffer {
  const sizes = values.map((value) => Buffer.byteLength(value));
  const out = begun(
    TEXT_OID,
    values.length,
    sizes.reduce((sum, size) => sum + 4 + size, 0),
    false,
  );
  let at = HEADER_BYTES;
  values.forEach((value, i) => {
    at = out.writeInt32BE(sizes[i] ?? 0, at);
    at += out.write(value, at);
  });
  return out;
}

/** @param values whole numbers that a double holds exactly */
export function bigintArray(values: readonly (number | null)[]): Buffer {
  const bytes = values.reduce<number>((sum, value) => sum + (value === null ? 4 : 12), 0);
  const out = begun(BIGINT_OID, values.length, bytes, values.includes(null));
  let at = HEADER_BYTES;
  for (const value of values) {
    if (value === null) at = out.writeInt32BE(-1, at);
    else {
      at = out.writeInt32BE(8, at);
      at = out.writeInt32BE(Math.floor(value / 4_294_967_296), at);
      at = out.writeUInt32BE(value >>> 0, at);
    }
  }
  return out;
}

/** An array inside an array of another length: as text, which the server casts. */
export const arrayLiteral = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;

function begun(elementOid: number, length: number, bytes: number, nulls: boolean): Buffer {
  if (length === 0) {
    const none = Buffer.alloc(12);
    none.writeInt32BE(elementOid, 8);
    return none;
  }
  const out = Buffer.allocUnsafe(HEADER_BYTES + bytes);
  // One dimension, that may hold NULLs or not, of these elements, so many, counted from 1.
  [1, nulls ? 1 : 0, elementOid, length, 1].forEach((value, i) => out.writeInt32BE(value, i * 4));
  return out;
}
