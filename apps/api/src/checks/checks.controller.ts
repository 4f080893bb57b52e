import { Controller, Res } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import type { Response } from 'express';
import { answersOf, recordAudit, type CheckAnswerRow } from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { csvLine } from '../http/csv.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { writeSteadily } from '../http/write-steadily.js';
import { ANSWERS, type CheckAnswer } from './checks.shapes.js';
import { OpenStreams } from '../stream/open-streams.js';
import { Checks } from './checks.js';
import { answers, ask, csv, list, one, reconciliation } from './checks.operations.js';

const EXPORTED_AT_ONCE = 1_000;

@Controller()
export class ChecksController {
  constructor(
    private readonly database: Database,
    private readonly checks: Checks,
    private readonly open: OpenStreams,
  ) {}

  @Handles(ask)
  ask(@Input() { body }: InputOf<typeof ask>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof ask>> {
    return this.checks.ask(body.events, caller);
  }

  @Handles(list)
  list(@Input() { query }: InputOf<typeof list>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof list>> {
    return this.checks.list(query, caller);
  }

  @Handles(one)
  one(@Input() { params }: InputOf<typeof one>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof one>> {
    return this.checks.one(params.checkId, caller);
  }

  @Handles(answers)
  answers(
    @Input() { params, query }: InputOf<typeof answers>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof answers>> {
    return this.database.read(async (sql) => {
      await this.checks.read(sql, params.checkId, caller);
      const [after = 0] = decodeCursor(query.cursor, ['count']) ?? [];
      const rows = await answersOf(sql, params.checkId, query.answer ?? null, after, query.limit + 1);
      return pageOfRows(
        rows,
        query.limit,
        (row) => [row.ordinal],
        ({ body }) => JSON.parse(body) as Static<typeof CheckAnswer>,
      );
    });
  }

  @Handles(csv)
  async csv(
    @Input() { params, query }: InputOf<typeof csv>,
    @CalledBy() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    await this.checks.one(params.checkId, caller);
    response.once('close', this.open.enter(caller.answersTo));
    await this.database.write((tx) => recordAudit(tx, caller, 'check.export', params.checkId, null, query));
    response.type('text/csv; charset=utf-8').attachment(fileNameOf(params.checkId, query.answer));
    await writeSteadily(response, this.csvOf(params.checkId, query.answer ?? null));
  }

  private async *csvOf(checkId: string, answer: (typeof ANSWERS)[number] | null): AsyncGenerator<string> {
    yield csvLine(['clientId', 'entityId', 'answer', 'verdict', 'explanation']);
    for (let after = 0; ;) {
      const from = after;
      const rows = await this.database.read((sql) => answersOf(sql, checkId, answer, from, EXPORTED_AT_ONCE));
      yield rows.map(lineOf).join('');
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.ordinal;
    }
  }

  @Handles(reconciliation)
  reconciliation(@Input() { params }: InputOf<typeof reconciliation>): Promise<AnswerOf<typeof reconciliation>> {
    return this.checks.reconciled(params.checkId);
  }
}

/** Lists that are sent by go by these names: none may be taken for another. */
const FILE_NAMES = { MAY: 'MAY', MAY_NOT: 'MAY-NOT', PERSON: 'NEEDS-A-PERSON' } as const;

const fileNameOf = (checkId: string, answer: (typeof ANSWERS)[number] | undefined): string =>
  `${checkId}${answer === undefined ? '' : `-${FILE_NAMES[answer]}`}.csv`;

function lineOf({ clientId, entityId, answer, verdict, body }: CheckAnswerRow): string {
  const { explanation } = JSON.parse(body) as Static<typeof CheckAnswer>;
  return csvLine([clientId, entityId, answer, verdict, explanation]);
}
