import { resolve } from 'node:path';
import { Client } from 'pg';
import { listAlerts } from './list-alerts.js';
import { measureWorker } from './measure-worker.js';
import type { Arm, Measurement } from './measurement.js';
import { Monitor } from './monitor.js';
import { SET_UP, type Stage } from './stage.js';
import { runStreams } from './streams/run-streams.js';
import type { StreamsProgram } from './streams/program.js';
import { inputTopics } from './topics.js';
import { Worker } from './worker.js';

/** What else the arms need. */
export interface Equipment {
  /** `undefined` where no arm asks for it. */
  readonly streams: StreamsProgram | undefined;
  /** The folder of the broker's data, where it is ours. */
  readonly kafkaData: string | undefined;
  /** Where CPU profiles of the monitor go. */
  readonly profile: string | undefined;
}

/** Runs one arm once. @throws where it did not handle everything, or gave other alerts than are due */
export const runArm: Record<Arm, (stage: Stage, round: number, equipment: Equipment) => Promise<Measurement>> = {
  empty: (stage, round) =>
    measure('empty', stage, undefined, {
      BENCH_TOPICS: inputTopics(stage.topics).join(','),
      BENCH_GROUP: `${stage.run}-empty-${round}`,
      BENCH_EXPECTED: String(stage.messages),
    }),

  copy: (stage, round) =>
    onCopy(stage, `copy_${round}`, (databaseUrl) =>
      measure('copy', stage, databaseUrl, { BENCH_STAGE: JSON.stringify(stage.options) }),
    ),

  stock: (stage, round) =>
    onCopy(stage, `stock_${round}`, async (databaseUrl) => {
      const measured = await measure('stock', stage, databaseUrl, {
        BENCH_TOPICS: stage.stockTopic,
        BENCH_GROUP: `${stage.run}-stock-${round}`,
        BENCH_EXPECTED: String(stage.stockEvents),
      });
      requireDue('stock service', await countOf(databaseUrl, 'stock_alert'), stage.stockAlerts);
      return measured;
    }),

  'streams-alo': (stage, round, equipment) =>
    runStreams(stage, streamsOf(equipment), `streams-alo-${round}`, 'at_least_once'),

  'streams-eos': (stage, round, equipment) =>
    runStreams(stage, streamsOf(equipment), `streams-eos-${round}`, 'exactly_once_v2'),

  scopewatch: (stage, round, { profile }) =>
    onCopy(stage, `scopewatch_${round}`, async (databaseUrl) => {
      const { brokers, topics, run, messages, waiting, alerts, kafkaPid } = stage;
      const nodeArgs = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(profile)}`];
      const monitor = await Monitor.start({
        ...{ brokers, databaseUrl, topics, nodeArgs, group: `${run}-scopewatch-${round}` },
        ...(kafkaPid === undefined ? {} : { kafkaPid }),
      });
      const { ms } = await monitor.handledAndJudged(messages);
      const usage = await monitor.usage();
      const { events, raised, active } = await monitor.counts();
      requireDue('monitor', active, alerts);
      // Where requests are on file before, none is raised that has to be taken back.
      if (stage.options.backlog === 'acts') requireDue('monitor', raised, alerts);
      const { startMs } = monitor;
      await monitor.end();
      const listing = await listAlerts(databaseUrl);
      return { events: events - (messages - waiting), ms, startMs, usage, listing };
    }),
};

function requireDue(whose: string, alerts: number, due: number): void {
  if (alerts !== due) throw new Error(`The ${whose} raised ${alerts} alerts where ${due} were due.`);
}

function streamsOf({ streams, kafkaData }: Equipment): { program: StreamsProgram; kafkaData: string | undefined } {
  if (streams === undefined) throw new Error('There is no program on Kafka Streams.');
  return { program: streams, kafkaData };
}

async function measure(
  arm: 'empty' | 'copy' | 'stock',
  stage: Stage,
  databaseUrl: string | undefined,
  env: Readonly<Record<string, string>>,
): Promise<Measurement> {
  const { brokers, kafkaPid } = stage;
  const database: Record<string, string> = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
  const worker = Worker.start(`bench/arms/${arm}.js`, { KAFKA_BROKERS: brokers.join(','), ...database, ...env });
  const measured = await measureWorker(worker, {
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(kafkaPid === undefined ? {} : { kafkaPid }),
  });
  await worker.end();
  return measured;
}

async function countOf(databaseUrl: string, table: 'stock_alert'): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
    return rows[0]?.n ?? 0;
  } finally {
    await client.end();
  }
}

/** On a database of its own, which begins as all others do. */
async function onCopy(
  stage: Stage,
  name: string,
  work: (databaseUrl: string) => Promise<Measurement>,
): Promise<Measurement> {
  const measured = await work(await stage.databases.copied(name, SET_UP));
  await stage.databases.drop(name);
  return measured;
}
