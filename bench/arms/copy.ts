import { BLOCK_SIZE, encodeEvents, freshSalts, type EventRow } from '#log/codec';
import { appendEvents } from '#log';
import { createDataSource, withSession } from '#store';
import { BATCH, FIRST_BLOCK, rowOf } from '../event-row.js';
import { given, say } from '../measurement.js';
import { acts } from '../workload.js';

function encoded(events: number, clients: number, alerting: number): { rows: number; bytes: Buffer }[] {
  const batches: { rows: number; bytes: Buffer }[] = [];
  let rows: EventRow[] = [];
  const close = (): void =>
    void batches.push({ rows: rows.length, bytes: encodeEvents(rows, freshSalts(rows.length)).rows });
  let n = 0;
  for (const event of acts(events, clients, alerting)) {
    rows.push(rowOf(event, n));
    n += 1;
    if (rows.length < BATCH) continue;
    close();
    rows = [];
  }
  if (rows.length > 0) close();
  return batches;
}

/** One connection that copies rows into the log, each batch a transaction: how fast PostgreSQL can take them at all. */
async function main(): Promise<void> {
  const expected = Number(given('BENCH_EXPECTED'));
  // Before the clock starts, so that it is PostgreSQL's limit alone.
  const batches = encoded(expected, Number(given('BENCH_CLIENTS')), Number(given('BENCH_ALERTING')));
  const dataSource = createDataSource(given('DATABASE_URL'), 1, 'bench-copy');
  await dataSource.initialize();
  await withSession(dataSource, async (session) => {
    const startedAt = performance.now();
    for (const { bytes } of batches) await session.transaction((tx) => appendEvents(tx, bytes));
    const ms = performance.now() - startedAt;
    const [row] = await session.sql.query<{ n: number }>('SELECT count(*) AS n FROM event WHERE position >= $1', [
      FIRST_BLOCK * BLOCK_SIZE,
    ]);
    say({ events: row?.n ?? 0, ms });
  });
  await dataSource.destroy();
}

void main();
