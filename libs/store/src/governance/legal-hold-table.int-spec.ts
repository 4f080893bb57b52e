import { AppDatabase } from '../../../../test/support/app-database.js';
import { decideErasure, erasureOf, erasures, erasureUnderWay, erasuresToDo, requestErasure } from './erasure-table.js';
import { holdsOn, legalHolds, liftHold, placeHold } from './legal-hold-table.js';

describe('legal holds and erasures', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('legal-holds');
    await database.asOwner(
      `INSERT INTO person (person_id, name, given_roles, created_at) VALUES
         ('dora', 'Dora', '{privacy}', now()), ('dan', 'Dan', '{privacy}', now()), ('eve', 'Eve', '{analyst}', now()),
         ('lim', 'Lim', '{privacy}', now())`,
    );
    await database.asOwner(`UPDATE person SET given_entities = '{ENT-1}' WHERE person_id = 'lim'`);
  });
  afterEach(() => database.asOwner('TRUNCATE legal_hold, erasure, erased_row'));
  afterAll(() => database.close());

  const place = (holdId: string, clientId: string, reason = 'A lawsuit.'): Promise<unknown> =>
    database.write((tx) => placeHold(tx, { holdId, clientId, reason, placedBy: 'dora' }));
  const ask = (erasureId: string, clientId = 'ada', requestedBy = 'dora', reason = 'By letter.'): Promise<unknown> =>
    database.write((tx) => requestErasure(tx, { erasureId, clientId, ground: 'ON_REQUEST', reason, requestedBy }));
  const decide = (erasureId: string, decision: 'APPROVED' | 'REJECTED', by: string): Promise<number> =>
    database.write((tx) => decideErasure(tx, erasureId, decision, by, null));

  it('stand until they are lifted, which happens once, with a reason', async () => {
    await place('h1', 'ada');
    await place('h2', 'bob');
    expect(await database.read((sql) => holdsOn(sql, ['ada', 'zoe']))).toMatchObject([
      { holdId: 'h1', liftedAt: null },
    ]);
    const before = await database.write((tx) => liftHold(tx, 'h1', 'dan', 'It has ended.'));
    expect(before).toMatchObject({ holdId: 'h1', clientId: 'ada', liftedBy: null });
    expect(await database.write((tx) => liftHold(tx, 'h1', 'dan', 'Again.'))).toBeUndefined();
    expect(await database.read((sql) => holdsOn(sql, ['ada']))).toEqual([]);
    const all = await database.read((sql) => legalHolds(sql, null, 10));
    expect(all.map(({ holdId, liftedBy, liftReason }) => [holdId, liftedBy, liftReason])).toEqual([
      ['h2', null, null],
      ['h1', 'dan', 'It has ended.'],
    ]);
  });

  it('say why', async () => {
    await expect(place('h', 'ada', ' \u200b')).rejects.toMatchObject({ code: '23514' });
    await expect(ask('e', 'ada', 'dora', '')).rejects.toMatchObject({ code: '23514' });
  });

  it('are asked for once while one is under way, and anew once it was refused', async () => {
    await ask('e1');
    await expect(ask('e2')).rejects.toMatchObject({ code: '23505' });
    expect(await database.read((sql) => erasureUnderWay(sql, ['bob', 'ada']))).toMatchObject({ erasureId: 'e1' });
    expect(await decide('e1', 'REJECTED', 'dora')).toBe(1);
    expect(await database.read((sql) => erasureUnderWay(sql, ['ada']))).toBeUndefined();
    await ask('e2');
    expect((await database.read((sql) => erasures(sql, null, 10))).map(({ erasureId }) => erasureId)).toEqual([
      'e2',
      'e1',
    ]);
  });

  it.each([
    ['whoever asked', 'dora'],
    ['somebody without the role', 'eve'],
    ['somebody limited to some entities', 'lim'],
    ['nobody there is', 'nobody'],
  ])('are not agreed to by %s', async (_, by) => {
    await ask('e');
    await expect(decide('e', 'APPROVED', by)).rejects.toMatchObject({ code: '42501' });
    expect(await database.read(erasuresToDo)).toEqual([]);
  });

  it('are not agreed to where whoever asked may not ask any more', async () => {
    await ask('e', 'ada', 'eve');
    await expect(decide('e', 'APPROVED', 'dan')).rejects.toMatchObject({ code: '42501' });
  });

  it('are decided on once', async () => {
    await ask('e');
    expect(await decide('e', 'APPROVED', 'dan')).toBe(1);
    expect(await decide('e', 'REJECTED', 'dan')).toBe(0);
    await expect(
      database.write((tx) => tx.query(`UPDATE erasure SET decision = 'REJECTED' WHERE erasure_id = 'e'`)),
    ).rejects.toMatchObject({ code: '42501' });
    expect(await database.read((sql) => erasureOf(sql, 'e'))).toMatchObject({ decision: 'APPROVED', decidedBy: 'dan' });
    expect(await database.read(erasuresToDo)).toMatchObject([{ erasureId: 'e' }]);
  });

  it('hold each other up: nothing is agreed to while a hold stands', async () => {
    await ask('e');
    await place('h', 'ada');
    await expect(decide('e', 'APPROVED', 'dan')).rejects.toMatchObject({ code: '55006' });
  });

  it.each([
    ['takes a hold back without a word', `UPDATE legal_hold SET client_id = 'x'`],
    ['deletes one', 'DELETE FROM legal_hold'],
    ['says that it was carried out', 'UPDATE erasure SET carried_out_at = now()'],
    [
      'is its own second person',
      `INSERT INTO erasure (erasure_id, client_id, ground, reason, requested_by, decision) VALUES ('x', 'x', 'ON_REQUEST', 'x', 'dora', 'APPROVED')`,
    ],
    ['says that a row was erased', `INSERT INTO erased_row VALUES (1, 'e', '\\x00')`],
    ['changes the log', `UPDATE event SET value = '\\x00'`],
    ['asks what only the functions ask', `SELECT erasure_under_way('e')`],
  ])('leave no way in which the role of the apps %s', async (_, statement) => {
    await place('h', 'bob');
    await ask('e');
    await expect(database.write((tx) => tx.query(statement))).rejects.toMatchObject({ code: '42501' });
  });
});
