import { Controller, Res } from '@nestjs/common';
import { Type, type Static } from '@sinclair/typebox';
import type { Response } from 'express';
import { answersOf, type CheckAnswerRow } from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { recordAudit } from '../access/record-audit.js';
import { csvLine } from '../http/csv.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, operation, type AnswerOf, type InputOf } from '../http/operation.js';
import { Name, onlyPage, wordOf } from '../http/shape.js';
import { toldSteadily } from '../http/told-steadily.js';
import { ANSWERS, Check, CheckAnswerPage, CheckPage, Reconciliation, type CheckAnswer } from './checks.shapes.js';
import {
  checkAnswerExample,
  checkExample,
  checkSummaryExample,
  plannedEventExample,
  reconciliationExample,
} from './checks.examples.js';
import { OpenStreams } from '../stream/open-streams.js';
import { Checks } from './checks.js';

const EVENTS_MAX = 1_000;
const EXPORTED_AT_ONCE = 1_000;
const byId = Type.Object({ checkId: Name });
const ask = operation({
  id: 'createCheck',
  method: 'POST',
  path: 'v1/checks',
  permission: 'check',
  tag: 'Checks',
  summary: 'Check planned acts',
  description:
    'Judges contacts, enablements, campaigns and roll-outs that have not happened as if they had, and answers for each client whether they may happen.',
  body: Type.Object(
    {
      events: Type.Array(Type.Object({}, { additionalProperties: true }), {
        minItems: 1,
        maxItems: EVENTS_MAX,
        description: 'CloudEvents of contacts, enablements, campaigns and roll-outs that have not happened.',
      }),
    },
    { additionalProperties: false },
  ),
  answer: Check,
  status: 201,
  example: { body: { events: [plannedEventExample] }, answer: checkExample },
});
const list = operation({
  id: 'listChecks',
  method: 'GET',
  path: 'v1/checks',
  permission: 'read',
  tag: 'Checks',
  summary: 'List checks',
  description: 'Newest first.',
  query: Type.Object({
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  answer: CheckPage,
  example: { answer: onlyPage(checkSummaryExample) },
});
const one = operation({
  id: 'getCheck',
  method: 'GET',
  path: 'v1/checks/:checkId',
  permission: 'read',
  tag: 'Checks',
  summary: 'Get a check',
  params: byId,
  answer: Check,
  example: { answer: checkExample },
});
const answers = operation({
  id: 'listCheckAnswers',
  method: 'GET',
  path: 'v1/checks/:checkId/answers',
  permission: 'read',
  tag: 'Checks',
  summary: 'List the answers of a check',
  description: 'Client by client.',
  params: byId,
  query: Type.Object({
    answer: Type.Optional(wordOf(ANSWERS)),
    limit: Type.Integer({ minimum: 1, maximum: 1_000, default: 100 }),
    cursor: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  answer: CheckAnswerPage,
  example: { answer: onlyPage(checkAnswerExample) },
});
const csv = operation({
  id: 'exportCheckAnswers',
  method: 'GET',
  path: 'v1/checks/:checkId/answers.csv',
  permission: 'read',
  tag: 'Checks',
  summary: 'Export the answers of a check as CSV',
  description: 'All of them, or only the clients with one `answer`.',
  params: byId,
  query: Type.Object({ answer: Type.Optional(wordOf(ANSWERS)) }),
  mediaType: 'text/csv',
});
const reconciliation = operation({
  id: 'reconcileCheck',
  method: 'GET',
  path: 'v1/checks/:checkId/reconciliation',
  permission: 'read',
  wholeBook: true,
  tag: 'Checks',
  summary: 'Compare a check with what was sent',
  description: 'Compares the contacts and campaigns that name the check as their `checkId` with what it had answered.',
  params: byId,
  answer: Reconciliation,
  example: { answer: reconciliationExample },
});

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
      const rows = await answersOf(sql, params.checkId, query.answer ?? null, Number(after), query.limit + 1);
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
    response.type('text/csv; charset=utf-8').attachment(`${params.checkId}.csv`);
    await toldSteadily(response, this.csvOf(params.checkId, query.answer ?? null));
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

function lineOf({ clientId, entityId, answer, verdict, body }: CheckAnswerRow): string {
  const { explanation } = JSON.parse(body) as Static<typeof CheckAnswer>;
  return csvLine([clientId, entityId, answer, verdict, explanation]);
}
