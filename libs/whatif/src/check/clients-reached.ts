import type { Policy } from '#domain';
import type { SharedFacts } from '#judging';
import { idsAffected, type Sql } from '#store';
import { judgedBook } from '#history';

type Shared = Parameters<SharedFacts['affectedBy']>[0];

/**
 * Whom a campaign or a roll-out on record reached: the clients for whom it is an act, by the id they have now.
 * @param sharedFacts what all clients share, with the event in it
 */
export async function clientsReached(
  sql: Sql,
  event: Shared,
  sharedFacts: SharedFacts,
  policy: Policy,
): Promise<string[]> {
  const affected = sharedFacts.affectedBy(event);
  const ids = [...(await idsAffected(sql, affected)), ...affected.clientIds];
  const reached: string[] = [];
  for await (const chunk of judgedBook(sql, { policy, clientIds: ids })) {
    for (const { clientId, judgements } of chunk) {
      const id = `${event.id}#${clientId}`;
      const isReached = judgements.some(({ act }) => act.identity.source === event.source && act.identity.id === id);
      if (isReached) reached.push(clientId);
    }
  }
  return reached;
}
