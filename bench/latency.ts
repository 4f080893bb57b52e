import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpus } from 'node:os';
import { freePort } from '#devstack';
import type { Topics } from '#runtime';
import { startApi } from './api.js';
import { followStream, followTopic } from './follow-alerts.js';
import { Monitor } from './monitor.js';
import { STAGE_DEFAULTS } from './options.js';
import { onOwnParts, tell } from './own-parts.js';
import { percentiles, type Percentiles } from './percentiles.js';
import { sendPaced } from './send-paced.js';
import { SET_UP, setStage } from './stage.js';
import { AlertTimes } from './alert-times.js';
import { topicSettings } from './topics.js';
import { until } from './until.js';
import { Worker } from './worker.js';
import { acts } from './workload.js';

const CLIENTS = Number(process.env['BENCH_CLIENTS'] ?? '10000');
const RATE = Number(process.env['BENCH_RATE'] ?? '1000');
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? '20');
const ALERTING = Number(process.env['BENCH_ALERTING'] ?? '2');
/** So long the compiler warms up; what is sent meanwhile does not count. */
const WARM_UP_SECONDS = 10;

/** How long it takes from an event's being sent to its alert on the topic of alerts, and on the stream of the api. */
const main = (): Promise<void> =>
  onOwnParts(async (parts, onMade) => {
    const run = `bench_${randomUUID().slice(0, 8)}`;
    const options = { ...STAGE_DEFAULTS, stockEvents: 0, events: 0, clients: CLIENTS, alerting: ALERTING };
    const stage = await setStage(parts, options, run, onMade);
    const { brokers, topics, databases } = stage;
    const databaseUrl = await databases.copied('latency', SET_UP);
    const listen = { DATABASE_LISTEN_URL: databaseUrl };
    Object.assign(process.env, listen);
    const monitor = await Monitor.start({ brokers, databaseUrl, topics, group: run });
    const notifier = await startNotifier(databaseUrl, brokers, topics);
    const api = await startApi(databaseUrl, brokers, 'analyst');
    const times = new AlertTimes();
    const consumer = await followTopic(brokers, topics.alerts, `${run}-latency`, times);
    const stream = await followStream(api.url, api.key, times);
    const events = [...acts({ ...options, events: RATE * (WARM_UP_SECONDS + SECONDS) })];
    const countedFrom = performance.now() + WARM_UP_SECONDS * 1000;
    await sendPaced(brokers, topics, events, RATE, times);
    await until('all alerts have come', 50, () => Promise.resolve(times.isComplete()));
    const measured = times.since(countedFrom);
    stream.abort();
    await consumer.disconnect();
    await Promise.all([monitor.end(), notifier.end(), api.end()]);
    process.stdout.write(
      `${[
        `${RATE} events/s for ${SECONDS} s, ${ALERTING} % alerting, ${CLIENTS} clients; ${cpus().length} cores, Node ${process.version}`,
        `event → scope-alerts  ${shown(percentiles(measured.topic))}`,
        `event → stream        ${shown(percentiles(measured.stream))}`,
      ].join('\n')}\n`,
    );
  });

const shown = ({ n, p50, p95, p99 }: Percentiles): string =>
  `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms over ${n} alerts`;

async function startNotifier(databaseUrl: string, brokers: readonly string[], topics: Topics): Promise<Worker> {
  const env = {
    DATABASE_URL: databaseUrl,
    KAFKA_BROKERS: brokers.join(','),
    ...topicSettings(topics),
    SCOPEWATCH_NOTIFIER_PORT: String(await freePort()),
  };
  const notifier = Worker.start('apps/notifier/src/main.js', env);
  await sleep(3_000);
  notifier.requireRunning();
  return notifier;
}

main().catch((error: unknown) => {
  tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
});
