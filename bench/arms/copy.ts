import { BLOCK_SIZE, encodeEvents, freshSalts, type EventRow } from '#log/codec';
import { appendEvents } from '#log';
import { createDataSource, withSession } from '#store';
import { BATCH, FIRST_BLOCK, rowOf } from '../event-row.js';
import { given, say, sayBegan } from '../measurement.js';
import type { StageOptions } from '../options.js';
import { waiting } from '../workload.js';

function encoded(stage: StageOptions): Buffer[] {
  const batches: Buffer[] = [];
  let rows: EventRow[] = [];
  const close = (): void => void batches.push(encodeEvents(rows, freshSalts(rows.length)).rows);
  let n = 0;
  for (const event of waiting(stage)) {
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
  // Before the clock starts, so that it is PostgreSQL's limit alone.
  const batches = encoded(JSON.parse(given('BENCH_STAGE')) as StageOptions);
  const dataSource = createDataSource(given('DATABASE_URL'), 1, 'bench-copy');
  await dataSource.initialize();
  await withSession(dataSource, async (session) => {
    const startedAt = performance.now();
    sayBegan();
    for (const bytes of batches) await session.transaction((tx) => appendEvents(tx, bytes));
    const ms = performance.now() - startedAt;
    const [row] = await session.sql.query<{ n: number }>('SELECT count(*) AS n FROM event WHERE position >= $1', [
      FIRST_BLOCK * BLOCK_SIZE,
    ]);
    say({ events: row?.n ?? 0, ms });
    // The connection keeps it until it is ended.
    await new Promise((resolve) => process.once('SIGTERM', resolve));
  });
  await dataSource.destroy();
}

void main();
