import { createHash } from 'node:crypto';
import { encodeAlertFacts, encodeEvents, identityHash, type AlertFactKind } from '#log/codec';
import type { LoggedBatch } from '#log';
import { isSharedType } from '#domain';
import { readLine, type EventLine } from './event-line.js';
import type { FactLine } from './fact-line.js';

/** The link that a batch of the log left in its chain. */
export interface ChainLine {
  readonly chain: string;
  readonly seq: number;
  readonly block: number;
  readonly recordedAt: string;
  /** How many rows the batch holds; a pack holds those of its clients. */
  readonly events: number;
  readonly facts: number;
  readonly rejections: number;
  /** SHA-256 over the batch, hex; `hash` is the SHA-256 over `previous` and `content`. */
  readonly content: string;
  readonly hash: string;
  readonly previous: string | null;
}

export const chainLine = (batch: LoggedBatch): ChainLine => ({
  chain: batch.chain,
  seq: batch.seq,
  block: batch.block,
  recordedAt: batch.recordedAt.toISOString(),
  events: batch.events,
  facts: batch.facts,
  rejections: batch.rejections,
  content: batch.content.toString('hex'),
  hash: batch.hash.toString('hex'),
  previous: batch.previous?.toString('hex') ?? null,
});

/** Whether a link's hash is that of its content and of the link before it. */
export function isLinked(link: ChainLine): boolean {
  const hash = createHash('sha256')
    .update(Buffer.from(link.previous ?? '', 'hex'))
    .update(Buffer.from(link.content, 'hex'));
  return hash.digest('hex') === link.hash;
}

/**
 * The digest of a whole batch again, where the pack holds all of it: no row of anybody else's, and none redacted.
 * @returns `null` where it does not
 */
export function contentAgain(link: ChainLine, events: readonly EventLine[], facts: readonly FactLine[]): string | null {
  const whole = events.length === link.events && facts.length === link.facts && link.rejections === 0;
  if (!whole || events.some((e) => e.redacted !== undefined)) return null;
  const content = createHash('sha256');
  if (events.length > 0) content.update(encodeEvents(events.map(eventRow)));
  if (facts.length > 0) content.update(encodeAlertFacts(facts.map(factRow)));
  return content.digest('hex');
}

function eventRow(line: EventLine) {
  const event = readLine(line);
  return {
    position: line.position,
    identity: identityHash(event),
    clientId: line.clientId,
    type: event.type,
    shared: isSharedType(event.type),
    recordedAt: Date.parse(line.recordedAt),
    topic: line.kafka.topic,
    partition: line.kafka.partition,
    kafkaOffset: line.kafka.offset,
    key: line.key === null ? null : Buffer.from(line.key, 'base64'),
    headers: line.headers === null ? null : JSON.stringify(line.headers),
    value: Buffer.from(line.value, 'base64'),
  };
}

// The kinds are text in the log; those that people cause are no part of what ingest knows.
const factRow = (line: FactLine) => ({
  ...line,
  kind: line.kind as AlertFactKind,
  recordedAt: Date.parse(line.recordedAt),
});
