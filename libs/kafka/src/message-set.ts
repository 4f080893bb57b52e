import Decoder from 'kafkajs/src/protocol/decoder';
import decodeMessageSet from 'kafkajs/src/protocol/messageSet/decoder';
import { inPlaceOf, type FetchedMessage } from './fetched-message.js';

const ENTRY_HEAD_BYTES = 12;
const ATTRIBUTES_AT = 17;

/**
 * Reads messages in the format of before Kafka 0.11, which may still lie in old topics. Each entry is left to kafkajs by
 * itself, so that one that can't be read takes no other with it.
 */
export async function readMessageSet(bytes: Buffer): Promise<FetchedMessage[]> {
  const messages: FetchedMessage[] = [];
  for (let at = 0; at + ENTRY_HEAD_BYTES < bytes.length;) {
    const end = at + ENTRY_HEAD_BYTES + bytes.readInt32BE(at + 8);
    if (end > bytes.length || end <= at + ATTRIBUTES_AT) break;
    const entry = bytes.subarray(at, end);
    try {
      const read = await decodeMessageSet(new Decoder(entry), entry.length);
      for (const message of read)
        messages.push(Object.assign(message, { headers: message.headers ?? {}, isControlRecord: false }));
    } catch (error) {
      // Where the records of a compressed entry begin is within it; the entry has the offset of the last.
      const lastOffset = entry.readBigInt64BE(0);
      const fault = error instanceof Error ? error.message : String(error);
      const unreadable = {
        firstOffset: lastOffset,
        lastOffset,
        codec: `codec ${entry.readInt8(ATTRIBUTES_AT) & 7}`,
        fault,
      };
      messages.push(inPlaceOf(unreadable, entry));
    }
    at = end;
  }
  return messages;
}
