import { randomUUID } from 'node:crypto';
import { cpus } from 'node:os';
import { Client } from 'pg';
import { startApi, type BenchApi } from './api.js';
import { heard, rateOf, type Measurement } from './measurement.js';
import { Monitor } from './monitor.js';
import { STAGE_DEFAULTS } from './options.js';
import { onOwnParts, tell } from './own-parts.js';
import { SET_UP, setStage } from './stage.js';
import { until } from './until.js';
import { Worker } from './worker.js';
import { campaignToAll, mailToOne } from './workload.js';

const CLIENTS = Number(process.env['BENCH_CLIENTS'] ?? '100000');
const EVENTS = Number(process.env['BENCH_EVENTS'] ?? '200000');
const CHECKS_OF_ONE = 500;
const CHECKS_OF_ALL = 3;

/** How fast the past is judged beside live ingest, and how fast planned acts are answered for one client and for all. */
const main = (): Promise<void> =>
  onOwnParts(async (parts, onMade) => {
    const run = `bench_${randomUUID().slice(0, 8)}`;
    const options = { ...STAGE_DEFAULTS, events: EVENTS, clients: CLIENTS, alerting: 20 };
    const stage = await setStage(parts, options, run, onMade);
    const { brokers, topics, databases } = stage;
    const databaseUrl = await databases.copied('past', SET_UP);
    const monitor = await Monitor.start({ brokers, databaseUrl, topics, group: run });
    const live = { ...(await monitor.handledAll(stage.messages)), events: EVENTS };
    tell(`Live: ${line(live)}`);
    await monitor.end();
    await databases.settle('past');
    const past = await backtested(databaseUrl);
    tell(`Backtest: ${line(past)}`);
    const api = await startApi(databaseUrl, brokers, 'analyst');
    await parityChecked(databaseUrl);
    const checks = await checked(api);
    await api.end();
    process.stdout.write(
      `${[
        `${EVENTS} acts of ${CLIENTS} clients; ${cpus().length} cores, Node ${process.version}`,
        '',
        `live ingest            ${line(live)}`,
        `backtest, whole book   ${line(past)}, ${(rateOf(past) / rateOf(live)).toFixed(1)} times live`,
        `check of one client    ${shown(checks.one)}`,
        `an answer of nothing   ${shown(checks.nothing)}`,
        `check of all clients   ${checks.all.map((ms) => (ms / 1000).toFixed(2)).join(', ')} s, ${checks.answers} answers each`,
      ].join('\n')}\n`,
    );
  });

const shown = ({ p50, p99 }: Latency): string =>
  `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms over ${CHECKS_OF_ONE}`;

const line = (measured: Measurement): string =>
  `${Math.round(rateOf(measured))} events/s (${measured.events} in ${(measured.ms / 1000).toFixed(1)} s)`;

async function backtested(databaseUrl: string): Promise<Measurement> {
  const worker = Worker.start('bench/arms/backtest.js', { DATABASE_URL: databaseUrl });
  const measured = await worker.hear(heard);
  await worker.end();
  return measured;
}

/** The api begins with the standing check of the whole book; what is measured is what comes after. */
async function parityChecked(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await until('the api has checked the book', 500, async () => {
    const { rowCount } = await client.query(`SELECT FROM backtest WHERE kind = 'PARITY' AND status = 'DONE'`);
    return rowCount === 1;
  });
  await client.end();
}

/** Answers are stored with the question, as for everybody who asks. */
async function checked({ url, key }: BenchApi) {
  const ask = async (events: readonly unknown[]): Promise<{ ms: number; answers: number }> => {
    const startedAt = performance.now();
    const answer = await fetch(`${url}/v1/checks`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
      body: JSON.stringify({ events }),
    });
    const body = (await answer.json()) as { may: number; mayNot: number; person: number };
    if (!answer.ok) throw new Error(`A check was answered with ${answer.status}: ${JSON.stringify(body)}`);
    return { ms: performance.now() - startedAt, answers: body.may + body.mayNot + body.person };
  };
  // The first answers warm the compiler, which a service that runs has behind it.
  for (let n = 0; n < 50; n += 1) await ask([mailToOne(1_000_000 + n, CLIENTS)]);
  const one = await latency(async (n) => (await ask([mailToOne(n, CLIENTS)])).ms);
  // What this machine takes for a request in which nothing is done.
  const nothing = await latency(async () => {
    const startedAt = performance.now();
    await (await fetch(`${url}/health/live`)).text();
    return performance.now() - startedAt;
  });
  const all: number[] = [];
  let answers = 0;
  for (let n = 0; n < CHECKS_OF_ALL; n += 1) {
    const asked = await ask([campaignToAll(n)]);
    tell(`All clients: ${(asked.ms / 1000).toFixed(2)} s`);
    all.push(asked.ms);
    ({ answers } = asked);
  }
  return { one, nothing, all, answers };
}

interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** @param ask once; in ms */
async function latency(ask: (n: number) => Promise<number>): Promise<Latency> {
  const times: number[] = [];
  for (let n = 0; n < CHECKS_OF_ONE; n += 1) times.push(await ask(n));
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

main().catch((error: unknown) => {
  tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
});
