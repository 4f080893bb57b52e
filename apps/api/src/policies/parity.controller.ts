import { Controller } from '@nestjs/common';
import { lastParity } from '#store';
import { backtestItem } from '../backtests/backtest-items.js';
import { Database } from '../database.js';
import { Handles, operation, type AnswerOf } from '../http/operation.js';
import { Parity } from './policies.shapes.js';
import { parityExample } from './policies.examples.js';

const parity = operation({
  id: 'getParity',
  method: 'GET',
  path: 'v1/parity',
  permission: 'read-past',
  wholeBook: true,
  tag: 'Policies',
  summary: 'Compare recorded alerts with the rules',
  description:
    'The last daily comparison: whether the pack in force, applied to the whole history, gives exactly the alerts on record. Its differences are those of the backtest.',
  answer: Parity,
  example: { answer: parityExample },
});

@Controller()
export class ParityController {
  constructor(private readonly database: Database) {}

  @Handles(parity)
  async parity(): Promise<AnswerOf<typeof parity>> {
    const last = await this.database.read(lastParity);
    if (last === undefined) return { equal: null, differences: null, last: null };
    const differences = last.added + last.gone + last.changed;
    return { equal: differences === 0, differences, last: backtestItem(last, new Date()) };
  }
}
