import { AppDatabase } from '../../../../test/support/app-database.js';
import { createDataSource, withSession, type Tx } from '../database/connection.js';
import { replayErasure } from './erasure-table.js';
import {
  beginEpoch,
  currentRestore,
  logDivergence,
  noteDivergence,
  openEpoch,
  partitionsBehind,
  skipBlocksTo,
  type Restore,
} from './restore-table.js';

const restore: Omit<Restore, 'restoredAt' | 'openedAt'> = {
  ...{ epoch: 2, origin: 'log.example/epoch-2', reason: 'A disk was lost.', restoredBy: 'shell:me', size: 7 },
  ...{ root: Buffer.alloc(32, 1), outside: null, lostUntil: null, firstBlock: 5_000, messages: 3, steps: 1 },
  inputs: { events: { 0: 10, 1: 4 } },
  sent: { alerts: { 0: 3 } },
};
const denied = { code: '42501' };

describe('a restore on record', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('restores');
  });
  afterEach(() =>
    database.asOwner(
      'TRUNCATE restore, sent_before, settled_before, erasure, erased_row, log_divergence, kafka_offset',
    ),
  );
  afterAll(() => database.close());

  async function asOwner<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const dataSource = await createDataSource(database.ownerUrl, 1, 'scopewatch-test-restores').initialize();
    try {
      return await withSession(dataSource, (session) => session.transaction(work));
    } finally {
      await dataSource.destroy();
    }
  }

  it('is begun and opened by the owner alone, and read by everybody', async () => {
    await expect(database.write((tx) => beginEpoch(tx, restore))).rejects.toMatchObject(denied);
    await asOwner((tx) => beginEpoch(tx, restore));
    expect(await database.read(currentRestore)).toMatchObject({ ...restore, openedAt: null });
    await expect(database.write((tx) => openEpoch(tx, 2))).rejects.toMatchObject(denied);
    expect([await asOwner((tx) => openEpoch(tx, 2)), await asOwner((tx) => openEpoch(tx, 2))]).toEqual([1, 0]);
    expect((await database.read(currentRestore))?.openedAt).toBeInstanceOf(Date);
    const recorded = await database.asOwner<{ subject: string }>(
      `SELECT subject FROM record_pending WHERE kind = 'restore' ORDER BY n`,
    );
    expect(recorded).toEqual([{ subject: '2' }, { subject: '2' }]);
  });

  it('begins positions where none were given out, and never goes back', async () => {
    const next = async (): Promise<number> =>
      Number((await database.asOwner<{ n: string }>(`SELECT nextval('log_block') AS n`))[0]?.n);
    const before = await next();
    await asOwner((tx) => skipBlocksTo(tx, before + 5_000));
    expect(await next()).toBe(before + 5_000);
    await asOwner((tx) => skipBlocksTo(tx, 1));
    expect(await next()).toBeGreaterThanOrEqual(before + 5_000);
  });

  it('waits for partitions that were written further than they are read', async () => {
    const behind = (): Promise<string[]> => database.read((sql) => partitionsBehind(sql, restore.inputs));
    expect(await behind()).toEqual(['events/0', 'events/1']);
    await database.asOwner(
      `INSERT INTO kafka_offset (topic, partition, next_offset) VALUES ('events', 0, 9), ('events', 1, 4)`,
    );
    expect(await behind()).toEqual(['events/0']);
    await database.asOwner('UPDATE kafka_offset SET next_offset = 10 WHERE partition = 0');
    expect(await behind()).toEqual([]);
  });

  it('is preceded by what was found, for as long as it is', async () => {
    const found = { kind: 'BEHIND', detail: 'More stands outside.' } as const;
    await database.write((tx) => noteDivergence(tx, found));
    await database.write((tx) => noteDivergence(tx, found));
    expect(await database.read(logDivergence)).toEqual(found);
    await database.write((tx) => noteDivergence(tx, { ...found, detail: 'Even more does.' }));
    expect((await database.read(logDivergence))?.detail).toBe('Even more does.');
    await database.write((tx) => noteDivergence(tx, null));
    expect(await database.read(logDivergence)).toBeUndefined();
  });

  it('has erasures carried out again, by the owner alone, in place of what waits for two people', async () => {
    const replay = {
      ...{ erasureId: 'again', clientId: 'ada', reason: 'Undone.', requestedBy: 'shell:me', ledgerId: 'before' },
      isDecided: true,
    };
    await expect(database.write((tx) => replayErasure(tx, replay))).rejects.toMatchObject(denied);
    await database.asOwner(`INSERT INTO erasure (erasure_id, client_id, ground, reason, requested_by)
      VALUES ('waits', 'ada', 'ON_REQUEST', 'By letter.', 'dora')`);
    await asOwner((tx) => replayErasure(tx, replay));
    const rows = await database.asOwner('SELECT erasure_id, ground, decision, ledger_id FROM erasure ORDER BY 1');
    expect(rows).toEqual([
      { erasure_id: 'again', ground: 'LEDGER', decision: 'APPROVED', ledger_id: 'before' },
      { erasure_id: 'waits', ground: 'ON_REQUEST', decision: 'REJECTED', ledger_id: null },
    ]);
  });

  it('leaves it to two people where the client has come back', async () => {
    const replay = {
      ...{ erasureId: 'again', clientId: 'bob', reason: 'Undone.', requestedBy: 'shell:me', ledgerId: 'before' },
      isDecided: false,
    };
    await asOwner((tx) => replayErasure(tx, replay));
    expect(await database.asOwner('SELECT decision, decided_by FROM erasure')).toEqual([
      { decision: null, decided_by: null },
    ]);
  });
});
