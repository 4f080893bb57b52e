import { Controller } from '@nestjs/common';
import { lastParity } from '#store';
import { backtestItem } from '../backtests/backtest-items.js';
import { Database } from '../database.js';
import { Handles, type AnswerOf } from '../http/operation.js';
import { parity } from './parity.operations.js';

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
