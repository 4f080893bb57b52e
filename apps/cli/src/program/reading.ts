import type { Command } from 'commander';

/** The commands for what is read from topics, and what could not be. Each loads what it needs when it is called. */
export function readingCommands(program: Command): void {
  program
    .command('redrive')
    .description('Take rejections up again, in the order in which they came.')
    .option('--id <id...>', 'these rejections')
    .option('--reason <reason>', 'all of this reason')
    .option('--all', 'all that wait')
    .action(async (options) => (await import('../commands/redrive.js')).redrive(options));

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
    .action(async () => (await import('../commands/topics.js')).listTopics());

  topics
    .command('rebind <topic>')
    .description('Propose to read the topic that has this name now; a second person decides.')
    .requiredOption('--from <place>', 'beginning, an offset (in each partition), or a time (a date, or RFC 3339)')
    .option('--reason <text>', 'why')
    .option('--as <person>', 'who proposes (default: the local administrator)')
    .addHelpText(
      'after',
      '\nPrints {rebindingId, topic, ..., starts: [{partition, low, start}]}. Nothing is read yet.\n',
    )
    .action(async (topic: string, options) => (await import('../commands/topics.js')).proposeRebinding(topic, options));

  for (const decision of ['approve', 'reject'] as const) {
    topics
      .command(`${decision} <topic>`)
      .description(decision === 'approve' ? 'Agree to what somebody else proposed.' : 'Turn down what was proposed.')
      .option('--as <person>', 'who decides (default: the local administrator)')
      .action(async (topic: string, options) =>
        (await import('../commands/topics.js')).decideRebinding(decision, topic, options),
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
    .action(async () => (await import('../commands/gaps.js')).listGaps());

  gaps
    .command('accept [gap...]')
    .description('Accept that what was in these offsets stays unknown.')
    .option('--all', 'all that nobody has accepted yet')
    .option('--reason <text>', 'why; it is kept')
    .option('--as <person>', 'who accepts (default: the local administrator)')
    .action(async (gapIds: string[], options) => (await import('../commands/gaps.js')).acceptGaps(gapIds, options));

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
    .action(async (options) => (await import('../commands/republish.js')).republish(options));
}
