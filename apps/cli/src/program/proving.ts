import type { Command } from 'commander';

/** The commands for proving that what is on record holds. Each loads what it needs when it is called. */
export function provingCommands(program: Command): void {
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

A checkpoint is the signed head of the log: whoever holds one can hold the log to it. Those on the topic are checked in any
case, those that somebody kept with --checkpoint; and with --key it is known who must have signed.
`,
    )
    .option('--checkpoint <file...>', 'checkpoints that were kept outside: the log must continue them')
    .option('--key <key...>', 'who must have signed: verifier keys (name+id+key), or files of them')
    .action(async (options) => (await import('../commands/verify.js')).verify(options));

  const checkpoints = program
    .command('checkpoints')
    .description('The signed heads of the log: what was recorded up to then can never be changed unseen.')
    .option('--limit <n>', 'the newest n', '1')
    .option('--keys', 'print the keys on record that signed them, one a line, instead')
    .addHelpText(
      'after',
      `
Prints checkpoints (https://c2sp.org/tlog-checkpoint), the oldest of those first, for 'verify --checkpoint' or any other
program that knows signed notes. The exit code is 1 where nothing has been signed.
`,
    )
    .action(async (options) => (await import('../commands/checkpoints.js')).printCheckpoints(options));

  checkpoints
    .command('key <name>')
    .description('Make a key that signs the heads of the log that has this name, such as log.example.com/scopewatch.')
    .requiredOption('-o, --output <file>', 'where to write the signing key, readable by you alone')
    .addHelpText(
      'after',
      `
Prints the verifier key: give it to whoever shall be able to check. For a new key in place of an old one of the same log,
add its line to the file of the old one; both sign until the old line is taken away.
`,
    )
    .action(async (name: string, options) => (await import('../commands/checkpoints.js')).makeKey(name, options));

  program
    .command('rebuild')
    .description(
      'Build the projections again from the log, compare them with those in use, and put them in their place.',
    )
    .option('--compare-only', 'compare, and change nothing')
    .action(async (options) => (await import('../commands/rebuild.js')).rebuild(options));

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
    .action(async (options) => (await import('../commands/evidence.js')).writeEvidence(options));

  evidence
    .command('verify <file>')
    .description('Check every digest and derive every verdict again, with nothing but the file.')
    .option('--digest <root>', 'the root digest that was kept when the file was made')
    .option('--key <key...>', 'who must have signed its checkpoint: verifier keys (name+id+key), or files of them')
    .option('--tsa-ca <file>', 'the authority that its time stamp must go back to: a PEM file')
    .addHelpText(
      'after',
      `
Prints 'same', or what differs as NDJSON {kind, ...}. The exit code is 0 if all is the same, 1 if something differs, 2 if
the file can't be read as a pack. Needs no network and no database.
`,
    )
    .action(async (file: string, options) => (await import('../commands/evidence.js')).verifyPack(file, options));
}
