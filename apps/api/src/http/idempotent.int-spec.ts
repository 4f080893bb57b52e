import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { defer, from, lastValueFrom, type Observable } from 'rxjs';
import { recordAudit } from '#store';
import { AppDatabase } from '../../../../test/support/app-database';
import { Database } from '../database';
import { Idempotent } from './idempotent';

const ann = { personId: 'ann', address: 'here', entities: null };

describe('a request under a key', () => {
  let app: AppDatabase;
  let database: Database;
  beforeAll(async () => {
    app = await AppDatabase.open('idempotent');
    database = new Database(app.dataSource);
  });
  afterAll(() => app.close());

  const asked = (key: string, body: object = {}): ExecutionContext => {
    const request = { method: 'POST', path: '/v1/things', body, caller: ann, get: () => key };
    const response = { statusCode: 201, status: () => response, setHeader: () => response };
    const http = { getRequest: () => request, getResponse: () => response };
    return { switchToHttp: () => http } as unknown as ExecutionContext;
  };
  const handler = (work: () => Promise<unknown>): CallHandler => ({ handle: () => defer(() => from(work())) });
  const answer = (answers: Observable<unknown>): Promise<unknown> => lastValueFrom(answers);
  /** A step that leaves a trace. */
  const step = (target: string) => (): Promise<unknown> =>
    database.write(async (tx) => {
      await recordAudit(tx, ann, 'thing.do', target, null, null);
      return { done: target };
    });
  const times = (target: string): Promise<number> =>
    app
      .asOwner<{ n: number }>('SELECT count(*)::int AS n FROM audit WHERE target = $1', [target])
      .then((r) => r[0]?.n ?? 0);

  it('is carried out once by whoever was killed right after it, before anything was answered', async () => {
    const [key, target] = [randomUUID(), randomUUID()];
    const killed = handler(() => step(target)().then(() => Promise.reject(new Error('killed'))));
    await expect(answer(new Idempotent(database).intercept(asked(key), killed))).rejects.toThrow('killed');
    const again = new Idempotent(database).intercept(asked(key), handler(step(target)));
    expect([await answer(again), await times(target)]).toEqual([{ done: target }, 1]);
  });

  it('is carried out once by two processes that are asked at the same moment', async () => {
    const [key, target] = [randomUUID(), randomUUID()];
    const both = [1, 2].map(() => answer(new Idempotent(database).intercept(asked(key), handler(step(target)))));
    expect(await Promise.all(both)).toEqual([{ done: target }, { done: target }]);
    expect(await times(target)).toBe(1);
  });

  it('is answered again with what was answered, where that is another than its transaction gave', async () => {
    const [key, target] = [randomUUID(), randomUUID()];
    const shaped = (): Promise<unknown> => step(target)().then(() => ({ shaped: true }));
    await answer(new Idempotent(database).intercept(asked(key), handler(shaped)));
    expect(await answer(new Idempotent(database).intercept(asked(key), handler(shaped)))).toEqual({ shaped: true });
    expect(await times(target)).toBe(1);
  });

  it('is not done where it was refused, and may be asked for again', async () => {
    const [key, target] = [randomUUID(), randomUUID()];
    const refused = handler(() =>
      database.write(async (tx) => {
        await recordAudit(tx, ann, 'thing.do', target, null, null);
        throw new Error('refused');
      }),
    );
    await expect(answer(new Idempotent(database).intercept(asked(key), refused))).rejects.toThrow('refused');
    await answer(new Idempotent(database).intercept(asked(key), handler(step(target))));
    expect(await times(target)).toBe(1);
  });
});
