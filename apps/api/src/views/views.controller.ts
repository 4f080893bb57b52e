import { Controller } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { recordAudit, removeView, savedViews, saveView, type SavedView } from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { list, remove, save } from './views.operations.js';

const OWN_MAX = 100;

@Controller()
export class ViewsController {
  constructor(private readonly database: Database) {}

  @Handles(list)
  async list(@CalledBy() { answersTo, entities }: Caller): Promise<AnswerOf<typeof list>> {
    const views = await this.database.read((sql) => savedViews(sql, answersTo, entities));
    return { items: views.map((view) => itemOf(view, answersTo)) };
  }

  @Handles(save)
  save(@Input() { body }: InputOf<typeof save>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof save>> {
    const owner = caller.answersTo;
    return this.database.write(async (tx) => {
      const viewId = `view-${randomBytes(8).toString('hex')}`;
      const saved = await saveView(tx, { viewId, owner, ...body }, OWN_MAX);
      if (saved === undefined)
        throw new Problem('REFUSED', `You have ${OWN_MAX} views already. Delete one of them first.`);
      await recordAudit(tx, caller, 'view.save', saved.viewId, null, saved);
      return itemOf(saved, owner);
    });
  }

  @Handles(remove)
  remove(@Input() { params }: InputOf<typeof remove>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof remove>> {
    return this.database.write(async (tx) => {
      const removed = await removeView(tx, params.viewId, caller.answersTo);
      if (removed === undefined) throw new Problem('NOT_FOUND', `You have no view with the id ${params.viewId}.`);
      await recordAudit(tx, caller, 'view.delete', params.viewId, removed, null);
      return itemOf(removed, caller.answersTo);
    });
  }
}

const itemOf = ({ viewId, name, owner, shared, search }: SavedView, me: string): AnswerOf<typeof save> => ({
  ...{ viewId, name, owner, shared, search },
  mine: owner === me,
});
