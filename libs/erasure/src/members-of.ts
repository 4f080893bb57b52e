import { SharedFacts } from '#judging';
import { bringUpToDate } from '#judging/now';
import type { Sql } from '#store';

/** All ids of a client, sorted: those that were merged are one client. */
export async function membersOf(sql: Sql, clientId: string): Promise<string[]> {
  const { clientMerges } = (await bringUpToDate(sql, SharedFacts.NONE)).sharedFacts;
  return [...clientMerges.membersOf(clientMerges.survivorOf(clientId))].sort();
}
