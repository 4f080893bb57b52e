import { resolve } from 'node:path';
import { heard, rateOf, type Arm, type Measurement } from './measurement.js';
import { Monitor } from './monitor.js';
import { SET_UP, type Stage } from './stage.js';
import { listAlerts } from './list-alerts.js';
import { inputTopics } from './topics.js';
import { Worker } from './worker.js';

export type Rounds = Readonly<Record<Arm, readonly Measurement[]>>;

/** Runs all arms in turns, so that what else the machine does meets each of them alike. */
export async function runRounds(stage: Stage, tell: (sentence: string) => void): Promise<Rounds> {
  const rounds: Record<Arm, Measurement[]> = { empty: [], copy: [], stock: [], scopewatch: [] };
  for (let round = 1; round <= stage.options.rounds; round += 1) {
    for (const arm of stage.options.arms) {
      const measured = await run[arm](stage, round);
      rounds[arm].push(measured);
      tell(`Round ${round}, ${arm}: ${measured.events} events, ${Math.round(rateOf(measured))}/s`);
    }
  }
  return rounds;
}

const run: Record<Arm, (stage: Stage, round: number) => Promise<Measurement>> = {
  empty: (stage, round) =>
    measure('empty', {
      KAFKA_BROKERS: stage.brokers.join(','),
      BENCH_TOPICS: inputTopics(stage.topics).join(','),
      BENCH_GROUP: `${stage.run}-empty-${round}`,
      BENCH_EXPECTED: String(stage.messages),
    }),

  copy: (stage, round) =>
    onCopy(stage, `copy_${round}`, (databaseUrl) =>
      measure('copy', {
        DATABASE_URL: databaseUrl,
        BENCH_CLIENTS: String(stage.options.clients),
        BENCH_ALERTING: String(stage.options.alerting),
        BENCH_EXPECTED: String(stage.options.events),
      }),
    ),

  stock: (stage, round) =>
    onCopy(stage, `stock_${round}`, (databaseUrl) =>
      measure('stock', {
        DATABASE_URL: databaseUrl,
        KAFKA_BROKERS: stage.brokers.join(','),
        BENCH_TOPICS: stage.stockTopic,
        BENCH_GROUP: `${stage.run}-stock-${round}`,
        BENCH_EXPECTED: String(stage.stockEvents),
      }),
    ),

  scopewatch: (stage, round) =>
    onCopy(stage, `scopewatch_${round}`, async (databaseUrl) => {
      const { brokers, topics, run: name, messages } = stage;
      const { profile } = stage.options;
      const nodeArgs = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(profile)}`];
      const group = `${name}-scopewatch-${round}`;
      const monitor = await Monitor.start({ brokers, databaseUrl, topics, group, nodeArgs });
      const { ms } = await monitor.handledAll(messages);
      const usage = await monitor.usage();
      // Counted in the log itself: an event that was refused must not pass as one that was handled quickly.
      const events = (await monitor.countOf('event')) - (messages - stage.options.events);
      const alerts = await monitor.countOf('alert');
      if (alerts !== stage.alerts) throw new Error(`${alerts} alerts were raised where ${stage.alerts} were due.`);
      await monitor.end();
      const listing = await listAlerts(databaseUrl);
      return { events, ms, ...(usage === undefined ? {} : { usage }), listing };
    }),
};

async function measure(arm: Arm, env: Readonly<Record<string, string>>): Promise<Measurement> {
  const worker = Worker.start(`bench/arms/${arm}.js`, env);
  const measured = await worker.hear(heard);
  await worker.end();
  return measured;
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
