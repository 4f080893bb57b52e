import {
  catalogueOf,
  clientIdsOf,
  mergeClients,
  partitionEvents,
  retractedBy,
  unretractedMerges,
  type Catalogue,
  type ClientMerges,
  type Recorded,
} from '#domain';
import type { Sql } from '#store';
import { readBack, type LogRow } from './read-back.js';

/** What clients are judged by besides their own facts, put together from the log. */
export interface SharedBook {
  readonly clientMerges: ClientMerges;
  readonly catalogue: Catalogue;
  readonly retracted: ReturnType<typeof retractedBy>;
  /** Clients whom shared facts name. */
  readonly named: ReadonlySet<string>;
}

/** All that clients share, in the order of recording. */
export async function readShared(sql: Sql): Promise<Recorded[]> {
  const rows = await sql.query<LogRow>(
    'SELECT position, message_key AS "key", headers, value FROM event WHERE shared ORDER BY position',
  );
  // One that can't be read is named where the log is read.
  return rows.flatMap((row) => readBack(row) ?? []);
}

/** Pure. */
export function sharedBookOf(shared: readonly Recorded[]): SharedBook {
  const sorted = partitionEvents(shared);
  const retracted = retractedBy(sorted.retractions);
  const named = new Set(clientIdsOf(sorted));
  for (const { data } of sorted.merges) named.add(data.clientId).add(data.mergedClientId);
  return {
    clientMerges: mergeClients(unretractedMerges(sorted.merges, retracted)),
    catalogue: catalogueOf(sorted.catalogueEvents, retracted),
    retracted,
    named,
  };
}

/** The newest change of what all clients share. */
export async function newestShared(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ newest: number }>('SELECT version AS newest FROM knowledge');
  return row?.newest ?? 0;
}
