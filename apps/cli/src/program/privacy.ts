import type { Command } from 'commander';

const AS = ['--as <person>', 'who decides (default: the local administrator)'] as const;

/** The commands for what is held of somebody. Each loads what it needs when it is called. */
export function privacyCommands(program: Command): void {
  const erase = program
    .command('erase')
    .description('Erasures of clients: who was erased, who waits for a second person.')
    .addHelpText(
      'after',
      `
One line of NDJSON for each: {erasureId, clientId, ground: ON_REQUEST|RETENTION|LEDGER, reason, requestedBy, requestedAt,
decision, decidedBy, decidedAt, rows, carriedOutAt, outside, finishedAt}. Two people with the role privacy or admin decide.
Then the notifier takes the client out of the log and of everything that follows from it: a random id stands where theirs
stood, words are gone, verdicts and ids of alerts stay, and every proof of the log still holds. What topics still hold, and
until when, is in 'outside'. It can't be undone.
`,
    )
    .action(async () => (await import('../commands/erase.js')).listErasures());
  erase
    .command('request <client>')
    .description('Ask for a client to be erased, under all of their ids; a second person decides.')
    .requiredOption('--reason <text>', 'why')
    .option(...AS)
    .action(async (client: string, options) => (await import('../commands/erase.js')).requestErasure(client, options));
  for (const decision of ['approve', 'reject'] as const) {
    erase
      .command(`${decision} <erasure...>`)
      .description(decision === 'approve' ? 'Agree to what somebody else asked for.' : 'Turn down what was asked for.')
      .option('--reason <text>', 'why')
      .option(...AS)
      .action(async (ids: string[], options) =>
        (await import('../commands/erase.js')).decideErasures(decision, ids, options),
      );
  }

  const hold = program
    .command('hold')
    .description('Legal holds: while one stands, nothing of the client is erased.')
    .action(async () => (await import('../commands/hold.js')).listHolds());
  hold
    .command('place <client>')
    .description('Place a legal hold on a client.')
    .requiredOption('--reason <text>', 'why')
    .option(...AS)
    .action(async (client: string, options) => (await import('../commands/hold.js')).place(client, options));
  hold
    .command('lift <hold>')
    .description('Lift a legal hold.')
    .requiredOption('--reason <text>', 'why')
    .option(...AS)
    .action(async (id: string, options) => (await import('../commands/hold.js')).lift(id, options));

  program
    .command('held <client>')
    .description('Write all that is held of a client into a file: the answer to "what do you hold of me?".')
    .option('-o, --output <file>', 'FILE.json, or FILE.html to be read')
    .option(...AS)
    .action(async (client: string, options) => (await import('../commands/held.js')).writeHeld(client, options));

  program
    .command('retention')
    .description('Ask for the erasure of every client of whom what had to be kept has been kept long enough.')
    .option('--dry-run', 'only list them')
    .option(...AS)
    .addHelpText(
      'after',
      `
One line of NDJSON for each client who is due: {clientId, endedAt, dueAt, held, asked: ASKED|UNDER_WAY|HELD}. How long is
kept after the last relationship ended says the pack in force ('retention'; without it five years). A second person decides
on each: scopewatch erase approve ERASURE... --as PERSON.
`,
    )
    .action(async (options) => (await import('../commands/retention.js')).applyRetention(options));
}
