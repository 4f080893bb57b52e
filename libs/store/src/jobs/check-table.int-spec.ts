import { AppDatabase } from '../../../../test/support/app-database.js';
import {
  addAnswers,
  addCheck,
  answerByClient,
  answersOf,
  checkOf,
  checks,
  ownCheckOf,
  type CheckAnswer,
  type CheckAnswerRow,
} from './check-table.js';

describe('questions asked before something is sent', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('checks');
  });
  afterEach(() => database.asOwner('TRUNCATE planned_check, planned_check_answer'));
  afterAll(() => database.close());

  const answer = (
    ordinal: number,
    given: CheckAnswer = 'MAY',
    entityId = 'ENT-1',
    clientId = 'ada',
  ): CheckAnswerRow => ({ ordinal, clientId, entityId, answer: given, verdict: 'V', body: '{}' });
  const ask = (
    checkId: string,
    askedBy: string,
    answers: readonly CheckAnswerRow[] = [],
    rejected = '[]',
  ): Promise<Date> =>
    database.write(async (tx) => {
      await addAnswers(tx, checkId, answers);
      return addCheck(tx, {
        checkId,
        askedBy,
        policyVersion: 'v',
        events: '[]',
        may: 1,
        mayNot: 0,
        person: 0,
        rejected,
      });
    });
  const list = async (
    own: Parameters<typeof checks>[1] = null,
    after: Parameters<typeof checks>[2] = null,
    limit = 9,
  ) => database.read((sql) => checks(sql, own, after, limit));
  const ids = (rows: readonly { checkId: string }[]): string[] => rows.map(({ checkId }) => checkId);

  it('are listed page by page from the newest, also where several were asked at one moment', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await ask(id, 'ann');
    await database.asOwner(`UPDATE planned_check SET asked_at = '2025-06-01T10:00:00.123456Z' WHERE check_id <> 'd'`);
    const pages: string[][] = [];
    for (let page = await list(null, null, 2); page.length > 0; page = await list(null, page.at(-1) ?? null, 2))
      pages.push(ids(page));
    expect(pages).toEqual([
      ['d', 'c'],
      ['b', 'a'],
    ]);
    expect((await list()).at(-1)?.askedAt).toBe('2025-06-01T10:00:00.123456Z');
  });

  it('say how many of the planned events could not be judged', async () => {
    await ask('a', 'ann', [], '[{"index":0},{"index":4}]');
    expect((await list())[0]?.rejected).toBe(2);
  });

  it('are seen by whoever is limited to entities only where they asked, and every answer is within these', async () => {
    await ask('one', 'ann', [answer(0), answer(1)]);
    await ask('both', 'ann', [answer(0), answer(1, 'MAY', 'ENT-2')]);
    await ask('bobs', 'bob', [answer(0)]);
    await ask('empty', 'ann');
    const own = async (...entities: string[]) => ids(await list({ askedBy: 'ann', entities }));
    expect(await own('ENT-1')).toEqual(['empty', 'one']);
    expect(await own('ENT-1', 'ENT-2')).toEqual(['empty', 'both', 'one']);
    expect(await own()).toEqual(['empty']);
    const single = async (id: string, ...entities: string[]) =>
      (await database.read((sql) => ownCheckOf(sql, id, { askedBy: 'ann', entities })))?.checkId;
    expect([
      await single('one', 'ENT-1'),
      await single('both', 'ENT-1'),
      await single('both', 'ENT-2', 'ENT-1'),
      await single('bobs', 'ENT-1'),
    ]).toEqual(['one', undefined, 'both', undefined]);
  });

  it('are those of one person, by whichever session or key they asked', async () => {
    await database.asOwner(`
      INSERT INTO api_key (key_id, name, secret_hash, roles, created_by, created_at)
      VALUES ('k1', 'Key', '\\x00', '{marketing}', 'ann', now())`);
    await ask('session', 'ann');
    await ask('key', 'key:k1');
    await ask('bobs', 'bob');
    const own = { askedBy: 'ann', entities: null };
    expect(ids(await list(own))).toEqual(['key', 'session']);
    const single = async (id: string) => (await database.read((sql) => ownCheckOf(sql, id, own)))?.checkId;
    expect([await single('key'), await single('session'), await single('bobs')]).toEqual(['key', 'session', undefined]);
    expect(ids(await list({ askedBy: 'ann', entities: [] }))).toEqual(['session']);
  });

  it('say up to which block the log was known, by the database’s own count', async () => {
    const block = async (id: string) => (await database.read((sql) => checkOf(sql, id)))?.block;
    await ask('before', 'ann');
    const [next] = await database.asOwner<{ block: number }>(
      `SELECT nextval('log_block') AS block FROM generate_series(1, 3) ORDER BY 1 DESC LIMIT 1`,
    );
    await ask('after', 'ann');
    expect(await block('after')).toBe(next?.block);
    expect(await block('before')).toBeLessThan(next?.block ?? 0);
  });

  it('are answered page by page, by kind of answer', async () => {
    await ask('a', 'ann', [answer(0), answer(1, 'MAY_NOT'), answer(2, 'PERSON'), answer(3, 'MAY_NOT')]);
    await ask('b', 'ann', [answer(9)]);
    const page = async (given: CheckAnswer | null, after: number, limit: number) =>
      (await database.read((sql) => answersOf(sql, 'a', given, after, limit))).map(({ ordinal }) => ordinal);
    expect([
      await page(null, -1, 3),
      await page(null, 2, 3),
      await page('MAY_NOT', -1, 9),
      await page('MAY_NOT', 1, 9),
    ]).toEqual([[0, 1, 2], [3], [1, 3], [3]]);
  });

  it('come to the worst answer for each client', async () => {
    const of = (clientId: string, ...given: CheckAnswer[]) =>
      given.map((each, i) => answer(clientId.charCodeAt(0) * 10 + i, each, 'ENT-1', clientId));
    await ask('a', 'ann', [
      ...of('d', 'MAY', 'PERSON', 'MAY_NOT'),
      ...of('e', 'PERSON', 'MAY'),
      ...of('f', 'MAY', 'MAY'),
    ]);
    const worst = await database.read((sql) => answerByClient(sql, 'a'));
    expect(Object.fromEntries(worst.map((each) => [each.clientId, each.answer]))).toEqual({
      d: 'MAY_NOT',
      e: 'PERSON',
      f: 'MAY',
    });
  });

  it('are there with their answers, or not at all, and never change', async () => {
    await ask('a', 'ann', [answer(0)]);
    await expect(ask('a', 'ann', [answer(1)])).rejects.toMatchObject({ code: '23505' });
    expect(await database.read((sql) => answersOf(sql, 'a', null, -1, 9))).toHaveLength(1);
    const change = database.write((tx) => tx.query(`UPDATE planned_check SET may = 9`));
    await expect(change).rejects.toMatchObject({ code: '42501' });
  });
});
