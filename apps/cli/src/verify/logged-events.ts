import type { EventRow } from '#log/codec';
import { ERASED_PRINT } from './erased.js';
import { Coordinates, fingerprint } from './fingerprints.js';
import type { Block } from './log-blocks.js';
import { identityHash, isShared, readBack, storedHeadersText, whyNotAccepted } from './read-back.js';
import type { Source } from './source.js';

/** The chain of what is taken up again. */
const REDRIVE = 'redrive';

/**
 * Reads each event again from its own bytes: what its columns say must follow from them. Keeps a fingerprint of each by
 * its coordinates, for the reading of the topics.
 */
export class LoggedEvents {
  readonly coordinates = new Coordinates();
  /** The offset after the last one on file, by partition. */
  readonly ends = new Map<string, number>();
  /** Those that were taken up again from among the rejections. */
  readonly redriven: Pick<EventRow, 'position' | 'topic' | 'partition' | 'kafkaOffset'>[] = [];
  count = 0;

  constructor(private readonly source: Source) {}

  async take({ batch, events }: Block): Promise<void> {
    const { report } = this.source;
    for (const event of events) {
      this.count += 1;
      const row = { table: 'event', row: { position: event.position } };
      const { topic, partition, kafkaOffset, key, headers, value } = event;
      const isErased = this.source.erased.has(event.position);
      const print = isErased ? ERASED_PRINT : fingerprint(key, storedHeadersText(headers), value);
      if (!this.coordinates.of(topic, partition).add(kafkaOffset, print)) {
        await report.violation('I1', { kind: 'TWICE', ...row, topic, partition, offset: kafkaOffset });
      }
      noteEnd(this.ends, event);
      if (batch?.chain === REDRIVE) this.redriven.push({ position: event.position, topic, partition, kafkaOffset });
      if (isErased && value.length === 0) {
        const nothing = { client_id: null, shared: false, message_key: null, headers: null };
        const { clientId, shared } = event;
        await report.compare('I15', row, nothing, { client_id: clientId, shared, message_key: key, headers });
        continue;
      }
      const read = readBack(event);
      if (read === null) {
        const { reason, message } = whyNotAccepted(event);
        await report.violation('I1', { kind: 'UNREADABLE', ...row, column: 'value', reason, message });
        continue;
      }
      const { type, data } = read;
      const expected = {
        identity: identityHash(read),
        client_id: 'clientId' in data ? (data.clientId ?? null) : null,
        type,
        shared: isShared(read),
      };
      const { clientId: is } = event;
      if (
        is === expected.client_id &&
        event.type === type &&
        event.shared === expected.shared &&
        event.identity.equals(expected.identity)
      )
        continue;
      const actual = { identity: event.identity, client_id: event.clientId, type: event.type, shared: event.shared };
      await report.compare('I1', row, expected, actual);
    }
  }
}

/** Keeps the offset after the last one of each partition. */
export function noteEnd(
  ends: Map<string, number>,
  at: { topic: string; partition: number; kafkaOffset: number },
): void {
  const key = `${at.topic}/${at.partition}`;
  if ((ends.get(key) ?? 0) <= at.kafkaOffset) ends.set(key, at.kafkaOffset + 1);
}
