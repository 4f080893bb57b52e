import { setTimeout as sleep } from 'node:timers/promises';
import { readPolicy } from '#contract';
import { findEndpoints, readConfig } from '#runtime';
import { countUnfinished, currentPolicy, Session, type Sql } from '#store';
import { CliError } from '../cli-error.js';
import { connect } from '../connect.js';
import { note } from '../input.js';
import { alertsTold } from '../verify/alerts-told.js';
import { chainVerifies } from '../verify/chain-verifies.js';
import { everyMessageOnce } from '../verify/every-message-once.js';
import { judgedFromScratch } from '../verify/judged-from-scratch.js';
import { Report } from '../verify/report.js';

const SETTLE_MS_MAX = 120_000;

/**
 * The independent checker: shares the judge and the parser with the live path, and nothing else. The database is read in
 * one snapshot, so it may run beside live traffic; what comes after the snapshot is left to the next run.
 * @throws CliError with exit code 1 when an invariant does not hold, 3 when a part is not reachable
 */
export async function verify(): Promise<void> {
  const config = readConfig(process.env);
  const { databaseUrl, brokers, security } = findEndpoints(config);
  const dataSource = await connect(databaseUrl, 2, 'verify');
  const session = await Session.open(dataSource);
  const report = new Report();
  try {
    await settle(session.sql, report);
    await session.sql.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const stored = await currentPolicy(session.sql);
    if (stored === undefined) throw new CliError('No policy pack is on record: nothing has been judged yet.', 2);
    const source = {
      sql: session.sql,
      brokers,
      security,
      topics: config.topics,
      policy: readPolicy(stored.rules),
      report,
    };
    await everyMessageOnce(source);
    await chainVerifies(source);
    await judgedFromScratch(source);
    await alertsTold(source);
    await session.sql.query('COMMIT');
  } finally {
    await session.close();
    await dataSource.destroy();
  }
  note(`${report.violations} violations`);
  if (report.violations > 0) process.exitCode = 1;
}

/** Changes that touch many clients are worked off in chunks; until they are done verdicts on record may be old. */
async function settle(sql: Sql, report: Report): Promise<void> {
  const until = performance.now() + SETTLE_MS_MAX;
  for (;;) {
    const unfinished = await countUnfinished(sql);
    if (unfinished === 0) return;
    if (performance.now() > until) {
      await report.violation('I3', { kind: 'UNSETTLED', fanOuts: unfinished });
      return;
    }
    note(`Waiting for ${unfinished} changes of shared knowledge to be worked off ...`);
    await sleep(1_000);
  }
}
