import { randomUUID } from 'node:crypto';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { Client } from 'pg';
import { freePort } from '#devstack';
import type { Topics } from '#runtime';
import { Monitor } from './monitor.js';
import { STAGE_DEFAULTS } from './options.js';
import { onOwnParts, tell } from './own-parts.js';
import { SET_UP, setStage } from './stage.js';
import { topicSettings } from './topics.js';
import { until } from './until.js';
import { UsageMeter } from './usage/usage-meter.js';
import { Worker } from './worker.js';

const CLIENTS = Number(process.env['BENCH_CLIENTS'] ?? '10000');
const EVENTS = Number(process.env['BENCH_EVENTS'] ?? '300000');
const ALERTING = Number(process.env['BENCH_ALERTING'] ?? '2');
const PROFILE = process.env['BENCH_PROFILE'];

/** How fast `scopewatch verify` goes through a log, with everything that it proves. */
const main = (): Promise<void> =>
  onOwnParts(async (parts, onMade) => {
    const run = `bench_${randomUUID().slice(0, 8)}`;
    const options = { ...STAGE_DEFAULTS, events: EVENTS, clients: CLIENTS, alerting: ALERTING };
    const stage = await setStage(parts, options, run, onMade);
    const { brokers, topics, databases } = stage;
    const databaseUrl = await databases.copied('verified', SET_UP);
    const monitor = await Monitor.start({ brokers, databaseUrl, topics, group: run });
    await monitor.handledAll(stage.messages);
    await monitor.end();
    await told(databaseUrl, brokers, topics);
    await databases.settle('verified');
    const rows = await rowsOf(databaseUrl);
    const { ms, cpuMs } = await verified(databaseUrl, brokers, topics);
    process.stdout.write(
      `${[
        `${EVENTS} acts of ${CLIENTS} clients, ${ALERTING} % alerting; ${cpus().length} cores, Node ${process.version}`,
        `verify: ${rows} rows of the log in ${(ms / 1000).toFixed(1)} s, ${Math.round((rows * 1000) / ms)} rows/s; ` +
          `CPU for each row: ${((cpuMs.verify * 1000) / rows).toFixed(1)} µs of verify, ${((cpuMs.postgres * 1000) / rows).toFixed(1)} µs of PostgreSQL`,
      ].join('\n')}\n`,
    );
  });

const settings = (databaseUrl: string, brokers: readonly string[], topics: Topics): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  KAFKA_BROKERS: brokers.join(','),
  ...topicSettings(topics),
});

/** The notifier sends what waits and grows the tree over all of it. */
async function told(databaseUrl: string, brokers: readonly string[], topics: Topics): Promise<void> {
  const env = { ...settings(databaseUrl, brokers, topics), SCOPEWATCH_NOTIFIER_PORT: String(await freePort()) };
  const notifier = Worker.start('apps/notifier/src/main.js', env);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await until('everything is told and in the tree', 200, async () => {
    notifier.requireRunning();
    const { rows } = await client.query<{ waits: boolean }>(
      `SELECT EXISTS (SELECT FROM outbox) OR EXISTS (SELECT FROM record_pending)
              OR (SELECT count(*) FROM batch) > (SELECT count(*) FROM tree_leaf) AS waits`,
    );
    return rows[0]?.waits === false;
  });
  await client.end();
  await notifier.end();
}

async function rowsOf(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ n: number }>(
    'SELECT ((SELECT count(*) FROM event) + (SELECT count(*) FROM alert_fact))::int AS n',
  );
  await client.end();
  return rows[0]?.n ?? 0;
}

async function verified(databaseUrl: string, brokers: readonly string[], topics: Topics) {
  const nodeArgs = PROFILE === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(PROFILE)}`];
  const startedAt = performance.now();
  const worker = Worker.start('apps/cli/src/main.js', settings(databaseUrl, brokers, topics), nodeArgs, ['verify']);
  const meter = await UsageMeter.start({ databaseUrl, pid: worker.pid });
  let last = 0;
  const watch = setInterval(() => {
    void meter.read().then(({ processCpuMs = 0 }) => {
      last = Math.max(last, processCpuMs);
    });
  }, 200);
  const { code, lines } = await worker.result();
  clearInterval(watch);
  const ms = performance.now() - startedAt;
  for (const line of lines) tell(line);
  if (code !== 0) throw new Error(`verify ended with ${code}.`);
  const postgres = (await meter.read()).postgresCpuMs ?? 0;
  await meter.end();
  return { ms, cpuMs: { verify: last, postgres } };
}

main().catch((error: unknown) => {
  tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
});
