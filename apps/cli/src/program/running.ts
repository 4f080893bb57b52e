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
      const [{ runStart }, { playDemo }] = await Promise.all([import('../start/index.js'), import('../play-demo.js')]);
      await runStart(options, readConfig(process.env), playDemo);
    });

  program
    .command('prepare')
    .description('On PostgreSQL and Kafka of your own: bring the schema up to date, create the role and the topics.')
    .action(async () => (await import('../commands/prepare.js')).prepare());

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
