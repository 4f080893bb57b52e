import { randomUUID } from 'node:crypto';
import { cpus } from 'node:os';
import { bringUpParts } from '#devstack';
import { loginSettings, onSignal, readConfig } from '#runtime';
import { startApi } from './api.js';
import { ask, type Measured } from './api-lists/ask.js';
import { ALERTS, CLIENTS, writeBook } from './api-lists/book.js';
import { BESIDE, QUESTIONS } from './api-lists/questions.js';
import { Databases } from './databases.js';
import { makeHome, removeHome } from './home.js';
import { killWorkers } from './worker.js';

const CALLERS = Number(process.env['BENCH_CALLERS'] ?? '4');
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? '25');
const TARGET_MS = 100;
const tell = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/** How long lists and counts of alerts take over a large book, asked of the api by HTTP. */
async function main(): Promise<boolean> {
  const home = makeHome();
  const parts = await bringUpParts({
    home,
    config: readConfig(process.env),
    log: { info: tell, warn: tell },
    durable: true,
  });
  Object.assign(process.env, loginSettings(parts.kafkaLogin));
  const databases = new Databases(parts.databaseUrl, `bench_${randomUUID().slice(0, 8)}`);
  const clear = async (): Promise<void> => {
    killWorkers();
    await databases.dropAll();
    await parts.stop();
    removeHome(home);
  };
  onSignal(async () => {
    await clear();
    process.exit(130);
  });
  try {
    const databaseUrl = await databases.migrated('api');
    tell(`Writing ${ALERTS} alerts and ${CLIENTS} clients ...`);
    await writeBook(databaseUrl);
    const { url, key } = await startApi(databaseUrl, parts.brokers, 'viewer');
    const measured: Measured[] = [];
    for (const question of [...QUESTIONS, ...BESIDE]) {
      tell(`Asking for ${question.name} ...`);
      measured.push(await ask(question, { url, key, callers: CALLERS, rounds: ROUNDS }));
    }
    process.stdout.write(`${table(measured)}\n`);
    const slow = measured.slice(0, QUESTIONS.length).filter(({ p99Ms }) => p99Ms > TARGET_MS);
    tell(
      slow.length === 0 ? `All lists are within ${TARGET_MS} ms.` : `Slower: ${slow.map((m) => m.name).join(', ')}.`,
    );
    return slow.length === 0;
  } finally {
    await clear();
  }
}

function table(measured: readonly Measured[]): string {
  const rows = measured.map(
    ({ name, answers, p50Ms, p99Ms, maxMs }) =>
      `| ${name} | ${answers} | ${p50Ms.toFixed(1)} | ${p99Ms.toFixed(1)} | ${maxMs.toFixed(1)} |`,
  );
  return [
    `${ALERTS} open alerts, ${CLIENTS} clients, ${CALLERS} callers at once; ${cpus().length} cores, Node ${process.version}`,
    '',
    '| question | answers | p50 ms | p99 ms | max ms |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

main()
  .then((ok) => process.exit(ok ? 0 : 1))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  });
