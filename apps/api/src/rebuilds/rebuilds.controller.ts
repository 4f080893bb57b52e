import { Controller } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import {
  addRebuild,
  approveDifferences,
  COMMAND_LINE,
  countRebuildDifferences,
  dropOldRows,
  forgetJudged,
  moveRebuild,
  rebuildDifferences,
  rebuildOf,
  rebuilds,
  recordAudit,
  type RebuildRow,
  type RebuildStage,
  type RebuildStep,
  type Sql,
  type StoredDifference,
  type Tx,
} from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { requireSecondPerson } from '../access/second-person.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { rebuildItem } from './rebuild-item.js';
import { approve, cancel, create, differences, list, one, rollBack } from './rebuilds.operations.js';
import { RebuildRunner } from './rebuild-runner.js';

type Item = AnswerOf<typeof one>;

@Controller()
export class RebuildsController {
  constructor(
    private readonly database: Database,
    private readonly runner: RebuildRunner,
  ) {}

  @Handles(list)
  list(): Promise<AnswerOf<typeof list>> {
    return this.database.read(async (sql) => {
      const items: Item[] = [];
      for (const row of await rebuilds(sql, 50)) items.push(await itemOf(sql, row));
      return { items };
    });
  }

  @Handles(create)
  create(@Input() { body }: InputOf<typeof create>, @CalledBy() caller: Caller): Promise<Item> {
    const rebuildId = randomUUID();
    return this.change(rebuildId, async (tx) => {
      await addRebuild(tx, { rebuildId, compareOnly: body.compareOnly, createdBy: caller.personId }).catch(
        refuseSecond,
      );
      await recordAudit(tx, caller, 'rebuild.create', rebuildId, null, body);
    });
  }

  @Handles(one)
  one(@Input() { params }: InputOf<typeof one>): Promise<Item> {
    return this.database.read(async (sql) => itemOf(sql, await rowOf(sql, params.rebuildId)));
  }

  @Handles(differences)
  differences(@Input() { params, query }: InputOf<typeof differences>): Promise<AnswerOf<typeof differences>> {
    return this.database.read(async (sql) => {
      await rowOf(sql, params.rebuildId);
      const { change = null, kind = null, clientId = null, limit } = query;
      const [last = 0] = decodeCursor(query.cursor, ['count']) ?? [];
      const filter = { change, kind, clientId };
      const rows = await rebuildDifferences(sql, params.rebuildId, filter, last, limit + 1);
      return pageOfRows(rows, limit, (row) => [row.ordinal], differenceItem);
    });
  }

  @Handles(approve)
  approve(@Input() { params }: InputOf<typeof approve>, @CalledBy() caller: Caller): Promise<Item> {
    return this.change(params.rebuildId, async (tx, found) => {
      const before = found ?? notKnown(params.rebuildId);
      if (before.stage !== 'COMPARED') throw new Problem('REFUSED', 'This rebuild does not wait for approval.');
      // The command line is nobody's session or key.
      if (before.createdBy !== COMMAND_LINE) {
        await requireSecondPerson(tx, before.createdBy, caller, { by: create });
      }
      await move(tx, before, ['COMPARED'], { stage: 'CUTTING_OVER', approved_by: caller.personId });
      await approveDifferences(tx, before.rebuildId);
      await recordAudit(tx, caller, 'rebuild.approve', before.rebuildId, { stage: before.stage }, null);
    });
  }

  @Handles(rollBack)
  rollBack(@Input() { params }: InputOf<typeof rollBack>, @CalledBy() caller: Caller): Promise<Item> {
    return this.change(params.rebuildId, async (tx, found) => {
      const before = found ?? notKnown(params.rebuildId);
      if (before.stage !== 'IN_USE')
        throw new Problem(
          'REFUSED',
          'This rebuild can’t be rolled back: its rows are not in use, or the ones before were discarded.',
        );
      await move(tx, before, ['IN_USE'], { stage: 'ROLLING_BACK', rolled_back_by: caller.personId }).catch(
        refuseSecond,
      );
      await recordAudit(tx, caller, 'rebuild.roll-back', before.rebuildId, { stage: before.stage }, null);
    });
  }

  @Handles(cancel)
  cancel(@Input() { params }: InputOf<typeof cancel>, @CalledBy() caller: Caller): Promise<Item> {
    return this.change(params.rebuildId, async (tx, found) => {
      const before = found ?? notKnown(params.rebuildId);
      const inUse = before.stage === 'IN_USE';
      await move(tx, before, [...UNDER_WAY, 'IN_USE'], { stage: inUse ? 'DISCARDED' : 'CANCELLED' });
      if (inUse) await dropOldRows(tx);
      else await forgetJudged(tx, before.rebuildId);
      await recordAudit(tx, caller, 'rebuild.cancel', before.rebuildId, { stage: before.stage }, null);
    });
  }

  /** One transaction, after which the rebuild is looked at. */
  private async change(
    rebuildId: string,
    work: (tx: Tx, found: RebuildRow | undefined) => Promise<void>,
  ): Promise<Item> {
    const item = await this.database.write(async (tx) => {
      await work(tx, await rebuildOf(tx, rebuildId));
      return itemOf(tx, await rowOf(tx, rebuildId));
    });
    this.runner.ring();
    return item;
  }
}

/** What can still be given up. */
const UNDER_WAY: readonly RebuildStage[] = ['WAITING', 'BUILDING', 'CATCHING_UP', 'COMPARED', 'CUTTING_OVER'];

async function move(tx: Tx, before: RebuildRow, from: readonly RebuildStage[], step: RebuildStep): Promise<void> {
  if (!(await moveRebuild(tx, before.rebuildId, from, step)))
    throw new Problem('REFUSED', 'This rebuild has gone on to another stage meanwhile, or has ended.');
}

async function rowOf(sql: Sql, rebuildId: string): Promise<RebuildRow> {
  return (await rebuildOf(sql, rebuildId)) ?? notKnown(rebuildId);
}

function notKnown(rebuildId: string): never {
  throw new Problem('NOT_FOUND', `No rebuild has the id ${rebuildId}.`);
}

const itemOf = async (sql: Sql, row: RebuildRow): Promise<Item> =>
  rebuildItem(row, await countRebuildDifferences(sql, row.rebuildId), new Date());

function differenceItem({ before, after, cause, ...row }: StoredDifference) {
  return {
    ...row,
    cause: cause as AnswerOf<typeof differences>['items'][number]['cause'],
    before: JSON.parse(before ?? 'null') as unknown,
    after: JSON.parse(after ?? 'null') as unknown,
  };
}

function refuseSecond(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === '23505') {
    throw new Problem('REFUSED', 'Another rebuild is under way or waits for approval.');
  }
  throw error;
}
