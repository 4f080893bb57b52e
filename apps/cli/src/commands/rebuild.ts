import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isResting, Rebuilder, StepFailures, type Stepped } from '#history';
import { findEndpoints, readConfig } from '#runtime';
import {
  addRebuild,
  becomeRebuilder,
  COMMAND_LINE,
  createDataSource,
  currentPolicy,
  rebuildDifferences,
  rebuildOf,
  withSession,
  type Session,
  type Sql,
} from '#store';
import { CliError } from '../cli-error.js';
import { note, writeLine } from '../input.js';

const LOOK_MS = 500;
const PAGE = 1_000;

/**
 * Builds scope and alerts again from the log beside those in use, while live traffic goes on, and compares row by row.
 * Nothing is sent by it. Rows that differ wait until a second person approves of them.
 */
export async function rebuild(options: { compareOnly?: boolean }): Promise<void> {
  const { databaseUrl } = findEndpoints(readConfig(process.env));
  const dataSource = createDataSource(databaseUrl, 2, 'scopewatch-rebuild');
  await dataSource.initialize().catch((error: unknown) => {
    throw new CliError(`PostgreSQL is not reachable: ${error instanceof Error ? error.message : String(error)}`, 3);
  });
  try {
    await withSession(dataSource, async (session) => {
      const rebuildId = await start(session, options.compareOnly === true);
      note(`Rebuild ${rebuildId}`);
      await finish(session, rebuildId);
      await report(session.sql, rebuildId);
    });
  } finally {
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
async function finish(session: Session, rebuildId: string): Promise<void> {
  const rebuilder = new Rebuilder(session);
  const failures = new StepFailures();
  const said = new Set<string>();
  const say = (text: string): void => {
    if (!said.has(text)) note(text);
    said.add(text);
  };
  let mine = false;
  while (!(await isResting(session.sql, rebuildId))) {
    mine ||= await becomeRebuilder(session.sql);
    const stepped = mine ? await step(session, rebuilder, failures) : 'ELSEWHERE';
    if (stepped === 'MORE') continue;
    if (stepped === 'LATER') say('Waiting until the monitors have judged whom earlier changes touch ...');
    if (stepped === 'ELSEWHERE') say('Another process makes it; waiting ...');
    await sleep(LOOK_MS);
  }
}

async function step(session: Session, rebuilder: Rebuilder, failures: StepFailures): Promise<Stepped | 'FAILED'> {
  try {
    const stepped = await rebuilder.step();
    failures.clear();
    return stepped;
  } catch (error) {
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
