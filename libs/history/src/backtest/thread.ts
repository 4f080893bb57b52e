import { parentPort, workerData } from 'node:worker_threads';
import { readPolicy } from '#contract';
import { createDataSource, Session } from '#store';
import { readShared } from '../book.js';
import { judgeChunk, readChunk, type ReadChunk } from './chunk.js';
import type { ThreadStart } from './threads.js';

/** Reads the next clients while it judges those before; nothing but what differs leaves the thread. */
async function main({ databaseUrl, snapshot, rules, from, to }: ThreadStart): Promise<void> {
  if (parentPort === null) throw new Error('This is to be started as a thread.');
  const port = parentPort;
  const dataSource = createDataSource(databaseUrl, 1, 'scopewatch-past');
  await dataSource.initialize();
  const { sql } = await Session.open(dataSource);
  await sql.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await sql.query(`SET TRANSACTION SNAPSHOT '${snapshot.replaceAll("'", '')}'`);
  const shared = await readShared(sql);
  const terms = { policy: readPolicy(rules), from, to };
  let before: Promise<ReadChunk | null> = Promise.resolve(null);
  port.on('message', (ids: readonly string[]) => {
    // One read at a time: the next begins when this one has ended, and this one is judged meanwhile.
    const read = before.then(() => readChunk(sql, ids, shared));
    before = read;
    void read.then((chunk) => port.postMessage(judgeChunk(chunk, shared, terms)));
  });
}

void main(workerData as ThreadStart);
