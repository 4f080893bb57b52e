import { clientsAmong, rejectedMessages, waitingSizes } from '#log';
import type { Sql } from '#store';
import { legibleOf, type Legible } from './legible.js';
import type { Concern, Obstacle } from './obstacle.js';

/** Of rejections that wait, those that may concern a client, and how many concern others alone. */
export interface RejectionsSeen {
  readonly obstacles: readonly Obstacle[];
  readonly ofOthers: number;
}

/** Bytes of rejected values looked at together. */
const BYTES_AT_ONCE = 32 * 1024 * 1024;
const ROWS_AT_ONCE = 500;

/** @param memberIds all ids of the client */
export async function rejectionsConcerning(sql: Sql, memberIds: readonly string[]): Promise<RejectionsSeen> {
  const obstacles: Obstacle[] = [];
  let ofOthers = 0;
  for (const ids of portions(await waitingSizes(sql))) {
    for (const { rejectionId, reason, ...message } of await rejectedMessages(sql, ids)) {
      const concern = await concernOf(sql, legibleOf(message), memberIds);
      if (concern === null) ofOthers += 1;
      else {
        const said = `${SENTENCES[concern].replace('ID', `${rejectionId} (${reason})`)} ${TO_DO}`;
        obstacles.push({ kind: 'REJECTION_WAITING', rejectionId, reason, concern, message: said });
      }
    }
  }
  return { obstacles, ofOthers };
}

const SENTENCES: Readonly<Record<Concern, string>> = {
  NAMES_CLIENT: 'The message ID could not be taken, and it names this client.',
  SHARED_FACT: 'The message ID could not be taken, and it is of a kind that may concern any client.',
  ILLEGIBLE: 'The message ID could not be taken, and nothing in it says whom it is about.',
};
const TO_DO = 'Send it again as it should be and re-drive it, or set it aside with a reason.';

/** How a message may concern a client; `null` where it can be read of it that it doesn't. */
async function concernOf(sql: Sql, message: Legible, memberIds: readonly string[]): Promise<Concern | null> {
  if (message.names(memberIds)) return 'NAMES_CLIENT';
  if (message.whole) return message.shared ? 'SHARED_FACT' : null;
  const others = await clientsAmong(sql, message.words);
  return others.length > 0 ? null : 'ILLEGIBLE';
}

function* portions(sizes: readonly { rejectionId: string; bytes: number }[]): Generator<string[]> {
  let ids: string[] = [];
  let sum = 0;
  for (const { rejectionId, bytes } of sizes) {
    if (ids.length > 0 && (sum + bytes > BYTES_AT_ONCE || ids.length >= ROWS_AT_ONCE)) {
      yield ids;
      [ids, sum] = [[], 0];
    }
    ids.push(rejectionId);
    sum += bytes;
  }
  if (ids.length > 0) yield ids;
}
