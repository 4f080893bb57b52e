import 'reflect-metadata';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createProducer, reachKafka } from '#kafka';
import { RestoreGuard } from '#restore';
import {
  createLog,
  createMetrics,
  onLauncherGone,
  onSignal,
  OpsModule,
  readConfig,
  type Check,
  type OpsOptions,
  unreachablePart,
} from '#runtime';
import {
  isAnswering,
  Leases,
  notificationBacklog,
  openDatabase,
  outboxBacklog,
  SchemaError,
  withSession,
  type LeaderLoop,
} from '#store';
import { LogListener } from '#log';
import { Deliverer } from './delivery/deliverer.js';
import { Dispatcher } from './dispatch/dispatcher.js';
import { NotifierMetrics } from './notifier-metrics.js';
import { Eraser } from './erasures/eraser.js';
import { OutsideMetrics } from './checkpoints/outside-metrics.js';
import { Sequencer } from './checkpoints/sequencer.js';
import { TimeStamper } from './checkpoints/time-stamper.js';
import { Witnesses } from './checkpoints/witnesses.js';
import { DigestMailer } from './digests/digest-mailer.js';
import { Inviter } from './invitations/inviter.js';
import { DeskSender } from './desk-sender.js';
import { Sender } from './sender.js';

const NAME = 'scopewatch-notifier';
/** Each loop that leads holds one for as long as it does; these are all that there may be. */
const LOOPS_MAX = 9;
/** The others are for short questions. */
const CONNECTIONS_MAX = LOOPS_MAX + 3;

@Module({})
class NotifierModule {
  static register(ops: OpsOptions): DynamicModule {
    return { module: NotifierModule, imports: [OpsModule.register(ops)] };
  }
}

const checkOf = (name: string, { state }: LeaderLoop): Check => ({
  name,
  ok: state === 'leading' || state === 'standing by',
  detail: state,
  // What has to be settled first is said by a check of its own.
  ...(state === 'held back' ? { goesOn: true } : {}),
});

/** Nothing waits for those outside. */
const optionally = (check: Check): Check => ({ ...check, optional: true });

/** Outbox → Kafka, and facts about alerts → people. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog('notifier', config.logLevel);
  const { databaseUrl, brokers, kafka } = config;
  if (databaseUrl === undefined || brokers === undefined) {
    throw new Error('The notifier needs DATABASE_URL and KAFKA_BROKERS; "scopewatch start" sets them.');
  }
  const dataSource = await openDatabase(databaseUrl, CONNECTIONS_MAX, NAME);
  const { signers, seconds, file } = config.checkpoints;
  const topic = config.topics.checkpoints;
  const guard = new RestoreGuard({
    dataSource,
    outside: { cluster: { brokers, security: kafka.security }, topic, file },
    keys: () => (signers?.() ?? []).map(({ verifier }) => verifier),
    log,
  });
  const parts = { dataSource, leases: new Leases(databaseUrl, NAME), log, mayLead: guard.mayLead };
  const registry = createMetrics('notifier');
  const metrics = new NotifierMetrics(
    registry,
    () => withSession(dataSource, (s) => outboxBacklog(s.sql)),
    () => withSession(dataSource, (s) => notificationBacklog(s.sql)),
  );
  const producer = createProducer({
    brokers,
    security: kafka.security,
    compression: kafka.compression,
    clientId: 'scopewatch-notifier',
    log,
  });
  const sender = new Sender(parts, producer, config.topics, metrics);
  const deskSender = new DeskSender(parts, producer, config.topics.account);
  const deliverer = new Deliverer(dataSource, config.notify, metrics, log);
  const dispatcher = new Dispatcher(parts, deliverer, config.notify, metrics);
  const inviter = new Inviter(parts, config.notify);
  const digestMailer = new DigestMailer(parts, config.notify);
  const options = { signers: signers ?? (() => []), topic, file, everyMs: seconds * 1_000 };
  const sequencer = new Sequencer(parts, producer, options);
  if (signers === undefined) {
    log.warn(
      {},
      'SCOPEWATCH_SIGNING_KEY is not set: nobody outside can hold the log to what it says; see docs/guide/verify.md',
    );
  }
  const eraser = new Eraser(parts, producer, {
    cluster: { brokers, security: kafka.security },
    topics: config.topics,
    signers: options.signers,
  });
  const { witnesses: known, witnessSeconds, authority } = config.outside;
  const outsideMetrics = new OutsideMetrics(registry);
  const asked = { witnesses: known, everyMs: witnessSeconds * 1_000, file };
  const witnesses = known.length === 0 ? undefined : new Witnesses(parts, outsideMetrics, asked);
  const timeStamper = authority === undefined ? undefined : new TimeStamper(parts, outsideMetrics, authority);
  const loops = [
    sender,
    deskSender,
    dispatcher,
    sequencer,
    eraser,
    inviter,
    digestMailer,
    ...[witnesses, timeStamper].filter((loop) => loop !== undefined),
  ];
  if (loops.length > LOOPS_MAX) throw new Error(`${loops.length} loops would keep one another from the database.`);
  const listener = new LogListener(config.databaseListenUrl, NAME, () => sender.ring(), log);
  const checks = async (): Promise<Check[]> => [
    { name: 'database', ok: await isAnswering(dataSource) },
    { name: 'kafka', ...(await reachKafka({ brokers, security: kafka.security }, 2_000)) },
    ...[guard.check() ?? guard.readingCheck()].filter((check) => check !== undefined),
    checkOf('sender', sender),
    checkOf('desk sender', deskSender),
    checkOf('dispatcher', dispatcher),
    checkOf('sequencer', sequencer),
    checkOf('eraser', eraser),
    checkOf('inviter', inviter),
    checkOf('digest mailer', digestMailer),
    ...(witnesses === undefined ? [] : [optionally(checkOf('witnesses', witnesses)), ...witnesses.checks()]),
    ...(timeStamper === undefined ? [] : [optionally(checkOf('time stamper', timeStamper)), timeStamper.check()]),
  ];
  const app = await NestFactory.create(NotifierModule.register({ registry, checks, access: config.metrics }), {
    logger: ['error', 'warn'],
  });
  await app.listen(config.ports.notifier, config.host);
  for (const loop of loops) loop.start();
  listener.start();
  log.info({ host: config.host, port: config.ports.notifier }, 'the notifier is up');

  const stop = async (signal: string): Promise<void> => {
    log.info({ signal }, 'stopping: what is being sent is finished first');
    await Promise.all([...loops.map((loop) => loop.stop()), listener.stop()]);
    await parts.leases.close();
    await app.close();
    await producer.disconnect();
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
