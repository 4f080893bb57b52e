import { AppDatabase } from '../../../../test/support/app-database.js';
import { addPeople } from '../../../../test/support/people.js';
import {
  addRejectionStep,
  rejectionNamesClient,
  rejectionStanding,
  rejectionSteps,
  type RejectionStepKind,
} from './rejection-step-table.js';

describe('what people decide about a rejection', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('rejection-steps');
    await database.write((tx) => addPeople(tx, ['ann', 'bob']));
    await database.asOwner(
      `INSERT INTO client (client_id, version, knowledge, refs, state) VALUES ('ada', 1, 0, '{}', '{}')`,
    );
  });
  beforeEach(() =>
    database.asOwner(
      `INSERT INTO rejection (rejection_id, position, topic, partition, kafka_offset, message_key, value, reason, message, recorded_at)
       VALUES ('nobodys', 1, 't', 0, 1, 'k', 'noise', 'R', 'm', now()),
              ('by-field', 2, 't', 0, 2, NULL, '{"clientId":"x', 'R', 'm', now()),
              ('by-word', 3, 't', 0, 3, NULL, 'of ada, who', 'R', 'm', now()),
              ('by-key', 4, 't', 0, 4, 'ada', NULL, 'R', 'm', now()),
              ('part-of-a-word', 5, 't', 0, 5, NULL, 'adamant', 'R', 'm', now())`,
    ),
  );
  afterEach(() => database.asOwner('TRUNCATE rejection CASCADE'));
  afterAll(() => database.close());

  const add = (id: string, kind: RejectionStepKind, actor: string, reason: string | null = 'Why.'): Promise<unknown> =>
    database.write((tx) => addRejectionStep(tx, id, { kind, actor, reason }));
  const standing = (id: string) => database.read((sql) => rejectionStanding(sql, id));
  const settle = (id: string): Promise<unknown> =>
    database.asOwner(`INSERT INTO rejection_outcome VALUES ($1, 1, 'ACCEPTED', NULL, now())`, [id]);

  it('takes two where it says of what client it is: by a field, by a word, or by its key', async () => {
    const names = (id: string) => database.read((sql) => rejectionNamesClient(sql, id));
    for (const id of ['by-field', 'by-word', 'by-key']) {
      expect([id, await names(id)]).toEqual([id, true]);
      await expect(add(id, 'SET_ASIDE', 'ann')).rejects.toThrow('takes two people');
      await add(id, 'PROPOSED', 'ann');
      await expect(add(id, 'SET_ASIDE', 'ann')).rejects.toThrow('takes two people');
      await add(id, 'SET_ASIDE', 'bob');
      expect(await standing(id)).toBe('SET_ASIDE');
    }
    for (const id of ['nobodys', 'part-of-a-word']) {
      expect([id, await names(id)]).toEqual([id, false]);
      await add(id, 'SET_ASIDE', 'ann');
      expect(await standing(id)).toBe('SET_ASIDE');
    }
  });

  it('takes two wherever it was proposed, whether it names a client or not', async () => {
    await add('nobodys', 'PROPOSED', 'ann');
    await expect(add('nobodys', 'SET_ASIDE', 'ann')).rejects.toThrow('takes two people');
    await add('nobodys', 'SET_ASIDE', 'bob');
  });

  it('is numbered in its order, and can begin again where it was turned down', async () => {
    expect(await standing('by-key')).toBe('WAITING');
    await add('by-key', 'PROPOSED', 'ann');
    expect(await standing('by-key')).toBe('PROPOSED');
    await add('by-key', 'TURNED_DOWN', 'bob', null);
    expect(await standing('by-key')).toBe('WAITING');
    await add('by-key', 'PROPOSED', 'bob');
    await add('by-key', 'SET_ASIDE', 'ann');
    const steps = await database.read((sql) => rejectionSteps(sql, 'by-key'));
    expect(steps.map(({ step, kind, actor }) => [step, kind, actor])).toEqual([
      [1, 'PROPOSED', 'ann'],
      [2, 'TURNED_DOWN', 'bob'],
      [3, 'PROPOSED', 'bob'],
      [4, 'SET_ASIDE', 'ann'],
    ]);
  });

  it('is refused where there is nothing to decide', async () => {
    await expect(add('nobodys', 'TURNED_DOWN', 'ann')).rejects.toThrow('it is WAITING');
    await add('nobodys', 'PROPOSED', 'ann');
    await expect(add('nobodys', 'PROPOSED', 'bob')).rejects.toThrow('it is PROPOSED');
    await add('nobodys', 'SET_ASIDE', 'bob');
    for (const kind of ['PROPOSED', 'TURNED_DOWN', 'SET_ASIDE'] as const) {
      await expect(add('nobodys', kind, 'ann')).rejects.toThrow('it is SET_ASIDE');
    }
    await settle('by-word');
    await expect(add('by-word', 'PROPOSED', 'ann')).rejects.toThrow('it is SETTLED');
    await expect(add('nothing', 'PROPOSED', 'ann')).rejects.toMatchObject({ code: '23503' });
  });

  it('stands as settled once it was taken, whatever was decided before', async () => {
    await add('by-word', 'PROPOSED', 'ann');
    await settle('by-word');
    expect(await standing('by-word')).toBe('SETTLED');
    await expect(add('by-word', 'SET_ASIDE', 'bob')).rejects.toThrow('it is SETTLED');
    expect(await standing('nothing')).toBeUndefined();
  });

  it('needs a reason, but for turning down', async () => {
    for (const reason of ['', '   ']) {
      await expect(add('nobodys', 'PROPOSED', 'ann', reason)).rejects.toMatchObject({ code: '23514' });
    }
    await add('nobodys', 'PROPOSED', 'ann');
    await add('nobodys', 'TURNED_DOWN', 'bob', null);
  });

  it('is decided by one of two who do so at once; the other meets what that one has decided', async () => {
    const both = await Promise.allSettled([add('nobodys', 'PROPOSED', 'ann'), add('nobodys', 'PROPOSED', 'bob')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await database.read((sql) => rejectionSteps(sql, 'nobodys'))).toHaveLength(1);
  });
});
