import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { answeredBefore, keepAnswer, replaceAnswer, type Sql } from '#store';
import type { CalledRequest, Caller } from '../access/caller.js';
import { Database } from '../database.js';
import { keeping } from './kept-with.js';
import { Problem } from './problem.js';

/**
 * The same request under the same `Idempotency-Key` does nothing again and is answered as the first was. The answer is kept in
 * the transaction that does what is asked, so whoever is killed right after it does nothing twice either.
 */
@Injectable()
export class Idempotent implements NestInterceptor {
  /** Requests that are being handled now: a repetition waits for the first. */
  private readonly underWay = new Map<string, Promise<unknown>>();

  constructor(private readonly database: Database) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<CalledRequest>();
    const key = request.get('idempotency-key');
    if (request.method === 'GET' || key === undefined || request.caller === undefined) return next.handle();
    if (key.length < 1 || key.length > 200)
      throw new Problem('INVALID_INPUT', 'header/Idempotency-Key must have 1 to 200 characters');
    const { personId } = request.caller;
    const digest = digestOf(request, request.caller);
    const place = `${personId}\n${key}`;
    const before = this.underWay.get(place) ?? Promise.resolve();
    const handled = before
      .catch(() => undefined)
      .then(() => this.once({ personId, key, digest, response: http.getResponse<Response>() }, next));
    this.underWay.set(place, handled);
    const forget = (): void => {
      if (this.underWay.get(place) === handled) this.underWay.delete(place);
    };
    handled.then(forget, forget);
    return from(handled);
  }

  private async once(
    asked: { personId: string; key: string; digest: Buffer; response: Response },
    next: CallHandler,
  ): Promise<unknown> {
    const { personId, key, digest, response } = asked;
    const replayed = async (): Promise<{ readonly answer: unknown } | undefined> => {
      const known = await this.database.read((sql) => answeredBefore(sql, personId, key));
      if (known === undefined) return undefined;
      if (!known.request.equals(digest)) {
        throw new Problem(
          'IDEMPOTENCY_KEY_REUSED',
          'Another request was made under this Idempotency-Key, or you reached other entities then. Use a new one.',
        );
      }
      response.status(known.status).setHeader('Idempotency-Replayed', 'true');
      return { answer: known.answer === null ? undefined : (JSON.parse(known.answer) as unknown) };
    };
    const before = await replayed();
    if (before !== undefined) return before.answer;

    let kept: string | null | undefined;
    // What goes on after the answer is no part of the request any more.
    let isOver = false;
    const keep = async (sql: Sql, answer: unknown): Promise<void> => {
      if (isOver) return;
      const text = textOf(answer);
      const row = { personId, key, request: digest, status: response.statusCode, answer: text };
      if (kept !== undefined) await replaceAnswer(sql, row);
      else if (!(await keepAnswer(sql, row))) throw new CarriedOutMeanwhile();
      kept = text;
    };
    try {
      const handle = (): Promise<unknown> => lastValueFrom(next.handle(), { defaultValue: undefined });
      const answer = await keeping.run(keep, handle);
      if (kept === undefined || kept !== textOf(answer))
        await this.database.withSession(({ sql }) => keep(sql, answer));
      return answer;
    } catch (error) {
      const meanwhile = error instanceof CarriedOutMeanwhile ? await replayed() : undefined;
      if (meanwhile === undefined) throw error;
      return meanwhile.answer;
    } finally {
      isOver = true;
    }
  }
}

/** Another process has carried out the same request; what this one did of it is rolled back. */
class CarriedOutMeanwhile extends Error {}

/** Whoever reaches other entities now than then is not answered as they were then: that request was another one. */
function digestOf({ method, path, body }: CalledRequest, { entities }: Caller): Buffer {
  const reach = entities === null ? '' : `\n${JSON.stringify([...entities].sort())}`;
  return createHash('sha256')
    .update(`${method} ${path}\n${JSON.stringify(body ?? null)}${reach}`)
    .digest();
}

/** A secret is shown once, and kept nowhere. @returns `null` where nothing is answered */
const textOf = (answer: unknown): string | null =>
  answer === undefined ? null : JSON.stringify(answer, (name, value: unknown) => (name === 'secret' ? null : value));
