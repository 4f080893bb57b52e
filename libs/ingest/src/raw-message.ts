/** A message as the broker gave it, with where it stood. */
export interface RawMessage {
  /** As it stands on record. */
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
  /** When it was written, in ms since 1970; absent where it is not read from Kafka now. */
  readonly timestampMs?: number;
  /** The value is a batch of records that could not be read, from the offset on; absent for a single message. */
  readonly unreadable?: { readonly lastOffset: bigint; readonly codec: string; readonly fault: string };
}

/** The offset after a message; after all of a batch that it stands for. */
export const nextOffset = ({ offset, unreadable }: RawMessage): number => Number(unreadable?.lastOffset ?? offset) + 1;

/** Headers as the log keeps them: base64 by name, or `null` where there are none to keep. */
export function storedHeaders(headers: Readonly<Record<string, Buffer>>): string | null {
  const names = Object.keys(headers);
  const [only] = names;
  if (only === undefined) return null;
  const value = headers[only];
  // Nearly always there is the content type alone, and it is that of the message before.
  if (names.length > 1 || value === undefined) return allHeaders(names, headers);
  if (lastOnly.name !== only || !value.equals(lastOnly.value)) {
    lastOnly = { name: only, value: Buffer.from(value), stored: allHeaders(names, headers) };
  }
  return lastOnly.stored;
}

let lastOnly = { name: '', value: Buffer.alloc(0), stored: '{}' };

function allHeaders(names: readonly string[], headers: Readonly<Record<string, Buffer>>): string {
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, headers[name]?.toString('base64') ?? ''])));
}

export function readHeaders(stored: string | null): Record<string, Buffer> {
  if (stored === null) return {};
  const headers = JSON.parse(stored) as Record<string, string>;
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value, 'base64')]));
}
