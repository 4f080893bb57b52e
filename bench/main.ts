import { randomUUID } from 'node:crypto';
import { cpus } from 'node:os';
import { CommanderError } from 'commander';
import { bringUpParts, type Parts } from '#devstack';
import { loginSettings, onSignal, readConfig } from '#runtime';
import { makeHome, removeHome } from './home.js';
import { measureCommitments } from './commitments.js';
import { readOptions, type BenchOptions } from './options.js';
import { runRounds } from './rounds.js';
import { setStage } from './stage.js';
import { summarise } from './summary.js';
import { table } from './table.js';
import { killWorkers } from './worker.js';

const tell = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

async function main(options: BenchOptions): Promise<void> {
  const home = makeHome();
  let parts: Parts | undefined;
  let clearStage = (): Promise<void> => Promise.resolve();
  let stopping = false;
  const clear = async (): Promise<void> => {
    killWorkers();
    await clearStage();
    await parts?.stop();
    removeHome(home);
  };
  onSignal(async () => {
    stopping = true;
    tell('Removing what was made ...');
    await clear();
    process.exit(130);
  });
  try {
    const log = { info: tell, warn: tell };
    parts = await bringUpParts({ home, config: readConfig(process.env), log, durable: true });
    Object.assign(process.env, loginSettings(parts.kafkaLogin));
    const stage = await setStage(parts, options, `bench_${randomUUID().slice(0, 8)}`, (clear) => {
      clearStage = clear;
    });
    const rounds = await runRounds(stage, tell);
    const summary = summarise(rounds, options.alerting, measureCommitments());
    const machine = { cpus: cpus().length, model: cpus()[0]?.model ?? '', node: process.version };
    const result = options.json ? JSON.stringify({ options, machine, ...summary }) : table(options, summary);
    process.stdout.write(`${result}\n`);
  } catch (error) {
    // What was killed on the way out complains; nobody needs to hear that.
    if (stopping) return;
    throw error;
  } finally {
    if (!stopping) await clear();
  }
}

function start(): Promise<void> {
  try {
    return main(readOptions(process.argv.slice(2)));
  } catch (error) {
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
    throw error;
  }
}

start().catch((error: unknown) => {
  tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
});
