import type { Command } from 'commander';

const policyOption = ['--policy <pack>', 'policy pack to judge by (default: SCOPEWATCH_POLICY)'] as const;

/** The commands for judging: files, planned acts, and the recorded past. Each loads what it needs when it is called. */
export function judgingCommands(program: Command): void {
  program
    .command('judge <file...>')
    .description('Judge events from files, without a server: verdicts as NDJSON, rejected lines on standard error.')
    .option(...policyOption)
    .option('--true-on <time>', 'verdicts on acts up to this effective time only')
    .option('--known-on <line>', 'as known when this line had been recorded')
    .action(async (files: string[], options) => (await import('../commands/judge.js')).judgeFiles(files, options));

  program
    .command('test <path...>')
    .description('Run scenario files, or folders of them, and show what differs.')
    .option(...policyOption)
    .action(async (paths: string[], options) => (await import('../commands/test.js')).testScenarios(paths, options));

  program
    .command('as-of')
    .description('The book, or one client of it, as true at one time and as known at another.')
    .option('--true-on <time>', 'as true on this date (to its end, UTC) or time (default: now)')
    .option('--known-on <time>', 'as known on this date or time (default: all that is on file)')
    .option('--client <id>', 'this client alone, by any of their ids')
    .option('--entity <id>', 'what this entity alone may know')
    .addHelpText(
      'after',
      `
One line of NDJSON for each client of whom something was known, by id: {clientId, memberIds, country, entities: [{entityId,
initiative, reverseSolicited, gaps, original: [{service, assetClass}]}], alerts: [{alertId, entityId, verdict, severity, kind,
article61_2, cell}]}; the last line on standard error sums them up. Judged anew from the log by the pack in force. The exit
code is 1 if nothing was known of the client that was asked for. Nothing is changed or sent.
`,
    )
    .action(async (options) => (await import('../commands/as-of.js')).bookOnDay(options));

  program
    .command('backtest')
    .description('What a policy pack would have given over the stored history, against the alerts on record.')
    .requiredOption('--policy <pack>', 'the pack to try')
    .option('--from <time>', 'acts at or after this effective time (a date, or RFC 3339 with an offset)')
    .option('--to <time>', 'acts before this effective time')
    .option('--client <id>', 'this client alone, by any of their ids')
    .addHelpText(
      'after',
      `
One line of NDJSON for each alert that differs: {change: ADDED|GONE|CHANGED, alertId, clientId, entityId, act, offer,
before, after}; the last line on standard error counts them. Differences are the answer, so the exit code is 0. Nothing
is changed or sent.
`,
    )
    .action(async (options) => (await import('../commands/backtest.js')).backtestPack(options));

  program
    .command('replay')
    .description(
      'History as it was recorded: every change of an alert in its order, and whether its facts give it again.',
    )
    .option('--from <time>', 'changes recorded at or after this time (a date, or RFC 3339 with an offset)')
    .option('--to <time>', 'changes recorded before this time')
    .option('--client <id>', 'this client alone, by any of their ids')
    .option('--entity <id>', 'this entity alone')
    .option('--speed <n>', 'n times as fast as it happened (default: at once)')
    .addHelpText(
      'after',
      `
One line of NDJSON for each change: {recordedAt, position, change: raised|rejudged|superseded, alertId, clientId, entityId,
verdict, previousVerdict, cause, act, by, asRecorded, difference?}. 'by' is the event that caused it. A difference has a
cause: POLICY (judged by another pack), LATE_FACT (judged before a fact that all clients share had reached the client) or
CODE (the same facts give something else), and both sides. A change that is due but not recorded has no position; what
stands at the end otherwise than it is judged has the change 'standing'. The last line on standard error counts them.
Nothing is changed or sent.
`,
    )
    .action(async (options) => (await import('../commands/replay.js')).replayHistory(options));

  program
    .command('check <file...>')
    .description(
      'Judge planned acts now, against the log: NDJSON of CloudEvents that have not happened (- is standard input).',
    )
    .addHelpText(
      'after',
      `
Contacts, enablements, uses, requests, campaigns and roll-outs, as the events that they would be, at their own time.
Prints lines as 'judge' does, of the planned acts alone; a campaign or a roll-out gives one for each client whom it would
reach. Facts that are no acts are taken as true for the acts beside them. Lines on which there is no verdict (they can't be
taken, have happened, reach nobody, or are of a product that is not defined) go to standard error as {line, reason, message}.
The exit code is 1 if an act would alert or needs a person; else 2 if any line could not be judged, for that is no
all-clear; else 0. Nothing is recorded.
`,
    )
    .action(async (files: string[]) => (await import('../commands/check.js')).checkPlanned(files));
}
