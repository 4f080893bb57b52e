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

/** What is still to be judged again: whom a change of what all clients share touches is judged after it, some at a time. */
export interface Pending {
  /** Of the change. */
  readonly position: number;
  readonly cause: string;
}

/** Changes whose clients are still being judged again, the oldest first. */
export const pendingChanges = (sql: Sql): Promise<Pending[]> =>
  sql.query<Pending>('SELECT position, cause FROM fan_out WHERE finished_at IS NULL ORDER BY position');

/**
 * What a client was judged by who may not have been judged since a change.
 * @returns for the position up to which they were: the book; what that change left, where it is one of shared facts; and
 *   `null` where it was a pack's, and nothing can be held against it yet
 */
export function bookAsOf(
  shared: readonly Recorded[],
  book: SharedBook,
  pending: readonly Pending[],
): (knowledge: number) => SharedBook | null {
  const before = new Map<number, SharedBook | null>();
  const facts = new Set(shared.map(({ position }) => position));
  return (knowledge) => {
    const next = pending.find(({ position }) => position > knowledge);
    if (next === undefined) return book;
    const known = before.get(next.position);
    if (known !== undefined) return known;
    const waits = pending.some(
      ({ position, cause }) => position > knowledge && (cause === 'POLICY' || !facts.has(position)),
    );
    const found = waits ? null : sharedBookOf(shared.filter(({ position }) => position < next.position));
    before.set(next.position, found);
    return found;
  };
}
