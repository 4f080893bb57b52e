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
import { itemOf } from './rejection-item.js';
import { rejectionNamed, rejectionRows } from './rejections.queries.js';
import { approve, list, one, redrive, reject, setAside } from './rejections.operations.js';

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

  @Handles(one)
  one(@Input() { params }: InputOf<typeof one>): Promise<AnswerOf<typeof one>> {
    return this.database.read((sql) => itemNamed(sql, params.rejectionId));
  }

  @Handles(redrive)
  async redrive(
    @Input() { params }: InputOf<typeof redrive>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof redrive>> {
    const { rejectionId } = params;
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
    return this.database.write(async (tx) => {
      const { standing } = await decidable(tx, params.rejectionId);
      if (standing === 'PROPOSED')
        throw new Problem('REFUSED', 'Somebody has proposed already to set this message aside.');
      // The database refuses what it sees itself; it does not see each way in which a name can be written.
      const takesTwo =
        (await rejectionNamesClient(tx, params.rejectionId)) || (await namesSomeClient(tx, params.rejectionId));
      return decide(tx, params.rejectionId, caller, takesTwo ? 'PROPOSED' : 'SET_ASIDE', body.reason);
    });
  }

  @Handles(approve)
  approve(@Input() { params }: InputOf<typeof approve>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof approve>> {
    return this.database.write(async (tx) => {
      const proposal = await proposed(tx, params.rejectionId);
      await requireSecondPerson(tx, proposal.actor, caller, { by: setAside });
      return decide(tx, params.rejectionId, caller, 'SET_ASIDE', proposal.reason);
    });
  }

  @Handles(reject)
  reject(
    @Input() { params, body }: InputOf<typeof reject>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof reject>> {
    return this.database.write(async (tx) => {
      await proposed(tx, params.rejectionId);
      return decide(tx, params.rejectionId, caller, 'TURNED_DOWN', body.reason ?? null);
    });
  }
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
): Promise<Static<typeof Rejection>> {
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

async function itemNamed(sql: Sql, rejectionId: string): Promise<Static<typeof Rejection>> {
  const row = await rejectionNamed(sql, rejectionId);
  if (row === undefined) throw new Problem('NOT_FOUND', `No rejection has the id ${rejectionId}.`);
  return itemOf(row);
}
