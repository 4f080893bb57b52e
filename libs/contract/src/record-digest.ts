import { createHash } from 'node:crypto';

/** A Kafka record, as far as one can be told from another by it. */
export interface DigestibleRecord {
  readonly timestampMs: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
}

/** SHA-256 over all that a record says and when it was written: kept with an offset, it tells whether it is the same record. */
export function recordDigest({ timestampMs, key, value, headers }: DigestibleRecord): Buffer {
  const digest = createHash('sha256').update(`${timestampMs}\0`);
  const add = (bytes: Buffer | null): void => {
    digest.update(`${bytes === null ? -1 : bytes.length}\0`);
    if (bytes !== null) digest.update(bytes);
  };
  add(key);
  add(value);
  for (const name of Object.keys(headers).sort()) {
    digest.update(`${name}\0`);
    add(headers[name] ?? null);
  }
  return digest.digest();
}
