import { clientIdsOf, type ClientFact } from '#domain';
import { readStored } from '#log/codec';
import { clientIdsKnown, sharedKnown, timelinesKnown, type Known } from '#log';
import type { Sql } from '#store';
import { SharedFacts, unretractedFacts } from '#judging';

export const readShared = async (sql: Sql, known: Known = {}): Promise<SharedFacts> =>
  SharedFacts.of((await sharedKnown(sql, known)).map(readStored));

/** The survivors of all ids that a book knows: by facts of their own, by an audience, or by a merge. Sorted. */
export async function survivorsOf(sql: Sql, shared: SharedFacts, known: Known = {}): Promise<string[]> {
  const ids = clientIdsOf(shared.sorted);
  for (const { data } of shared.sorted.merges) ids.add(data.clientId).add(data.mergedClientId);
  for (const id of await clientIdsKnown(sql, known)) ids.add(id);
  return [...new Set([...ids].map((id) => shared.clientMerges.survivorOf(id)))].sort();
}

/** The facts of these clients that were not retracted, by survivor. */
export async function factsOf(
  sql: Sql,
  shared: Pick<SharedFacts, 'clientMerges' | 'retracted'>,
  survivors: readonly string[],
  known: Known = {},
): Promise<Map<string, ClientFact[]>> {
  const members = survivors.flatMap((id) => shared.clientMerges.membersOf(id));
  const events = (await timelinesKnown(sql, members, known)).map(readStored);
  return unretractedFacts(events, shared);
}
