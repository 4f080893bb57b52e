import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { isResting, Rebuilder, StepFailures, type Stepped } from '#rebuild';
import { findEndpoints, readConfig } from '#runtime';
import {
  addRebuild,
  COMMAND_LINE,
  currentPolicy,
  Leases,
  LeaseLost,
  rebuildDifferences,
  rebuildOf,
  withSession,
  type HeldLease,
  type Session,
  type Sql,
} from '#store';
import { CliError } from '../cli-error.js';
import { connect } from '../connect.js';
import { note, writeLine } from '../input.js';

const LOOK_MS = 500;
const PAGE = 1_000;

/**
 * Builds scope and alerts again from the log beside those in use, while live traffic goes on, and compares row by row.
 * Nothing is sent by it. Rows that differ wait until a second person approves of them.
 */
export async function rebuild(options: { compareOnly?: boolean }): Promise<void> {
  const { databaseUrl } = findEndpoints(readConfig(process.env));
  const dataSource = await connect(databaseUrl, 2, 'rebuild');
  const leases = new Leases(databaseUrl, 'scopewatch-rebuild');
  try {
    await withSession(dataSource, async (session) => {
      const rebuildId = await start(session, options.compareOnly === true);
      note(`Rebuild ${rebuildId}`);
      await finish(dataSource, session.sql, leases, rebuildId);
      await report(session.sql, rebuildId);
    });
  } finally {
    await leases.close();
    await dataSource.destroy();
  }
}

async function start(session: Session, compareOnly: boolean): Promise<string> {
  if ((await currentPolicy(session.sql)) === undefined) {
    throw new CliError('No policy pack is on record: there is nothing to rebuild.', 2);
  }
  const rebuildId = randomUUID();
  await session
    .transaction((tx) => addRebuild(tx, { rebuildId, compareOnly, createdBy: COMMAND_LINE }))
    .catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === '23505') {
        throw new CliError('Another rebuild is under way, or waits for approval: GET /v1/rebuilds.', 2);
      }
      throw error;
    });
  return rebuildId;
}

/** Does the steps itself, or waits while an api does them; says once what it waits for. */
async function finish(dataSource: DataSource, sql: Sql, leases: Leases, rebuildId: string): Promise<void> {
  const said = new Set<string>();
  const say = (text: string): void => {
    if (!said.has(text)) note(text);
    said.add(text);
  };
  while (!(await isResting(sql, rebuildId))) {
    const lease = await leases.take('rebuilds');
    if (lease === undefined) {
      say('Another process makes it; waiting ...');
      await sleep(LOOK_MS);
    } else await lead(dataSource, lease, rebuildId, say);
  }
}

/** Until the rebuild rests, or somebody else has taken over. */
async function lead(
  dataSource: DataSource,
  lease: HeldLease,
  rebuildId: string,
  say: (text: string) => void,
): Promise<void> {
  try {
    await withSession(
      dataSource,
      async (session) => {
        const rebuilder = new Rebuilder(session);
        const failures = new StepFailures();
        while (!lease.lost.aborted && !(await isResting(session.sql, rebuildId))) {
          const stepped = await step(session, rebuilder, failures);
          if (stepped === 'MORE') continue;
          if (stepped === 'LATER') say('Waiting until the monitors have judged whom earlier changes touch ...');
          await sleep(LOOK_MS);
        }
      },
      lease.fence,
    );
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
  } finally {
    await lease.release();
  }
}

async function step(session: Session, rebuilder: Rebuilder, failures: StepFailures): Promise<Stepped | 'FAILED'> {
  try {
    const stepped = await rebuilder.step();
    failures.clear();
    return stepped;
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    note(`A step failed: ${error instanceof Error ? error.message : String(error)}`);
    await failures.note(session, error);
    return 'FAILED';
  }
}

async function report(sql: Sql, rebuildId: string): Promise<void> {
  let found = 0;
  for (let last = 0; ;) {
    const rows = await rebuildDifferences(sql, rebuildId, { change: null, kind: null, clientId: null }, last, PAGE);
    for (const { change, kind, key, before, after, cause } of rows) {
      const values = { before: JSON.parse(before ?? 'null') as unknown, after: JSON.parse(after ?? 'null') as unknown };
      await writeLine(JSON.stringify({ change, kind, key, ...values, cause }));
    }
    found += rows.length;
    if (rows.length < PAGE) break;
    last = rows.at(-1)?.ordinal ?? last;
  }
  const row = await rebuildOf(sql, rebuildId);
  if (row?.stage === 'FAILED') throw new CliError(row.problem ?? 'The rebuild failed.', 3);
  const clients = `${row?.total ?? 0} clients judged again, ${row?.caughtUp ?? 0} of them once more beside live traffic`;
  note(`${clients}; ${found === 0 ? 'nothing differs.' : `${found} differences, nothing was changed.`}`);
  if (row?.stage === 'COMPARED') note(`A second person may approve: POST /v1/rebuilds/${rebuildId}/approve`);
  if (found > 0 && row?.stage !== 'IN_USE') process.exitCode = 1;
}
