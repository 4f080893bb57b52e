import { parentPort, workerData } from 'node:worker_threads';
import { readPolicy } from '#contract';
import type { Policy } from '#domain';
import { beginOnSnapshot, createDataSource, Session, type Sql } from '#store';
import type { ThreadStart } from './threads.js';

/** What a thread does with one chunk: reads for it, and then answers without waiting for anything. */
export interface ChunkWork<T> {
  read(sql: Sql, ids: readonly string[]): Promise<() => T>;
}

/**
 * Serves the thread that this runs in, on the snapshot of whoever started it: reads the next chunk while it works on the
 * one before. What fails ends the thread.
 * @param begin given what the thread was started with
 */
export async function serveChunks<S extends ThreadStart, T>(
  begin: (sql: Sql, start: S, policy: Policy) => Promise<ChunkWork<T>>,
): Promise<void> {
  if (parentPort === null) throw new Error('This is to be started as a thread.');
  const port = parentPort;
  const start = workerData as S;
  const dataSource = createDataSource(start.databaseUrl, 1, 'scopewatch-past');
  await dataSource.initialize();
  const { sql } = await Session.open(dataSource);
  await beginOnSnapshot(sql, start.snapshot);
  const work = await begin(sql, start, readPolicy(start.rules));
  let before: Promise<unknown> = Promise.resolve();
  port.on('message', (ids: readonly string[]) => {
    // One read at a time: the next is asked for when this one has ended, and then this one is worked on.
    const read = before.then(() => work.read(sql, ids));
    before = read;
    void read.then((answer) => setImmediate(() => port.postMessage(answer())));
  });
}
