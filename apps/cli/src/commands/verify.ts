import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { reachKafka } from '#kafka';
import { findEndpoints, readConfig, showProgress } from '#runtime';
import { beginReadOnly, countUnfinished, endReadOnly, policyPosition, Session, type Sql } from '#store';
import { CliError } from '../cli-error.js';
import { connect } from '../connect.js';
import { note } from '../input.js';
import { checkAll } from '../verify/check-all.js';
import { checkpointsIn, verifierKeys } from '../verify/outside-checkpoints.js';
import { Report } from '../verify/report.js';
import type { Progress } from '../verify/source.js';
import { topicReader } from '../verify/topic-reader.js';

/** Each has a connection of its own. */
const THREADS_MAX = 8;
const SETTLE_MS_MAX = 10_000;
const KAFKA_ANSWERS_MS_MAX = 10_000;
/** Of less than this many nobody needs to be told how far it is. */
const LONG = 20_000;

export interface VerifyOptions {
  /** Files of checkpoints that are held outside. */
  readonly checkpoint?: readonly string[];
  /** Verifier keys, or files of them. */
  readonly key?: readonly string[];
}

/**
 * The independent checker: shares the judge and the parser with the live path, and nothing else. The database is read in
 * one snapshot, so it may run beside live traffic; what comes after the snapshot is left to the next run.
 * @throws CliError with exit code 2 where nothing has been judged yet, 3 when a part is not reachable
 */
export async function verify(options: VerifyOptions = {}): Promise<void> {
  const keys = verifierKeys(options.key ?? []);
  const outside = (options.checkpoint ?? []).flatMap(checkpointsIn);
  const config = readConfig(process.env);
  const { databaseUrl, brokers, security } = findEndpoints(config);
  const dataSource = await connect(databaseUrl, 2, 'verify');
  try {
    const cluster = { brokers, security };
    const reached = await reachKafka(cluster, KAFKA_ANSWERS_MS_MAX);
    if (!reached.ok) throw new CliError(reached.detail ?? 'Kafka is not reachable.', 3);
    const session = await Session.open(dataSource);
    const report = new Report();
    try {
      await settledSnapshot(session.sql);
      const { sql } = session;
      if ((await policyPosition(sql)) === undefined) {
        throw new CliError('No policy pack is on record: nothing has been judged yet.', 2);
      }
      const threads = { databaseUrl, count: Math.max(1, Math.min(THREADS_MAX, availableParallelism() - 1)) };
      const kafka = topicReader(cluster);
      await checkAll({ sql, kafka, topics: config.topics, report, progress, keys, threads }, outside);
      await endReadOnly(sql);
    } finally {
      await session.close();
    }
    note(`${report.violations} violations`);
    if (report.violations > 0) process.exitCode = 1;
  } finally {
    await dataSource.destroy();
  }
}

const progress: Progress = (label, unit, total) =>
  total < LONG ? { add: () => undefined, done: () => undefined } : showProgress({ label, unit, total });

/**
 * Begins the one snapshot of the database. Changes that touch many clients are worked off in chunks, which is often over in a
 * moment; where it takes longer, those who wait are held against what was in force before.
 */
async function settledSnapshot(sql: Sql): Promise<void> {
  const until = performance.now() + SETTLE_MS_MAX;
  for (;;) {
    await beginReadOnly(sql);
    const unfinished = await countUnfinished(sql);
    if (unfinished === 0 || performance.now() > until) return;
    await endReadOnly(sql);
    note(`Waiting for ${unfinished} changes of shared facts to be worked off ...`);
    await sleep(1_000);
  }
}
