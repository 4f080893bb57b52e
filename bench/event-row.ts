import { parseMessage, routeOf, structured, type CloudEvent } from '#contract';
import { BLOCK_SIZE, identityHash, storedHeaders, type EventRow } from '#log/codec';

/** Acts in a batch. */
export const BATCH = 5_000;
/** Beyond what the set-up has taken. */
export const FIRST_BLOCK = 1_000_000;

/** An event as ingest would record it. @param n its place among all */
export function rowOf(event: CloudEvent, n: number): EventRow {
  const { value, headers } = structured(event);
  const bytes = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]));
  const key = Buffer.from(routeOf(event)?.key ?? '');
  const parsed = parseMessage({ key, value, headers: bytes });
  if (!parsed.ok) throw new Error(`${event.id}: ${parsed.message}`);
  return {
    position: (FIRST_BLOCK + Math.floor(n / BATCH)) * BLOCK_SIZE + (n % BATCH),
    identity: identityHash(parsed.event),
    clientId: key.toString(),
    type: parsed.event.type,
    shared: false,
    recordedAt: Date.now(),
    topic: 'bench-account',
    partition: n % 6,
    kafkaOffset: n,
    key,
    headers: storedHeaders(bytes),
    value,
  };
}
