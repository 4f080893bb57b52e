import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { readPolicy, textOfPack } from '#contract';
import { JUDGE_VERSION } from '#domain';
import { KafkaBatchStrategy } from '#kafka';
import { RestoreGuard } from '#restore';
import { createLog, createMetrics, onLauncherGone, onSignal, readConfig, type Check, unreachablePart } from '#runtime';
import {
  countUnfinished,
  currentPolicy,
  gapNote,
  isAnswering,
  Leases,
  openDatabase,
  openGapSizes,
  SchemaError,
  statementsOn,
  type LeaderWork,
} from '#store';
import { LogBell } from '#log';
import { DatabaseTopicBook } from './database-topic-book.js';
import { FanOutLoop } from './fan-out-loop.js';
import { untilMayRecord } from './held-back.js';
import { Lanes } from './lanes.js';
import { MonitorMetrics } from './monitor-metrics.js';
import { MonitorModule } from './monitor.module.js';
import { PolicyCalendar } from './policy-calendar.js';
import { readingChecks } from './reading-check.js';
import { TroubleLog } from './trouble-log.js';
import { WriterChains } from './writer-chains.js';

const NAME = 'scopewatch-monitor';

/** Kafka → judge → PostgreSQL. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog('monitor', config.logLevel);
  if (config.databaseUrl === undefined || config.brokers === undefined) {
    throw new Error('The monitor needs DATABASE_URL and KAFKA_BROKERS; "scopewatch start" sets them.');
  }
  const packText = textOfPack(readFileSync(config.policyPath));
  const policy = readPolicy(packText);
  // Besides the lanes: two that lead, the health check, and two for short questions.
  const dataSource = await openDatabase(config.databaseUrl, config.lanes + 5, NAME);
  const { brokers, kafka, topics, checkpoints } = config;
  const guard = new RestoreGuard({
    dataSource,
    outside: { cluster: { brokers, security: kafka.security }, topic: topics.checkpoints, file: checkpoints.file },
    // The key is the notifier's alone; what it is known by is on record.
    keys: () => [],
    log,
  });
  await untilMayRecord(guard, config, log);
  const mayLead = async (work: LeaderWork): Promise<boolean> => {
    const may = await guard.mayLead(work);
    // Put back under us: what is in hand belongs to a part that is lost. Whoever starts anew waits until that is settled.
    if (!may) fatal(new Error(guard.check()?.detail ?? 'The database was put back to an earlier time.'));
    return may;
  };
  const parts = { dataSource, leases: new Leases(config.databaseUrl, NAME), log, mayLead };
  const bell = new LogBell(dataSource, config.databaseListenUrl !== undefined);
  const sql = statementsOn(dataSource);

  let stopping = false;
  const fatal = (error: unknown): void => {
    log.fatal({ err: error }, 'the monitor can not go on');
    process.exit(1);
  };
  const strategy = new KafkaBatchStrategy({
    brokers: config.brokers,
    security: config.kafka.security,
    clientId: 'scopewatch-monitor',
    groupId: config.group,
    lanes: config.lanes,
    maxBatchRecords: config.batch,
    log,
    book: new DatabaseTopicBook(dataSource),
    onFatal: fatal,
  });
  const registry = createMetrics('monitor');
  const metrics = new MonitorMetrics(
    registry,
    () => strategy.consumption(),
    () => countUnfinished(sql),
    () => openGapSizes(sql),
  );
  const chains = await WriterChains.claim(parts.leases, config.lanes, `${hostname()}:${config.ports.monitor}`);
  const lanes = new Lanes({ dataSource, policy, log, metrics, chains, onRecorded: bell.ring });
  const activated = await lanes.ingestor(0).activatePolicy(packText);
  if (activated === 'OTHER_IN_FORCE') {
    const inForce = (await currentPolicy(sql))?.version;
    log.warn(
      { file: policy.version, inForce },
      'the pack of the file was in force before, and another one is now: that one stands; to go back, propose it',
    );
  } else log.info({ policy: policy.version, activated }, 'policy pack in force');
  if (await lanes.ingestor(0).takeOver()) {
    log.info({ judge: JUDGE_VERSION }, 'another version of the judge was at work before: everybody is judged again');
  }
  const calendar = new PolicyCalendar(parts);
  const fanOut = new FanOutLoop(parts, policy, (clients) => {
    metrics.fanOutClients.inc(clients);
    bell.ring();
  });

  const troubles = new TroubleLog(sql, () => strategy.consumption().trouble, log);
  const checks = async (): Promise<Check[]> => {
    return [
      { name: 'database', ok: await isAnswering(dataSource) },
      ...[guard.check()].filter((check) => check !== undefined),
      ...readingChecks(strategy.consumption()),
      { name: 'gaps', ok: true, detail: await gapNote(sql).catch(() => 'not known') },
      { name: 'lifecycle', ok: !stopping },
    ];
  };
  const app = await NestFactory.create(MonitorModule.register(lanes, { registry, checks, access: config.metrics }), {
    logger: ['error', 'warn'],
  });
  app.connectMicroservice<MicroserviceOptions>({ strategy });
  await app.startAllMicroservices();
  await app.listen(config.ports.monitor, config.host);
  fanOut.start();
  calendar.start();
  troubles.start();
  log.info({ host: config.host, port: config.ports.monitor }, 'the monitor is up');

  const stop = async (signal: string): Promise<void> => {
    stopping = true;
    log.info({ signal }, 'stopping: the batch in hand is finished first');
    await Promise.all([calendar.stop(), fanOut.stop(), troubles.stop()]);
    await app.close();
    await lanes.close();
    await parts.leases.close();
    await dataSource.destroy();
    log.info({}, 'stopped');
    process.exit(0);
  };
  onSignal(stop);
  // Without whoever started it, nothing would tell it where its parts are next time.
  onLauncherGone(process.env, () => void stop('the launcher is gone').catch(() => process.exit(1)));
}

main().catch((error: unknown) => {
  const reason = error instanceof SchemaError ? error.message : unreachablePart(error);
  process.stderr.write(`${reason ?? (error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
  process.exit(error instanceof SchemaError ? error.exitCode : reason === undefined ? 1 : 3);
});
