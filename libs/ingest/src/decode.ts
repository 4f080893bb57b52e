import { parseMessage, sameFact, type RejectionReason, type SaidFact } from '#contract';
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
  /** Each message, in the order of the batch: what it says, or why it can't be read, whatever is on file. */
  readonly read: readonly (Decoded | Refused)[];
  /** What is new: of each identity the first. */
  readonly events: readonly Decoded[];
  readonly refused: readonly Refused[];
  /** The same fact again: counted, ignored. */
  readonly duplicates: number;
}

/** Parses a batch and settles what it says twice. */
export const decode = (messages: readonly RawRecord[]): DecodedBatch => settled(messages.map(readMessage), new Map());

/**
 * Settles a batch anew, against the events that are already on file under the same identities: what says the same as an
 * earlier message of the batch is no duplicate where that one turns out to be in conflict with the log.
 */
export const deduplicateAgainst = ({ read }: DecodedBatch, onFile: readonly StoredMessage[]): DecodedBatch =>
  settled(read, new Map(onFile.map((message) => [message.identity.toString('latin1'), factOf(message)])));

function readMessage(raw: RawRecord): Decoded | Refused {
  if (raw.unreadable !== undefined) {
    return { raw, reason: 'UNREADABLE_BATCH', message: unreadableMessage(raw.offset, raw.unreadable) };
  }
  const parsed = parseMessage(raw);
  if (!parsed.ok) return { raw, reason: parsed.reason, message: parsed.message };
  const identity = identityHash(parsed.event);
  return { raw, identity, identityKey: identity.toString('latin1'), event: parsed.event };
}

const unreadableMessage = (first: bigint, { lastOffset, codec, fault }: NonNullable<RawRecord['unreadable']>): string =>
  `the batch of records from offset ${first} to ${lastOffset} (${codec}) can't be read: ${fault}`;

const factOf = (message: StoredMessage): SaidFact | 'ERASED' =>
  message.value.length === 0 ? 'ERASED' : readStored(message);

/** @param first what holds under each identity so far; the first of the batch are added */
function settled(read: readonly (Decoded | Refused)[], first: Map<string, SaidFact | 'ERASED'>): DecodedBatch {
  const events: Decoded[] = [];
  const refused: Refused[] = [];
  let duplicates = 0;
  for (const message of read) {
    if ('reason' in message) {
      refused.push(message);
      continue;
    }
    const holds = first.get(message.identityKey);
    if (holds === undefined) {
      first.set(message.identityKey, message.event);
      events.push(message);
      // What was erased is not taken again; whether it says the same nobody can tell any more.
    } else if (holds === 'ERASED' || sameFact(holds, message.event)) duplicates += 1;
    else refused.push(conflict(message));
  }
  return { read, events, refused, duplicates };
}

const conflict = ({ raw, event }: Decoded): Refused => ({
  raw,
  reason: 'CONFLICT',
  message: `an event with source ${event.source} and id ${event.id} is on file and says something else; the first holds`,
});
