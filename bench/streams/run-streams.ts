import { availableParallelism } from 'node:os';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '#runtime';
import { measureWorker } from '../measure-worker.js';
import { heard, type Measurement } from '../measurement.js';
import type { Stage } from '../stage.js';
import { makeTopics, removeTopics } from '../topics.js';
import { bytesUnder } from '../usage/bytes-under.js';
import { Worker } from '../worker.js';
import type { StreamsProgram } from './program.js';
import { asProperties, clientSecurity } from './properties.js';

/** What Kafka Streams promises, and so how it commits: every 30 s, or every 100 ms in transactions. */
export type Guarantee = 'at_least_once' | 'exactly_once_v2';

const JVM_OPTIONS = ['-Xmx1g', '-Djava.awt.headless=true', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];

/** Measures one round on state and topics of its own, and removes them. @param kafkaData the broker's folder, where it is ours */
export async function runStreams(
  stage: Stage,
  { program, kafkaData }: { readonly program: StreamsProgram; readonly kafkaData: string | undefined },
  name: string,
  guarantee: Guarantee,
): Promise<Measurement> {
  const id = `${stage.run}-${name}`;
  const state = join(program.folder, id);
  const file = `${state}.properties`;
  const start = (expected: number, more: Readonly<Record<string, string>>): Worker => {
    const properties = { ...settings(stage, id, state, guarantee), 'bench.expected': String(expected), ...more };
    writeFileSync(file, asProperties(properties), { mode: 0o600 });
    return Worker.run(program.java, [...JVM_OPTIONS, '-cp', program.classpath, 'ScopeStreams', file]);
  };
  const stored = (): number | undefined =>
    kafkaData === undefined
      ? undefined
      : bytesUnder(state) + bytesUnder(kafkaData, (folder) => folder.startsWith(`${id}-`));
  await makeTopics(stage.brokers, [`${id}-alerts`], stage.options.partitions);
  try {
    await setUp(stage, start);
    const before = stored();
    const measured = await measure(stage, start(stage.waitingFacts, {}));
    const after = stored();
    const usage = { ...measured.usage, ...(after === undefined ? {} : { storedBytes: after - (before ?? 0) }) };
    return { ...measured, usage };
  } finally {
    await removeTopics(stage.brokers, (topic) => topic.startsWith(`${id}-`));
    for (const path of [state, file]) rmSync(path, { recursive: true, force: true });
  }
}

/** So that clients and requests are on file when the clock starts, as they are for all arms. */
async function setUp(stage: Stage, start: (expected: number, more: Record<string, string>) => Worker): Promise<void> {
  const expected = stage.setUpEnds.reduce((sum, { offset }) => sum + offset, 0);
  if (expected === 0) return;
  const ends = stage.setUpEnds.map(({ topic, partition, offset }) => `${topic}:${partition}:${offset}`);
  const worker = start(expected, { 'bench.ends': ends.join(',') });
  const { events } = await worker.hear(heard);
  await worker.end();
  if (events !== expected) throw new Error(`Kafka Streams took ${events} messages of the set-up, not ${expected}.`);
}

async function measure(stage: Stage, worker: Worker): Promise<Measurement> {
  const alerts = worker.hear((line) => /^\{"alerts":(\d+)\}$/.exec(line)?.[1]);
  alerts.catch(() => undefined);
  const { kafkaPid } = stage;
  const measured = await measureWorker(worker, kafkaPid === undefined ? {} : { kafkaPid });
  const raised = Number(await alerts);
  await worker.end();
  if (raised !== stage.alerts)
    throw new Error(`${raised} alerts are on the topic of Kafka Streams where ${stage.alerts} were due.`);
  return measured;
}

function settings(stage: Stage, id: string, state: string, guarantee: Guarantee): Record<string, string> {
  const { topics, brokers } = stage;
  return {
    'bootstrap.servers': brokers.join(','),
    ...clientSecurity(readConfig(process.env).kafka.security),
    'application.id': id,
    'state.dir': state,
    'processing.guarantee': guarantee,
    'num.stream.threads': String(availableParallelism()),
    'bench.facts': [topics.account, topics.marketing].join(','),
    'bench.products': topics.product,
    'bench.alerts': `${id}-alerts`,
  };
}
