import { clientsAmong, rejectedMessages } from '#log';
import type { Sql } from '#store';
import { legibleOf } from './legible.js';

/**
 * Whether a rejection says of what client it is, read as it is for a statement about a client: whatever holds one up
 * because it names the client is not set aside by one person alone.
 */
export async function namesSomeClient(sql: Sql, rejectionId: string): Promise<boolean> {
  const [message] = await rejectedMessages(sql, [rejectionId]);
  if (message === undefined) return false;
  const legible = legibleOf(message);
  return legible.hasClientField || (await clientsAmong(sql, legible.allWords())).length > 0;
}
