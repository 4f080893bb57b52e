import { Controller } from '@nestjs/common';
import { noteVisit } from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { ForeignFacts } from '../access/foreign-facts.js';
import { CountedAnswers } from '../counted-answers.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Asked, type HowAsked } from '../http/how-asked.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Rules } from '../rules.js';
import { todayOf } from './today.js';
import { today, visit } from './today.operations.js';

@Controller()
export class TodayController {
  private readonly counted: CountedAnswers<AnswerOf<typeof today>>;

  constructor(
    private readonly database: Database,
    private readonly rules: Rules,
    private readonly foreign: ForeignFacts,
  ) {
    this.counted = new CountedAnswers(database);
  }

  @Handles(today)
  today(
    @Input() { query }: InputOf<typeof today>,
    @CalledBy() caller: Caller,
    @Asked() asked: HowAsked,
  ): Promise<AnswerOf<typeof today>> {
    const dayEnds = query.dayEnds ?? endOfUtcDay(new Date());
    const key = JSON.stringify([caller.personId, caller.permissions, caller.entities, dayEnds]);
    return this.counted.answer(key, asked, () =>
      this.database.snapshot(async (sql) => {
        const { pack } = await this.rules.current(sql);
        return todayOf(sql, caller, { pack, foreign: this.foreign, dayEnds });
      }),
    );
  }

  @Handles(visit)
  async visit(@CalledBy() { keyId, personId }: Caller): Promise<AnswerOf<typeof visit>> {
    // A program is no visitor.
    if (keyId !== null) return { before: null };
    const before = await this.database.write((tx) => noteVisit(tx, personId));
    return { before: before?.toISOString() ?? null };
  }
}

const endOfUtcDay = (at: Date): string =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + 1)).toISOString();
