import { Controller } from '@nestjs/common';
import { CalledBy, type Caller } from '../access/caller.js';
import { ForeignFacts } from '../access/foreign-facts.js';
import { CountedAnswers } from '../counted-answers.js';
import { Database } from '../database.js';
import { HealthReader } from '../health/health-reader.js';
import { Input } from '../http/checked-input.js';
import { Asked, type HowAsked } from '../http/how-asked.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Rules } from '../rules.js';
import { driftOf } from './drift.js';
import { countsOf, operatingOf } from './overview-counts.js';
import { drift, overview } from './overview.operations.js';

@Controller()
export class OverviewController {
  private readonly counted: CountedAnswers<Awaited<ReturnType<typeof countsOf>>>;

  constructor(
    private readonly database: Database,
    private readonly rules: Rules,
    private readonly health: HealthReader,
    private readonly foreign: ForeignFacts,
  ) {
    this.counted = new CountedAnswers(database);
  }

  @Handles(overview)
  async overview(@CalledBy() caller: Caller, @Asked() asked: HowAsked): Promise<AnswerOf<typeof overview>> {
    const operating = operatingOf(await this.health.read());
    const { version, pack } = await this.database.read((sql) => this.rules.current(sql));
    const counts = await this.counted.answer(JSON.stringify([caller.entities, version]), asked, () =>
      this.database.read((sql) => countsOf(sql, caller, pack, this.foreign)),
    );
    return { ...counts, ...operating };
  }

  @Handles(drift)
  drift(@Input() { query }: InputOf<typeof drift>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof drift>> {
    return this.database.read((sql) => driftOf(sql, caller, query.entityId));
  }
}
