import { endOfRelationship, yearsAfter } from '#domain';
import { readState } from '#judging';
import { clientStates, holdsOn, type Sql } from '#store';
import { clientIdsAfter } from '#log';

/** A client of whom what had to be kept has been kept long enough. */
export interface DueClient {
  readonly clientId: string;
  /** When the last relationship with them ended, and when they became due; ms since 1970. */
  readonly endedAt: number;
  readonly dueAt: number;
  /** Whether a legal hold stands on one of their ids. */
  readonly held: boolean;
}

const PAGE = 1_000;

/**
 * Goes through all clients for those who are due by a time.
 * @param years how long is kept after the end of the last relationship
 * @param now ms since 1970
 * @param onPage told how many more were looked at
 */
export async function* dueClients(
  sql: Sql,
  years: number,
  now: number,
  onPage: (clients: number) => void = () => undefined,
): AsyncGenerator<DueClient> {
  for (let after = ''; ;) {
    const ids = await clientIdsAfter(sql, [], after, PAGE);
    const last = ids.at(-1);
    if (last === undefined) return;
    after = last;
    for (const row of await clientStates(sql, ids)) {
      const state = readState(row);
      const endedAt = endOfRelationship(state);
      if (endedAt === null) continue;
      const dueAt = yearsAfter(endedAt, years);
      if (dueAt > now) continue;
      const held = (await holdsOn(sql, state.memberIds)).length > 0;
      yield { clientId: row.clientId, endedAt, dueAt, held };
    }
    onPage(ids.length);
  }
}
