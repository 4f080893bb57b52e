import { Controller, Res, type OnModuleDestroy } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import type { Response } from 'express';
import { replay, type ReplayOptions } from '#history';
import { readOnly, recordAudit, type Sql } from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Lines } from '../http/lines.js';
import { Handles, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { ReplayAnswer } from './replay.shapes.js';
import { replayHistory } from './replay.operations.js';

/** Each goes through the whole past of whom it is about. */
const AT_ONCE_MAX = 2;

type ReplayLine = Static<typeof ReplayAnswer>;

/** History once more, for auditors: reads only, and sends nothing. */
@Controller()
export class ReplayController implements OnModuleDestroy {
  private readonly stopping = new AbortController();
  private underWay = 0;

  constructor(private readonly database: Database) {}

  onModuleDestroy(): void {
    this.stopping.abort(new Error('The api is about to end.'));
  }

  @Handles(replayHistory)
  async replay(
    @Input() { query }: InputOf<typeof replayHistory>,
    @CalledBy() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    const { clientId, entityId } = query;
    const options = { clientId, entityId, from: msOf(query.from), to: msOf(query.to) };
    if (options.from !== undefined && options.to !== undefined && options.to <= options.from)
      throw new Problem('INVALID_INPUT', 'query/to must be after query/from');
    if (this.underWay >= AT_ONCE_MAX)
      throw new Problem('TOO_MANY_REQUESTS', `${this.underWay} replays are under way. Wait until one has ended.`);
    this.underWay += 1;
    try {
      // It gives out what happened to everybody, or to one client.
      await this.database.write((tx) => recordAudit(tx, caller, 'replay.take', clientId ?? 'replay', null, query));
      await this.database.withSession((session) => readOnly(session, (sql) => this.tell(sql, options, response)));
    } finally {
      this.underWay -= 1;
    }
  }

  private async tell(sql: Sql, options: ReplayOptions, response: Response): Promise<void> {
    const lines = new Lines(response);
    const tell = (line: ReplayLine): Promise<void> => lines.tell(line);
    const signal = AbortSignal.any([lines.signal, this.stopping.signal]);
    let [done, total] = [0, 0];
    const onProgress = (more: number, all: number): void => {
      [done, total] = [done + more, all];
      lines.note({ kind: 'progress', done, total } satisfies ReplayLine);
    };
    const changes = replay(sql, { ...options, signal, onProgress });
    try {
      for (;;) {
        const next = await changes.next();
        if (next.done === true) {
          await tell({ kind: 'end', ...next.value });
          break;
        }
        await tell({ kind: 'change', ...(next.value as Omit<Extract<ReplayLine, { kind: 'change' }>, 'kind'>) });
      }
      lines.end();
    } catch (error) {
      if (!lines.signal.aborted) throw error;
    }
  }
}

const msOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Date.parse(text));
