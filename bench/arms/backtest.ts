import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { readPolicy } from '#contract';
import { backtest } from '#whatif';
import { checkout } from '#runtime';
import { createDataSource, readOnly, withSession } from '#store';
import { given, say } from '../measurement.js';

/** Another pack than the one in force, over all that is in the log: how fast the past can be judged again. */
async function main(): Promise<void> {
  const pack = JSON.parse(readFileSync(join(checkout, 'policy', 'mica-61.json'), 'utf8')) as {
    severities: Record<string, string>;
  };
  const severities = { ...pack.severities, BREACH_61_2: 'high' };
  const policy = readPolicy(JSON.stringify({ ...pack, version: 'bench-1', severities }));
  const dataSource = createDataSource(given('DATABASE_URL'), 1, 'bench-backtest');
  await dataSource.initialize();
  await withSession(dataSource, (session) =>
    readOnly(session, async (sql) => {
      const [row] = await sql.query<{ n: number }>('SELECT count(*) AS n FROM event');
      const startedAt = performance.now();
      const threads = { databaseUrl: given('DATABASE_URL'), count: availableParallelism() };
      const differences = backtest(sql, { policy, threads });
      let next = await differences.next();
      while (next.done !== true) next = await differences.next();
      say({ events: row?.n ?? 0, ms: performance.now() - startedAt });
      process.stderr.write(`${JSON.stringify(next.value)}\n`);
    }),
  );
  await dataSource.destroy();
}

process.on('SIGTERM', () => process.exit(0));
void main();
