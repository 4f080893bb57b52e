import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { bringUpParts, type Parts } from '#devstack';
import { loginSettings, onSignal, readConfig } from '#runtime';
import { makeHome, removeHome } from './home.js';
import { measureCommitments } from './commitments.js';
import { machine } from './machine.js';
import { ARMS, type Arm } from './measurement.js';
import { commandOf, readOptions, type BenchOptions } from './options.js';
import { report, type Result } from './report.js';
import { runRounds } from './rounds.js';
import { setStage } from './stage.js';
import { clientSecurity } from './streams/properties.js';
import { streamsProgram, type Missing, type StreamsProgram } from './streams/program.js';
import { summarise } from './summary.js';
import { markdown, table } from './table.js';
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
    const streams = await program(options, home);
    const notMeasured = missing(options.arms, streams);
    const onMade = (made: () => Promise<void>): void => void (clearStage = made);
    const stage = await setStage(parts, options, `bench_${randomUUID().slice(0, 8)}`, onMade, home);
    const measuredOn = await machine(parts, home);
    const rounds = await runRounds(
      stage,
      { rounds: options.rounds, arms: options.arms.filter((arm) => notMeasured[arm] === undefined) },
      {
        streams: streams !== undefined && 'java' in streams ? streams : undefined,
        kafkaData: parts.origin.kafka === 'embedded' ? join(home, 'kafka', 'data') : undefined,
        profile: options.profile,
      },
      tell,
    );
    const summary = summarise(rounds, options.alerting, measureCommitments());
    put({ options, command: commandOf(options), machine: measuredOn, notMeasured, summary });
  } catch (error) {
    // What was killed on the way out complains; nobody needs to hear that.
    if (stopping) return;
    throw error;
  } finally {
    if (!stopping) await clear();
  }
}

function isOnStreams(arm: Arm): boolean {
  return arm === 'streams-alo' || arm === 'streams-eos';
}

/** `undefined` where nobody asked for it. */
async function program({ arms }: BenchOptions, home: string): Promise<StreamsProgram | Missing | undefined> {
  if (!arms.some(isOnStreams)) return undefined;
  if (clientSecurity(readConfig(process.env).kafka.security) === undefined)
    return { missing: 'Kafka Streams is not set up here for TLS and tokens' };
  return streamsProgram(home, tell);
}

function missing(arms: readonly Arm[], streams: StreamsProgram | Missing | undefined): Partial<Record<Arm, string>> {
  if (streams === undefined || !('missing' in streams)) return {};
  const left = ARMS.filter((arm) => arms.includes(arm) && isOnStreams(arm));
  for (const arm of left) tell(`${arm} is not measured: ${streams.missing}.`);
  return Object.fromEntries(left.map((arm) => [arm, streams.missing]));
}

function put(result: Result): void {
  const { summary, ...rest } = result;
  const { markdown: file, json } = result.options;
  if (file !== undefined) writeFileSync(file, markdown(report(result)));
  process.stdout.write(`${json ? JSON.stringify({ ...rest, ...summary }) : table(report(result))}\n`);
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
