import type { Policy, Recorded } from '#domain';
import type { Sql } from '#store';
import type { JudgedBy } from './judged-clients.js';
import { bookAsOf, newestShared, pendingChanges, sharedBookOf } from './shared-book.js';

/** By what clients are judged again, as of the snapshot that `sql` sees. */
export async function judgedBy(sql: Sql, shared: readonly Recorded[], policy: Policy): Promise<JudgedBy> {
  const book = sharedBookOf(shared);
  const asOf = bookAsOf(shared, book, await pendingChanges(sql));
  return { book, policy, newest: await newestShared(sql), asOf };
}
