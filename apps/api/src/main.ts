import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DataSource } from 'typeorm';
import { readPolicy, textOfPack } from '#contract';
import { reachKafka } from '#kafka';
import { createLog, createMetrics, onLauncherGone, onSignal, readConfig, type Check, unreachablePart } from '#runtime';
import {
  gapNote,
  isAnswering,
  Leases,
  openDatabase,
  SchemaError,
  stopNote,
  withSession,
  type LeaderLoop,
} from '#store';
import { AlertList } from './alert-list/alert-list.js';
import { alertListMetrics } from './alert-list/alert-list-metrics.js';
import { HeldBack } from './access/held-back.js';
import { ApiModule } from './api.module.js';
import { BookCounter } from './book/book-counter.js';
import { Digests } from './digests/digests.js';
import { BacktestRunner } from './backtests/backtest-runner.js';
import { parityCheck, parityMetrics } from './backtests/parity-metrics.js';
import { kafkaCheck } from './health/kafka-check.js';
import { serveHttp } from './http/serve-http.js';
import { ShadowRunner } from './policies/shadow-runner.js';
import { RebuildRunner } from './rebuilds/rebuild-runner.js';
import { LiveLog } from './stream/live-log.js';

const NAME = 'scopewatch-api';
/** Five of them are held by what one process does for all. */
const CONNECTIONS_MAX = 20;

/** HTTP: questions, work on alerts, the live stream, and the dashboard. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog('api', config.logLevel);
  const { databaseUrl, brokers, kafka } = config;
  if (databaseUrl === undefined || brokers === undefined) {
    throw new Error('The api needs DATABASE_URL and KAFKA_BROKERS; "scopewatch start" sets them.');
  }
  const dataSource = await openDatabase(databaseUrl, CONNECTIONS_MAX, NAME);
  const leases = new Leases(databaseUrl, NAME);
  const policy = readPolicy(textOfPack(readFileSync(config.policyPath)));
  const askKafka = kafkaCheck(async () => (await reachKafka({ brokers, security: kafka.security }, 2_000)).ok);
  const checks = async (): Promise<Check[]> => [
    { name: 'database', ok: await isAnswering(dataSource) },
    await askKafka(),
    await parityCheck(dataSource),
    await restoreCheck(() => app.get(HeldBack)),
    // What takes a decision takes nothing out of service here: it is here that people decide.
    ...(await readingChecks(dataSource)),
  ];
  const registry = createMetrics('api');
  parityMetrics(registry, dataSource);
  alertListMetrics(registry, dataSource);
  const ops = { registry, checks, access: config.metrics };
  const module = ApiModule.register({ config, databaseUrl, brokers, dataSource, leases, policy, log, ops });
  const app = await NestFactory.create<NestExpressApplication>(module, { logger: false, bodyParser: false });
  serveHttp(app, config);
  await app.listen(config.ports.api, config.host);
  // Without a server for mail nobody is offered a digest.
  const mailed = config.notify.smtp === undefined ? [] : [Digests];
  const kinds = [AlertList, BacktestRunner, RebuildRunner, ShadowRunner, ...mailed];
  const runners = kinds.map((runner): LeaderLoop => app.get(runner));
  for (const runner of runners) runner.start();
  log.info({ port: config.ports.api }, 'api listens');
  const stop = async (): Promise<void> => {
    // Streams would keep the server open for ever.
    await app.get(LiveLog).close();
    await Promise.all([app.get(BookCounter).stop(), ...runners.map((runner) => runner.stop())]);
    await leases.close();
    await app.close();
    await dataSource.destroy();
    process.exit(0);
  };
  onSignal(stop);
  // Without whoever started it, nothing would tell it where its parts are next time.
  onLauncherGone(process.env, () => void stop().catch(() => process.exit(1)));
}

/** Whoever asks is told; what can be read still is. */
async function restoreCheck(heldBack: () => HeldBack): Promise<Check> {
  const { restored, reading } = await heldBack().found();
  const detail = reading ?? restored;
  return { name: 'restore', ok: detail === null, optional: true, detail: detail ?? 'none since the log goes on' };
}

async function readingChecks(dataSource: DataSource): Promise<Check[]> {
  return withSession(dataSource, async ({ sql }) => [
    { name: 'topics', ok: true, detail: await stopNote(sql) },
    { name: 'gaps', ok: true, detail: await gapNote(sql) },
  ]).catch(() => []);
}

main().catch((error: unknown) => {
  const reason = error instanceof SchemaError ? error.message : unreachablePart(error);
  process.stderr.write(`${reason ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
  process.exit(error instanceof SchemaError ? error.exitCode : reason === undefined ? 1 : 3);
});
