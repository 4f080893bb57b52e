import { Controller } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import {
  addSilence,
  approveSilence,
  endSilence,
  lockSilence,
  silenceNeedsSecond,
  silences,
  wakeHeldGroups,
  type SilenceRow,
  type Tx,
} from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { recordAudit } from '../access/record-audit.js';
import { requireSecondPerson } from '../access/second-person.js';
import { isWithin, touches, withinEntities } from '../access/within-entities.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, operation, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { At, Name, onlyPage, Reason } from '../http/shape.js';
import { AlertMatcher, Silence, SilencePage } from '../receivers/receivers.shapes.js';
import { silenceExample } from '../receivers/receivers.examples.js';
import { shownTo } from './silences.queries.js';
import { itemOf, stateOf } from './silence-state.js';

const byId = Type.Object({ silenceId: Name });
const list = operation({
  id: 'listSilences',
  method: 'GET',
  path: 'v1/silences',
  permission: 'read',
  tag: 'Silences',
  summary: 'List silences',
  description: 'Those that are over as well. Newest first.',
  query: Type.Object({
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  answer: SilencePage,
  example: { answer: onlyPage(silenceExample) },
});
const create = operation({
  id: 'createSilence',
  method: 'POST',
  path: 'v1/silences',
  permission: 'work-alerts',
  tag: 'Silences',
  summary: 'Silence alerts',
  description:
    'Until it ends, no notices of the matching alerts are sent. A silence that is long, alone or together with earlier ones, has no effect until a second person approves it.',
  body: Type.Object(
    {
      matchers: Type.Array(AlertMatcher, {
        minItems: 1,
        maxItems: 20,
        description: 'An alert is silenced if it meets all of these.',
      }),
      reason: Reason,
      until: At,
    },
    { additionalProperties: false },
  ),
  answer: Silence,
  status: 201,
  example: {
    body: { matchers: silenceExample.matchers, reason: silenceExample.reason, until: silenceExample.until },
    answer: silenceExample,
  },
});
const approve = operation({
  id: 'approveSilence',
  method: 'POST',
  path: 'v1/silences/:silenceId/approve',
  permission: 'approve',
  takesTwo: true,
  tag: 'Silences',
  summary: 'Approve a silence',
  description: 'One that somebody else made and that is too long for one person.',
  params: byId,
  answer: Silence,
  example: { answer: { ...silenceExample, approvedBy: 'bo@bank.example', state: 'IN_FORCE' } },
});
const end = operation({
  id: 'endSilence',
  method: 'DELETE',
  path: 'v1/silences/:silenceId',
  permission: 'work-alerts',
  tag: 'Silences',
  summary: 'End a silence',
  description: 'At once. Notices that it held back are sent where they still apply.',
  params: byId,
  answer: Silence,
  example: {
    answer: { ...silenceExample, state: 'ENDED', endedBy: 'ann@bank.example', endedAt: '2026-03-04T09:00:00.000Z' },
  },
});

const LONGEST_MS = 366 * 86_400_000;

@Controller()
export class SilencesController {
  constructor(private readonly database: Database) {}

  @Handles(list)
  list(@Input() { query }: InputOf<typeof list>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof list>> {
    return this.database.read(async (sql) => {
      const [createdAt, silenceId] = decodeCursor(query.cursor, ['time', 'text']) ?? [];
      const before = createdAt === undefined ? null : ([String(createdAt), String(silenceId)] as const);
      const rows = await silences(sql, before, query.limit + 1);
      const now = new Date();
      const page = pageOfRows(
        rows,
        query.limit,
        (row) => row.sortKey,
        (row) => itemOf(row, now),
      );
      return { ...page, items: await shownTo(sql, caller, page.items) };
    });
  }

  @Handles(create)
  create(@Input() { body }: InputOf<typeof create>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof create>> {
    return this.database.write(async (tx) => {
      const now = await databaseTime(tx);
      const until = new Date(body.until);
      // Written so that what is no date fails too.
      if (!(until > now && until.getTime() - now.getTime() <= LONGEST_MS)) {
        throw new Problem('INVALID_INPUT', 'body/until must be a moment within the next 366 days');
      }
      const matchers = withinEntities(body.matchers, caller);
      const silenceId = `sil-${randomBytes(8).toString('hex')}`;
      await addSilence(tx, {
        silenceId,
        matchers,
        reason: body.reason,
        createdBy: caller.personId,
        until,
        needsSecond: await silenceNeedsSecond(tx, matchers, until),
      });
      return this.changed(tx, silenceId, caller, 'silence.create', null);
    });
  }

  @Handles(approve)
  approve(@Input() { params }: InputOf<typeof approve>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof approve>> {
    return this.database.write(async (tx) => {
      const before = await own(tx, params.silenceId, caller);
      if (stateOf(before, await databaseTime(tx)) !== 'WAITING') {
        throw new Problem('REFUSED', 'This silence does not wait for approval.');
      }
      await requireSecondPerson(tx, before.createdBy, caller);
      await approveSilence(tx, params.silenceId, caller.personId);
      return this.changed(tx, params.silenceId, caller, 'silence.approve', before);
    });
  }

  @Handles(end)
  end(@Input() { params }: InputOf<typeof end>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof end>> {
    return this.database.write(async (tx) => {
      const before = await own(tx, params.silenceId, caller);
      if (before.endedAt !== null) throw new Problem('REFUSED', 'This silence was ended already.');
      await endSilence(tx, params.silenceId, caller.personId);
      await wakeHeldGroups(tx);
      return this.changed(tx, params.silenceId, caller, 'silence.end', before);
    });
  }

  private async changed(
    tx: Tx,
    silenceId: string,
    caller: Caller,
    operationName: string,
    before: SilenceRow | null,
  ): Promise<AnswerOf<typeof end>> {
    const after = await own(tx, silenceId, caller);
    await recordAudit(tx, caller, operationName, silenceId, before, after);
    return itemOf(after, await databaseTime(tx));
  }
}

/** @throws Problem NOT_FOUND, or NOT_PERMITTED for one that reaches further than the caller's roles */
async function own(tx: Tx, silenceId: string, caller: Caller): Promise<SilenceRow> {
  const silence = await lockSilence(tx, silenceId);
  if (silence === undefined || !touches(silence.matchers, caller.entities)) {
    throw new Problem('NOT_FOUND', `No silence has the id ${silenceId}.`);
  }
  if (!isWithin(silence.matchers, caller.entities)) {
    throw new Problem('NOT_PERMITTED', 'This silence also concerns entities that your roles don’t reach.');
  }
  return silence;
}

/** The clock by which silences begin and end. */
async function databaseTime(tx: Tx): Promise<Date> {
  const [row] = await tx.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  if (row === undefined) throw new Error('The database told no time.');
  return row.now;
}
