import { parseMessage, sameFact, type RejectionReason } from '#contract';
import type { DomainEvent } from '#domain';
import { identityHash, readStored, type StoredMessage } from '#log/codec';
import type { RawRecord } from './raw-record.js';

/** A message that is an event. */
export interface Decoded {
  readonly raw: RawRecord;
  readonly identity: Buffer;
  /** The identity as text, to look it up by. */
  readonly identityKey: string;
  readonly event: DomainEvent;
}

/** A message that can't be taken. */
export interface Refused {
  readonly raw: RawRecord;
  readonly reason: RejectionReason;
  readonly message: string;
}

export interface DecodedBatch {
  readonly events: Decoded[];
  readonly refused: Refused[];
  /** The same fact again: counted, ignored. */
  duplicates: number;
}

/** Parses a batch and settles what it says twice. */
export function decode(messages: readonly RawRecord[]): DecodedBatch {
  const batch: DecodedBatch = { events: [], refused: [], duplicates: 0 };
  const seen = new Map<string, Decoded>();
  for (const raw of messages) {
    if (raw.unreadable !== undefined) {
      batch.refused.push({ raw, reason: 'UNREADABLE_BATCH', message: unreadableMessage(raw.offset, raw.unreadable) });
      continue;
    }
    const parsed = parseMessage(raw);
    if (!parsed.ok) {
      batch.refused.push({ raw, reason: parsed.reason, message: parsed.message });
      continue;
    }
    const identity = identityHash(parsed.event);
    const decoded = { raw, identity, identityKey: identity.toString('latin1'), event: parsed.event };
    const first = seen.get(decoded.identityKey);
    if (first === undefined) {
      seen.set(decoded.identityKey, decoded);
      batch.events.push(decoded);
    } else if (sameFact(first.event, decoded.event)) batch.duplicates += 1;
    else batch.refused.push(conflict(decoded));
  }
  return batch;
}

const unreadableMessage = (first: bigint, { lastOffset, codec, fault }: NonNullable<RawRecord['unreadable']>): string =>
  `the batch of records from offset ${first} to ${lastOffset} (${codec}) can't be read: ${fault}`;

/** Settles a batch against the events that are already on file under the same identities. */
export function deduplicateAgainst(batch: DecodedBatch, onFile: readonly StoredMessage[]): DecodedBatch {
  const stored = new Map(onFile.map((message) => [message.identity.toString('latin1'), message]));
  const settled: DecodedBatch = { events: [], refused: [...batch.refused], duplicates: batch.duplicates };
  for (const decoded of batch.events) {
    const known = stored.get(decoded.identityKey);
    if (known === undefined) settled.events.push(decoded);
    // What was erased is not taken again; whether it says the same nobody can tell any more.
    else if (known.value.length === 0) settled.duplicates += 1;
    else if (sameFact(readStored(known), decoded.event)) settled.duplicates += 1;
    else settled.refused.push(conflict(decoded));
  }
  return settled;
}

const conflict = ({ raw, event }: Decoded): Refused => ({
  raw,
  reason: 'CONFLICT',
  message: `an event with source ${event.source} and id ${event.id} is on file and says something else; the first holds`,
});
