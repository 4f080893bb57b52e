import { holdsSince, type Snapshot } from '#whatif';
import { isWithin, readShared, type Range } from '#history';
import { backtestChunks, type BacktestChunk, type BacktestRow, type Sql } from '#store';
import { clientsSince } from '#log';

export type ChunkDone = BacktestChunk & Range;

/**
 * What an interrupted backtest has compared and need not compare again: chunks of clients of whom nothing was recorded since,
 * as long as what all clients share is what it was. A parity check is one snapshot or nothing.
 */
export async function chunksThatHold(sql: Sql, row: BacktestRow, now: Snapshot): Promise<ChunkDone[]> {
  if (row.kind === 'PARITY' || row.snapshot === null) return [];
  const since = holdsSince(JSON.parse(row.snapshot) as Snapshot, now);
  if (since === null) return [];
  const named = await clientsSince(sql, since);
  const { clientMerges } = await readShared(sql);
  const touched = named.map((id) => clientMerges.survivorOf(id));
  const chunks = (await backtestChunks(sql, row.backtestId)).filter(isOfClients);
  return chunks.filter((chunk) => !touched.some((id) => isWithin(id, chunk)));
}

const isOfClients = (chunk: BacktestChunk): chunk is ChunkDone => chunk.first !== null && chunk.last !== null;
