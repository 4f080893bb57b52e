import { Controller } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import { namesSomeClient } from '#history';
import {
  addRejectionStep,
  lockRejectionSteps,
  rejectionNamesClient,
  rejectionStanding,
  rejectionSteps,
  recordAudit,
  type RejectionStanding,
  type RejectionStep,
  type Sql,
  type Tx,
} from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { requireSecondPerson } from '../access/second-person.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import type { Rejection } from './rejections.shapes.js';
import { Redriver } from './redriver.js';
import { groupOf, itemOf } from './rejection-item.js';
import { rejectionGroups, rejectionNamed, rejectionRows } from './rejections.queries.js';
import {
  approve,
  decideSeveral,
  groups,
  list,
  one,
  redrive,
  redriveSeveral,
  reject,
  setAside,
  setSeveralAside,
} from './rejections.operations.js';

/** What could not be taken: taken up again, or set aside with a reason, by two people where it names a client. */
@Controller()
export class RejectionsController {
  constructor(
    private readonly database: Database,
    private readonly redriver: Redriver,
  ) {}

  @Handles(list)
  list(@Input() { query }: InputOf<typeof list>): Promise<AnswerOf<typeof list>> {
    return this.database.read(async (sql) => {
      const [before = null] = decodeCursor(query.cursor, ['count']) ?? [];
      const rows = await rejectionRows(sql, query, before, query.limit + 1);
      return pageOfRows(rows, query.limit, (row) => [row.position], itemOf);
    });
  }

  @Handles(groups)
  groups(@Input() { query }: InputOf<typeof groups>): Promise<AnswerOf<typeof groups>> {
    return this.database.read(async (sql) => {
      const { rows, total } = await rejectionGroups(sql, query, GROUPS_MAX);
      return { items: rows.map(groupOf), total };
    });
  }

  @Handles(one)
  one(@Input() { params }: InputOf<typeof one>): Promise<AnswerOf<typeof one>> {
    return this.database.read((sql) => itemNamed(sql, params.rejectionId));
  }

  @Handles(redrive)
  redrive(@Input() { params }: InputOf<typeof redrive>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof redrive>> {
    return this.takeUp(params.rejectionId, caller);
  }

  @Handles(redriveSeveral)
  redriveSeveral(
    @Input() { body }: InputOf<typeof redriveSeveral>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof redriveSeveral>> {
    return eachOf(body.rejectionIds, (rejectionId) => this.takeUp(rejectionId, caller));
  }

  private async takeUp(rejectionId: string, caller: Caller): Promise<Item> {
    const outcome = await this.redriver.redrive(rejectionId);
    if (outcome === null)
      throw new Problem('NOT_FOUND', `No rejection with the id ${rejectionId} waits to be taken up again.`);
    return this.database.write(async (tx) => {
      await recordAudit(tx, caller, 'rejection.redrive', rejectionId, null, outcome);
      return itemNamed(tx, rejectionId);
    });
  }

  @Handles(setAside)
  setAside(
    @Input() { params, body }: InputOf<typeof setAside>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof setAside>> {
    return this.putAside(params.rejectionId, caller, body.reason);
  }

  @Handles(setSeveralAside)
  setSeveralAside(
    @Input() { body }: InputOf<typeof setSeveralAside>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof setSeveralAside>> {
    return eachOf(body.rejectionIds, (rejectionId) => this.putAside(rejectionId, caller, body.reason));
  }

  private putAside(rejectionId: string, caller: Caller, reason: string): Promise<Item> {
    return this.database.write(async (tx) => {
      const { standing } = await decidable(tx, rejectionId);
      if (standing === 'PROPOSED')
        throw new Problem('REFUSED', 'Somebody has proposed already to set this message aside.');
      // The database refuses what it sees itself; it does not see each way in which a name can be written.
      const takesTwo = (await rejectionNamesClient(tx, rejectionId)) || (await namesSomeClient(tx, rejectionId));
      return decide(tx, rejectionId, caller, takesTwo ? 'PROPOSED' : 'SET_ASIDE', reason);
    });
  }

  @Handles(approve)
  approve(@Input() { params }: InputOf<typeof approve>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof approve>> {
    return this.agree(params.rejectionId, caller);
  }

  @Handles(decideSeveral)
  decideSeveral(
    @Input() { body }: InputOf<typeof decideSeveral>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof decideSeveral>> {
    const { rejectionIds, decision, reason } = body;
    if (decision === 'approve' && reason !== undefined)
      throw new Problem('INVALID_INPUT', 'body/reason must not be given with an approval');
    return eachOf(rejectionIds, (rejectionId) =>
      decision === 'approve' ? this.agree(rejectionId, caller) : this.turnDown(rejectionId, caller, reason),
    );
  }

  private agree(rejectionId: string, caller: Caller): Promise<Item> {
    return this.database.write(async (tx) => {
      const proposal = await proposed(tx, rejectionId);
      await requireSecondPerson(tx, proposal.actor, caller, { by: setAside });
      return decide(tx, rejectionId, caller, 'SET_ASIDE', proposal.reason);
    });
  }

  @Handles(reject)
  reject(
    @Input() { params, body }: InputOf<typeof reject>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof reject>> {
    return this.turnDown(params.rejectionId, caller, body.reason);
  }

  private turnDown(rejectionId: string, caller: Caller, reason: string | undefined): Promise<Item> {
    return this.database.write(async (tx) => {
      await proposed(tx, rejectionId);
      return decide(tx, rejectionId, caller, 'TURNED_DOWN', reason ?? null);
    });
  }
}

type Item = Static<typeof Rejection>;
const GROUPS_MAX = 200;

/** One after the other, each in a transaction of its own: what is refused of one is nothing to the others. */
async function eachOf(
  rejectionIds: readonly string[],
  take: (rejectionId: string) => Promise<Item>,
): Promise<AnswerOf<typeof redriveSeveral>> {
  const outcome: AnswerOf<typeof redriveSeveral> = { done: [], refused: [] };
  for (const rejectionId of rejectionIds) {
    try {
      const { standing } = await take(rejectionId);
      outcome.done.push({ rejectionId, standing });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      outcome.refused.push({ rejectionId, code: error.code, message: error.detail });
    }
  }
  return outcome;
}

interface Decidable {
  readonly standing: Exclude<RejectionStanding, 'SETTLED' | 'SET_ASIDE'>;
  readonly steps: readonly RejectionStep[];
}

/** A rejection about which something can still be decided, locked. */
async function decidable(tx: Tx, rejectionId: string): Promise<Decidable> {
  await lockRejectionSteps(tx, rejectionId);
  const standing = await rejectionStanding(tx, rejectionId);
  if (standing === undefined) throw new Problem('NOT_FOUND', `No rejection has the id ${rejectionId}.`);
  if (standing === 'SETTLED') throw new Problem('REFUSED', 'This message was processed again and is settled.');
  if (standing === 'SET_ASIDE') throw new Problem('REFUSED', 'This message was set aside already.');
  return { standing, steps: await rejectionSteps(tx, rejectionId) };
}

async function proposed(tx: Tx, rejectionId: string): Promise<RejectionStep> {
  const { standing, steps } = await decidable(tx, rejectionId);
  const last = steps.at(-1);
  if (standing !== 'PROPOSED' || last === undefined) {
    throw new Problem('REFUSED', 'Nobody has proposed to set this message aside.');
  }
  return last;
}

async function decide(
  tx: Tx,
  rejectionId: string,
  caller: Caller,
  kind: RejectionStep['kind'],
  reason: string | null,
): Promise<Item> {
  const before = await rejectionStanding(tx, rejectionId);
  await addRejectionStep(tx, rejectionId, { kind, actor: caller.personId, reason });
  await recordAudit(tx, caller, AUDITED[kind], rejectionId, { standing: before }, { standing: kind, reason });
  return itemNamed(tx, rejectionId);
}

const AUDITED = {
  PROPOSED: 'rejection.propose-set-aside',
  SET_ASIDE: 'rejection.set-aside',
  TURNED_DOWN: 'rejection.reject-set-aside',
} as const satisfies Record<RejectionStep['kind'], string>;

async function itemNamed(sql: Sql, rejectionId: string): Promise<Item> {
  const row = await rejectionNamed(sql, rejectionId);
  if (row === undefined) throw new Problem('NOT_FOUND', `No rejection has the id ${rejectionId}.`);
  return itemOf(row);
}
