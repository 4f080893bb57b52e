import { Controller } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { readPack as readSinglePack, rulesAfter } from '#contract';
import { PolicyError, type Policy } from '#domain';
import {
  addBacktest,
  backtestOf,
  currentPolicy,
  backtests,
  differenceCounts,
  differencesOf,
  endBacktest,
  policyOf,
  resumeBacktest,
  recordAudit,
  type Sql,
} from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { BACKTEST_CHANGES } from './backtests.shapes.js';
import { backtestItem } from './backtest-items.js';
import { BacktestRunner } from './backtest-runner.js';
import { cancel, create, differences, list, one, resume } from './backtests.operations.js';

@Controller()
export class BacktestsController {
  constructor(
    private readonly database: Database,
    private readonly runner: BacktestRunner,
  ) {}

  @Handles(list)
  async list(): Promise<AnswerOf<typeof list>> {
    const rows = await this.database.read((sql) => backtests(sql, 100));
    return { items: rows.map((row) => backtestItem(row, new Date())) };
  }

  @Handles(create)
  async create(
    @Input() { body }: InputOf<typeof create>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof create>> {
    const item = await this.database.write(async (tx) => {
      const text = await packOf(tx, body);
      const { version } = readPack(text);
      const pack = await rulesWith(tx, text);
      const backtestId = randomUUID();
      const { from, to, clientIds = null } = body;
      await addBacktest(tx, {
        backtestId,
        version,
        pack,
        from: dateOf('from', from),
        to: dateOf('to', to),
        clientIds,
        createdBy: caller.personId,
      });
      await recordAudit(tx, caller, 'backtest.create', backtestId, null, { version, from, to });
      return this.itemOf(tx, backtestId);
    });
    this.runner.ring();
    return item;
  }

  @Handles(one)
  one(@Input() { params }: InputOf<typeof one>): Promise<AnswerOf<typeof one>> {
    return this.database.read(async (sql) => {
      const backtest = await this.itemOf(sql, params.backtestId);
      const byVerdict = await differenceCounts(sql, params.backtestId);
      return {
        backtest,
        byVerdict: byVerdict.map((row) => ({ ...row, change: row.change as (typeof BACKTEST_CHANGES)[number] })),
      };
    });
  }

  @Handles(differences)
  differences(@Input() { params, query }: InputOf<typeof differences>): Promise<AnswerOf<typeof differences>> {
    return this.database.read(async (sql) => {
      await this.itemOf(sql, params.backtestId);
      const { change = null, before = null, after = null, clientId = null, limit } = query;
      const [last = 0] = decodeCursor(query.cursor, ['count']) ?? [];
      const rows = await differencesOf(sql, params.backtestId, { change, before, after, clientId }, last, limit + 1);
      return pageOfRows(
        rows,
        limit,
        (row) => [row.ordinal],
        ({ ordinal, body }) => ({
          ordinal,
          ...(JSON.parse(body) as Omit<AnswerOf<typeof differences>['items'][number], 'ordinal'>),
        }),
      );
    });
  }

  @Handles(cancel)
  cancel(@Input() { params }: InputOf<typeof cancel>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof cancel>> {
    return this.database.write(async (tx) => {
      const before = await this.itemOf(tx, params.backtestId);
      const ended = await endBacktest(tx, params.backtestId, 'CANCELLED', null);
      if (!ended) throw new Problem('REFUSED', 'This backtest has ended already.');
      const after = await this.itemOf(tx, params.backtestId);
      await recordAudit(tx, caller, 'backtest.cancel', params.backtestId, before, after);
      return after;
    });
  }

  @Handles(resume)
  async resume(
    @Input() { params }: InputOf<typeof resume>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof resume>> {
    const item = await this.database.write(async (tx) => {
      const before = await this.itemOf(tx, params.backtestId);
      if (!(await resumeBacktest(tx, params.backtestId))) throw new Problem('REFUSED', whyNotResumed(before));
      const after = await this.itemOf(tx, params.backtestId);
      await recordAudit(tx, caller, 'backtest.resume', params.backtestId, before, after);
      return after;
    });
    this.runner.ring();
    return item;
  }

  private async itemOf(sql: Sql, backtestId: string): Promise<AnswerOf<typeof cancel>> {
    const row = await backtestOf(sql, backtestId);
    if (row === undefined) throw new Problem('NOT_FOUND', `No backtest has the id ${backtestId}.`);
    return backtestItem(row, new Date());
  }
}

const whyNotResumed = ({ kind, status }: AnswerOf<typeof resume>): string =>
  kind === 'PARITY'
    ? 'A parity check is one snapshot; the next is ordered of its own accord.'
    : `This backtest is ${status}; only one that is CANCELLED or FAILED can be resumed.`;

async function packOf(sql: Sql, body: { pack?: object; version?: string }): Promise<string> {
  if ((body.pack === undefined) === (body.version === undefined)) {
    throw new Problem('INVALID_INPUT', 'body must hold either pack or version, not both');
  }
  if (body.version === undefined) return JSON.stringify(body.pack);
  const stored = await policyOf(sql, body.version);
  if (stored === undefined)
    throw new Problem('INVALID_INPUT', `body/version ${body.version} is not the version of a rule pack on record`);
  return stored.pack;
}

/** What acts would be judged by if the pack came into force now. */
export const rulesWith = async (sql: Sql, pack: string): Promise<string> =>
  rulesAfter((await currentPolicy(sql))?.rules, pack);

/** @throws Problem INVALID_INPUT with everything that is wrong with the pack */
export function readPack(text: string): Policy {
  try {
    return readSinglePack(text);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new Problem('INVALID_INPUT', `body/pack ${error.problems.join('; ')}`, { problems: error.problems });
  }
}

function dateOf(name: string, text: string | undefined): Date | null {
  if (text === undefined) return null;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new Problem('INVALID_INPUT', `body/${name} must be an RFC 3339 time`);
  return date;
}
