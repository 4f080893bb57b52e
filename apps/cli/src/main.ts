import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { checkout, unreachablePart } from '#runtime';
import { judgingCommands } from './program/judging.js';
import { provingCommands } from './program/proving.js';
import { privacyCommands } from './program/privacy.js';
import { readingCommands } from './program/reading.js';
import { runningCommands } from './program/running.js';

// Each command loads what it needs when it is called: `judge` starts without Kafka, PostgreSQL or Nest.
const program = new Command('scopewatch')
  .description('Service-scope monitor for reverse-solicited clients under MiCA, Article 61.')
  .version((JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { version: string }).version)
  .addHelpText(
    'after',
    `\nExit codes: 0 done, 1 the answer is no, 2 wrong usage or input, 3 a part is not reachable.\n`,
  )
  .showHelpAfterError('(--help shows what there is)')
  .exitOverride();

for (const add of [runningCommands, readingCommands, judgingCommands, provingCommands, privacyCommands]) add(program);

// Whoever reads standard output may stop reading (`| head`): that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
  const failure = error as { exitCode?: number; message?: string; stack?: string };
  const unreachable = failure.exitCode === undefined ? unreachablePart(error) : undefined;
  const words = failure.exitCode === undefined ? (failure.stack ?? String(error)) : (failure.message ?? '');
  process.stderr.write(`${unreachable ?? words}\n`);
  process.exit(failure.exitCode ?? (unreachable === undefined ? 1 : 3));
});
