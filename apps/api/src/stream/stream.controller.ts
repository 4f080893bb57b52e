import { Controller, Headers, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { readCheckpoint } from '#log';
import { CalledBy, type Caller } from '../access/caller.js';
import { callerOf } from '../access/caller-of.js';
import { changeOf } from '../alerts/alert-history.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Handles, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { LiveLog, type LogSlice } from './live-log.js';
import { OpenStreams } from './open-streams.js';
import { stream } from './stream.operations.js';

const HEARTBEAT_MS = 15_000;

/** A reader that is so far behind is let go; it comes back with its Last-Event-ID. */
const BUFFERED_BYTES_MAX = 4 * 1024 * 1024;

@Controller()
export class StreamController {
  constructor(
    private readonly live: LiveLog,
    private readonly database: Database,
    private readonly open: OpenStreams,
  ) {}

  @Handles(stream)
  async stream(
    @Input() { query }: InputOf<typeof stream>,
    @CalledBy() caller: Caller,
    @Req() request: Request,
    @Res() response: Response,
    @Headers('last-event-id') lastId?: string,
  ): Promise<void> {
    const asked = lastId ?? query.since;
    const from = asked === undefined || asked === '' ? undefined : readCheckpoint(asked);
    if (from === null) throw new Problem('INVALID_INPUT', 'Last-Event-ID is not one that this stream gave out');
    const leave = this.open.enter(caller.answersTo);
    response.once('close', leave);
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    response.write('retry: 1000\n\n');
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const heartbeat = setInterval(() => {
      response.write('event: heartbeat\ndata: {}\n\n');
      void this.isStill(caller, request).then((still) => still || gone.abort());
    }, HEARTBEAT_MS);
    try {
      for await (const slice of this.live.follow(from, gone.signal)) {
        if (slice.facts.length > 0 && !(await this.isStill(caller, request))) break;
        response.write(textOf(slice, caller));
        if (response.writableLength > BUFFERED_BYTES_MAX) break;
      }
    } finally {
      clearInterval(heartbeat);
      response.end();
    }
  }

  /** Whoever signs out, or is given other rights, is not told what they were told before. */
  private async isStill({ personId, entities }: Caller, request: Request): Promise<boolean> {
    const now = await this.database.read((sql) => callerOf(sql, request)).catch(() => undefined);
    const same = now?.personId === personId && JSON.stringify(now.entities) === JSON.stringify(entities);
    return same && now.permissions.includes(stream.permission);
  }
}

/** One event a change; the id comes with the last, when the whole of a reading has been told. */
function textOf({ facts, id }: LogSlice, { entities }: Caller): string {
  const visible = facts.filter((fact) => entities === null || entities.includes(fact.entityId));
  const events = visible.map((fact) => `event: alert\ndata: ${JSON.stringify(changeOf(fact))}\n`);
  const last = events.pop();
  // An id that stands alone moves the client on without telling it anything.
  return `${events.map((event) => `${event}\n`).join('')}${last ?? 'event: heartbeat\ndata: {}\n'}id: ${id}\n\n`;
}
