import { isSharedType } from '#domain';
import { identityHash, type AlertFactKind, type AlertFactRow, type EventRow } from '#log/codec';
import { readLine, type EventLine } from './event-line.js';
import type { FactLine } from './fact-line.js';

/** The row of the log that a line of a pack shows. @throws where its message can't be read */
export function eventRow(line: EventLine): EventRow {
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
export const factRow = (line: FactLine): AlertFactRow => ({
  ...line,
  kind: line.kind as AlertFactKind,
  recordedAt: Date.parse(line.recordedAt),
});
