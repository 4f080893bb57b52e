import { Controller } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import {
  addSilence,
  approveSilence,
  databaseTime,
  endSilence,
  lockSilence,
  silenceNeedsSecond,
  silences,
  wakeHeldGroups,
  recordAudit,
  type SilenceRow,
  type Tx,
} from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { requireSecondPerson } from '../access/second-person.js';
import { isWithin, touches, withinEntities } from '../access/within-entities.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { shownTo } from './silences-shown.js';
import { itemOf, stateOf } from './silence-state.js';
import { approve, create, end, list } from './silences.operations.js';

const LONGEST_MS = 366 * 86_400_000;

@Controller()
export class SilencesController {
  constructor(private readonly database: Database) {}

  @Handles(list)
  list(@Input() { query }: InputOf<typeof list>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof list>> {
    return this.database.read(async (sql) => {
      const before = decodeCursor(query.cursor, ['time', 'text']);
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
      const now = new Date(await databaseTime(tx));
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
      if (stateOf(before, new Date(await databaseTime(tx))) !== 'WAITING') {
        throw new Problem('REFUSED', 'This silence does not wait for approval.');
      }
      await requireSecondPerson(tx, before.createdBy, caller, {
        by: create,
        reaches: (entities) => isWithin(before.matchers, entities),
      });
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
    return itemOf(after, new Date(await databaseTime(tx)));
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
