import { Controller } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { CalledBy, type Caller } from '../access/caller.js';
import { ForeignFacts } from '../access/foreign-facts.js';
import { Database } from '../database.js';
import { HealthReader } from '../health/health.queries.js';
import { Input } from '../http/checked-input.js';
import { Handles, operation, type AnswerOf, type InputOf } from '../http/operation.js';
import { Name } from '../http/shape.js';
import { Rules } from '../rules.js';
import { Steady } from '../steady.js';
import { Drift, Overview } from './overview.shapes.js';
import { driftExample, overviewExample } from './overview.examples.js';
import { driftOf } from './drift.queries.js';
import { countsOf, operatingOf } from './overview.queries.js';

const overview = operation({
  id: 'overview',
  method: 'GET',
  path: 'v1/overview',
  permission: 'read',
  tag: 'Overview',
  summary: 'Show the overview',
  description: 'Open alerts, clients and causes in numbers, and how far reading and judging have come.',
  answer: Overview,
  example: { answer: overviewExample },
});
const drift = operation({
  id: 'drift',
  method: 'GET',
  path: 'v1/drift',
  permission: 'read',
  tag: 'Overview',
  summary: 'Show the drift matrix',
  description:
    'For each service and each class of asset: how many clients asked for it, and for how many it was marketed or switched on beyond what they asked for.',
  query: Type.Object({ entityId: Type.Optional(Name) }),
  answer: Drift,
  example: { answer: driftExample },
});

@Controller()
export class OverviewController {
  private readonly counted = new Steady<Awaited<ReturnType<typeof countsOf>>>();

  constructor(
    private readonly database: Database,
    private readonly rules: Rules,
    private readonly health: HealthReader,
    private readonly foreign: ForeignFacts,
  ) {}

  @Handles(overview)
  async overview(@CalledBy() caller: Caller): Promise<AnswerOf<typeof overview>> {
    const operating = operatingOf(await this.health.read());
    const { version, pack } = await this.database.read((sql) => this.rules.current(sql));
    const counts = await this.counted.answer(JSON.stringify([caller.entities, version]), () =>
      this.database.read((sql) => countsOf(sql, caller, pack, this.foreign)),
    );
    return { ...counts, ...operating };
  }

  @Handles(drift)
  drift(@Input() { query }: InputOf<typeof drift>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof drift>> {
    return this.database.read((sql) => driftOf(sql, caller, query.entityId));
  }
}
