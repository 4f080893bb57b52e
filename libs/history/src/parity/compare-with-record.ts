import { clientsWithAlerts, type Sql } from '#store';
import { alertDifferences, type AlertCounts } from './alert-differences.js';
import { alertsOnRecord } from './alerts-on-record.js';
import { readShared, survivorsOf } from '../book.js';
import type { SharedFacts } from '#judging';
import type { LongWork } from '../judged-book.js';
import { judgeChunk, meant, noAlerts, readChunk, type JudgedChunk, type Terms } from './chunk.js';
import { chunksBeside, type Range } from './ranges.js';

export interface ComparisonOptions extends LongWork, Terms {
  readonly clientIds?: readonly string[] | undefined;
  /** Judges chunks elsewhere, in their order; by default they are judged here. One chunk alone is judged here anyway. */
  readonly elsewhere?: ((chunks: readonly (readonly string[])[]) => AsyncGenerator<JudgedChunk>) | undefined;
  /** Clients whose timelines are in memory at once, in each thread. */
  readonly chunk?: number;
  /** Whom an earlier run has compared, and nothing has changed since. */
  readonly done?: readonly Range[] | undefined;
}

const CHUNK = 500;

/**
 * What a pack would have given over the stored history, compared with the alerts that stand on record: yields what
 * differs, chunk by chunk in the order of the clients' ids, also where nothing does, and returns the counts of what it
 * yielded. Reads only, and is to be run in a read-only transaction, so that it is one snapshot.
 */
export async function* compareWithRecord(
  sql: Sql,
  options: ComparisonOptions,
): AsyncGenerator<JudgedChunk, AlertCounts> {
  const { clientIds, elsewhere, onProgress, signal, chunk: size = CHUNK, done = [] } = options;
  const shared = await readShared(sql);
  const survivors =
    clientIds === undefined
      ? await survivorsOf(sql, shared)
      : [...new Set(clientIds.map((id) => shared.clientMerges.survivorOf(id)))].sort();
  const chunks = chunksBeside(survivors, done, size);
  const left = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  onProgress?.(survivors.length - left, survivors.length);
  const counts = noAlerts();
  const judged =
    elsewhere === undefined || chunks.length <= 1 ? judgeHere(sql, chunks, shared, options) : elsewhere(chunks);
  for await (const chunk of judged) {
    signal?.throwIfAborted();
    add(counts, chunk.counts);
    onProgress?.(chunk.clients, survivors.length);
    yield chunk;
  }
  if (clientIds !== undefined) return counts;
  // Alerts of clients whom the log no longer knows: there should be none, so they are differences.
  const known = new Set(survivors);
  const strangers = (await clientsWithAlerts(sql)).filter((id) => !known.has(id));
  for (const views of (await alertsOnRecord(sql, strangers)).values()) {
    const theirs = noAlerts();
    const differences = [...alertDifferences(views, new Map(), theirs, meant(options))];
    add(counts, theirs);
    yield { range: null, clients: 0, differences, counts: theirs };
  }
  return counts;
}

async function* judgeHere(
  sql: Sql,
  chunks: readonly (readonly string[])[],
  shared: SharedFacts,
  terms: Terms,
): AsyncGenerator<JudgedChunk> {
  for (const ids of chunks) yield judgeChunk(await readChunk(sql, ids, shared), shared, terms);
}

function add(counts: AlertCounts, more: AlertCounts): void {
  counts.same += more.same;
  counts.added += more.added;
  counts.gone += more.gone;
  counts.changed += more.changed;
}
