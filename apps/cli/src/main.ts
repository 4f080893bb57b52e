import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { checkout, readConfig, settingsTable, unreachablePart } from '#runtime';

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

const policyOption = ['--policy <pack>', 'policy pack to judge by (default: SCOPEWATCH_POLICY)'] as const;

program
  .command('start')
  .description('Run everything: PostgreSQL, Kafka, monitor, notifier. Ctrl-C stops all of it.')
  .addOption(new Option('--demo', 'play the demonstration, whatever is in the database').conflicts('empty'))
  .option('--empty', 'play nothing, even if the database is new')
  .option('--link', 'print a one-time link although there is an identity provider to sign in with')
  .addHelpText('after', `\nSettings, by environment:\n${settingsTable()}\n`)
  .action(async (options: { demo?: boolean; empty?: boolean; link?: boolean }) => {
    const [{ runStart }, { playDemo }] = await Promise.all([import('./start/index.js'), import('./play-demo.js')]);
    await runStart(options, readConfig(process.env), playDemo);
  });

program
  .command('prepare')
  .description('On PostgreSQL and Kafka of your own: bring the schema up to date, create the role and the topics.')
  .action(async () => (await import('./commands/prepare.js')).prepare());

program
  .command('produce <file...>')
  .description('Send NDJSON of CloudEvents (one a line; - is standard input) to the topics that their types belong to.')
  .option('--rate <n>', 'events per second at most')
  .option('--topic <topic>', 'send every line as it stands to this topic')
  .option('--binary', "use CloudEvents' binary mode")
  .action(async (files: string[], options) => (await import('./commands/produce.js')).produce(files, options));

program
  .command('judge <file...>')
  .description('Judge events from files, without a server: verdicts as NDJSON, rejected lines on standard error.')
  .option(...policyOption)
  .option('--true-on <time>', 'verdicts on acts up to this effective time only')
  .option('--known-on <line>', 'as known when this line had been recorded')
  .action(async (files: string[], options) => (await import('./commands/judge.js')).judgeFiles(files, options));

program
  .command('test <path...>')
  .description('Run scenario files, or folders of them, and show what differs.')
  .option(...policyOption)
  .action(async (paths: string[], options) => (await import('./commands/test.js')).testScenarios(paths, options));

program
  .command('verify')
  .description(
    'Check the invariants from outside: topics, log and tables are read again and everything is judged from scratch.',
  )
  .addHelpText(
    'after',
    `
Shares nothing with the programs that write but the parser and the judge. One line for each invariant goes to standard
error: what was checked, how many, and what can't be checked any more, because it has expired on a topic or a topic is
gone. Each violation is a line of JSON on standard output, with the table, the row and the column where there is one, and
what is expected and what is there. May run beside live traffic. The exit code is 0 if everything holds, 1 if something
doesn't, 2 if nothing has been judged yet, 3 if PostgreSQL or Kafka can't be reached.
`,
  )
  .action(async () => (await import('./commands/verify.js')).verify());

program
  .command('link')
  .description('Print an address that signs somebody in to the dashboard, once.')
  .option('--as <person>', 'who; somebody new becomes a person (default: the local administrator)')
  .option('--role <role...>', 'viewer, analyst, approver, auditor, admin')
  .action(async (options) => (await import('./commands/link.js')).printLink(options));

program
  .command('redrive')
  .description('Take rejections up again, in the order in which they came.')
  .option('--id <id...>', 'these rejections')
  .option('--reason <reason>', 'all of this reason')
  .option('--all', 'all that wait')
  .action(async (options) => (await import('./commands/redrive.js')).redrive(options));

const topics = program
  .command('topics')
  .description('The topics that are read, and why one is not; and from where to read on one that is another now.')
  .addHelpText(
    'after',
    `
One line of NDJSON for each topic: {topic, incarnation, clusterId, topicId, boundAt, state: READ|STOPPED, stop: {reason,
detail, foundClusterId, foundTopicId, noticedAt}, proposal}. A topic is stopped where the one that answers to its name is
not the one that was read: MISSING, RECREATED, OTHER_CLUSTER, OFFSETS_BACKWARDS (it is shorter than what was read of it) or
OTHER_RECORD (another record stands where the last one was read). All others are read on. The exit code is 1 if one is
stopped. From where it is read on, two people decide ('rebind', then 'approve' by somebody else); what is then read a
second time is a duplicate, and changes nothing. All of it is in the audit.
`,
  )
  .action(async () => (await import('./commands/topics.js')).listTopics());

topics
  .command('rebind <topic>')
  .description('Propose to read the topic that has this name now; a second person decides.')
  .requiredOption('--from <place>', 'beginning, an offset (in each partition), or a time (a date, or RFC 3339)')
  .option('--reason <text>', 'why')
  .option('--as <person>', 'who proposes (default: the local administrator)')
  .addHelpText('after', '\nPrints {rebindingId, topic, ..., starts: [{partition, low, start}]}. Nothing is read yet.\n')
  .action(async (topic: string, options) => (await import('./commands/topics.js')).proposeRebinding(topic, options));

for (const decision of ['approve', 'reject'] as const) {
  topics
    .command(`${decision} <topic>`)
    .description(decision === 'approve' ? 'Agree to what somebody else proposed.' : 'Turn down what was proposed.')
    .option('--as <person>', 'who decides (default: the local administrator)')
    .action(async (topic: string, options) =>
      (await import('./commands/topics.js')).decideRebinding(decision, topic, options),
    );
}

const gaps = program
  .command('gaps')
  .description('Offsets that were gone before they were read, and who has accepted that.')
  .addHelpText(
    'after',
    `
One line of NDJSON for each: {gapId, topic, partition, fromOffset, toOffset, kind: EXPIRED|SKIPPED|UNEXPLAINED, recordedAt,
acceptedBy, acceptedAt, reason}; toOffset is exclusive. The exit code is 1 while one is not accepted; 'verify' fails for it.
`,
  )
  .action(async () => (await import('./commands/gaps.js')).listGaps());

gaps
  .command('accept [gap...]')
  .description('Accept that what was in these offsets stays unknown.')
  .option('--all', 'all that nobody has accepted yet')
  .option('--reason <text>', 'why; it is kept')
  .option('--as <person>', 'who accepts (default: the local administrator)')
  .action(async (gapIds: string[], options) => (await import('./commands/gaps.js')).acceptGaps(gapIds, options));

program
  .command('republish')
  .description('Fill the topic of alerts or of rejections again from the record, under the same ids.')
  .option('--topic <topic>', 'alerts or rejections')
  .option('--from <time>', 'what was recorded at or after this time (a date, or RFC 3339 with an offset)')
  .option('--to <time>', 'what was recorded before this time')
  .option('--all', 'send all of it, whether or not it is on the topic')
  .option('--dry-run', 'say what would be sent, and send nothing')
  .option('--no-wait', "don't wait until the notifier has sent it")
  .addHelpText(
    'after',
    `
Reads what the topic holds and sends what is missing, oldest first and keyed as before; of a key from its first missing
message on everything, so that the last one told is the last. A topic that is gone is made. It goes through the outbox: a
notifier must run, an interruption loses nothing, and doing it again sends nothing that is there.
`,
  )
  .action(async (options) => (await import('./commands/republish.js')).republish(options));

program
  .command('rebuild')
  .description('Build the projections again from the log, compare them with those in use, and put them in their place.')
  .option('--compare-only', 'compare, and change nothing')
  .action(async (options) => (await import('./commands/rebuild.js')).rebuild(options));

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
  .action(async (options) => (await import('./commands/as-of.js')).bookOnDay(options));

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
  .action(async (options) => (await import('./commands/backtest.js')).backtestPack(options));

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
  .action(async (options) => (await import('./commands/replay.js')).replayHistory(options));

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
  .action(async (files: string[]) => (await import('./commands/check.js')).checkPlanned(files));

const evidence = program
  .command('evidence')
  .description('Write all that is known of a client into one file that proves itself; or check such a file.')
  .option('--client <id>', 'this client, by any of their ids')
  .option('--alert <id>', 'the client of this alert')
  .option('--incident <id>', 'the clients of this incident')
  .option('--true-on <time>', 'verdicts and scope as true on this date or time (default: now)')
  .option('--known-on <time>', 'as known on this date or time (default: all that is on file)')
  .option('-o, --output <file>', 'the file to write, a ZIP')
  .addHelpText(
    'after',
    `
The pack holds the events as they came, what all clients share, alert facts, rule pack, verdicts, scope, gaps in the
evidence, links of the log's chain, a report to print and a README on how to check it by hand. Ids of other clients are
taken out. Its root digest goes to standard output: keep it apart from the file. 'scopewatch evidence verify --help' says
how a file is checked.
`,
  )
  .action(async (options) => (await import('./commands/evidence.js')).writeEvidence(options));

evidence
  .command('verify <file>')
  .description('Check every digest and derive every verdict again, with nothing but the file.')
  .option('--digest <root>', 'the root digest that was kept when the file was made')
  .addHelpText(
    'after',
    `
Prints 'same', or what differs as NDJSON {kind, ...}. The exit code is 0 if all is the same, 1 if something differs, 2 if
the file can't be read as a pack. Needs no network and no database.
`,
  )
  .action(async (file: string, options) => (await import('./commands/evidence.js')).verifyPack(file, options));

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
