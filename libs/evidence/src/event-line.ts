import { parseMessage, TYPE_PREFIX } from '#contract';
import type { Recorded } from '#domain';
import { readHeaders } from '#log/codec';
import type { LoggedEvent } from '#log';

/** One event as it stands in a pack: as it came, where it stood, and what it says. */
export interface EventLine {
  readonly position: number;
  /** Of its leaf, hex; absent where it was recorded before rows had salts. */
  readonly salt?: string;
  readonly recordedAt: string;
  readonly clientId: string | null;
  readonly kafka: { readonly topic: string; readonly partition: number; readonly offset: number };
  /** Base64. */
  readonly key: string | null;
  /** By name, base64. */
  readonly headers: Readonly<Record<string, string>> | null;
  /** The message, base64: byte by byte as it came, unless it was redacted. */
  readonly value: string;
  /** Where other clients' ids were taken out of an audience: how many, and the SHA-256 of the message as it came. */
  readonly redacted?: { readonly others: number; readonly sha256: string };
  /**
   * It named somebody who has been erased since, and says without them what it said: of how it came only its leaf is left,
   * which its proof gives.
   */
  readonly erased?: true;
  readonly envelope: EnvelopeShown;
}

export interface EnvelopeShown {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly effectiveAt: string;
  readonly data: unknown;
}

/** @throws when the message can't be read: in a log that can't be, in a pack that was changed it can */
export function readLine(line: Pick<EventLine, 'position' | 'key' | 'headers' | 'value'>): Recorded {
  const parsed = parseMessage({
    key: line.key === null ? null : Buffer.from(line.key, 'base64'),
    value: Buffer.from(line.value, 'base64'),
    headers: readHeaders(line.headers === null ? null : JSON.stringify(line.headers)),
  });
  if (!parsed.ok) throw new Error(parsed.message);
  return Object.assign(parsed.event, { position: line.position });
}

export const envelopeOf = (event: Recorded): EnvelopeShown => ({
  source: event.source,
  id: event.id,
  type: `${TYPE_PREFIX}${event.type}`,
  effectiveAt: event.whenGiven,
  data: event.data,
});

/**
 * @param value the message, redacted where it has to be
 * @param isErased whether somebody whom it named has been erased since
 */
export function eventLine(
  row: LoggedEvent,
  value: Buffer,
  redacted: EventLine['redacted'],
  isErased = false,
): EventLine {
  const stands = {
    position: row.position,
    ...(row.salt === null ? {} : { salt: row.salt.toString('hex') }),
    recordedAt: row.recordedAt.toISOString(),
    clientId: row.clientId,
    kafka: { topic: row.topic, partition: row.partition, offset: row.kafkaOffset },
    key: row.key?.toString('base64') ?? null,
    headers: row.headers === null ? null : (JSON.parse(row.headers) as Record<string, string>),
    value: value.toString('base64'),
    ...(redacted === undefined ? {} : { redacted }),
    ...(isErased ? { erased: true as const } : {}),
  };
  return { ...stands, envelope: envelopeOf(readLine(stands)) };
}
