import { Option, type Command } from 'commander';
import { readConfig, settingsTable } from '#runtime';

/** The commands for running Scopewatch and letting people and events in. Each loads what it needs when it is called. */
export function runningCommands(program: Command): void {
  program
    .command('start')
    .description('Run everything: PostgreSQL, Kafka, monitor, notifier. Ctrl-C stops all of it.')
    .addOption(new Option('--demo', 'play the demonstration, whatever is in the database').conflicts('empty'))
    .option('--empty', 'play nothing, even if the database is new')
    .option('--link', 'print a one-time link although there is an identity provider to sign in with')
    .addHelpText('after', `\nSettings, by environment:\n${settingsTable()}\n`)
    .action(async (options: { demo?: boolean; empty?: boolean; link?: boolean }) => {
      const [{ runStart }, { demonstration }] = await Promise.all([
        import('../start/index.js'),
        import('../play-demo.js'),
      ]);
      await runStart(options, readConfig(process.env), demonstration);
    });

  program
    .command('prepare')
    .description('On PostgreSQL and Kafka of your own: bring the schema up to date, create the role and the topics.')
    .action(async () => (await import('../commands/prepare.js')).prepare());

  program
    .command('restore')
    .description(
      'After the database was put back to an earlier time: put that on record, and go on without doubling anything.',
    )
    .option('--reason <text>', 'why it was restored; it is kept')
    .option('--dry-run', 'only say what is found and what would be done')
    .option('--yes', 'go on without asking')
    .option('--no-wait', "don't wait until all is read again: run it a second time then")
    .option('--anyway', 'begin a new epoch though nothing outside says that there was a restore')
    .option('--without-keys', 'open although erasures stand in the ledger that no key at hand has made')
    .addHelpText(
      'after',
      `
Run it as the owner of the database, with the signing key, while monitor and notifier run or are then started: they wait,
and say so, from the moment they see more outside (scope-checkpoints, SCOPEWATCH_CHECKPOINT_FILE) than the database holds. It
- begins an epoch of the log, on record, under another name: heads of before hold up to the restore, and none is contradicted;
- keeps what the lost part has sent on scope-alerts and scope-rejections, so that what says the same is not sent again;
- waits until what came since the backup is read again from the topics, while nothing is sent or shown;
- has the erasures of the ledger on scope-erasures carried out again;
- opens. Interrupted, it goes on when it is run again.
Standard output has a line of NDJSON for each step on an alert that is lost: {alertId, clientId, status, actor, at}. People take
those again. The exit code is 0 where all is open or there was nothing to do, 1 where somebody has to do something first.
See docs/guide/restore.md.
`,
    )
    .action(async (options) => (await import('../commands/restore.js')).restore(options));

  program
    .command('produce <file...>')
    .description(
      'Send NDJSON of CloudEvents (one a line; - is standard input) to the topics that their types belong to.',
    )
    .option('--rate <n>', 'events per second at most')
    .option('--topic <topic>', 'send every line as it stands to this topic')
    .option('--binary', "use CloudEvents' binary mode")
    .action(async (files: string[], options) => (await import('../commands/produce.js')).produce(files, options));

  program
    .command('link')
    .description('Print an address that signs somebody in to the dashboard, once.')
    .option('--as <person>', 'who; somebody new becomes a person (default: the local administrator)')
    .option('--role <role...>', 'viewer, analyst, approver, auditor, privacy, marketing, admin')
    .action(async (options) => (await import('../commands/link.js')).printLink(options));
}
