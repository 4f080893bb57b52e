import { identityHash } from '#log/codec';
import { AppDatabase } from '../../../test/support/app-database.js';
import { loggedEvent, RECORDED_AT } from '../../../test/support/log-rows.js';
import { appendToLog } from './append-to-log.js';
import { findByIdentity, newBlock, readLog, sharedSince, timelinesOf } from './event-table.js';

describe('the events of the log', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('events');
    // Recorded in another order than that of their blocks, as two lanes do it.
    const batches = [
      [loggedEvent(131_072), loggedEvent(131_073, { clientId: null, shared: true })],
      [loggedEvent(65_536, { clientId: 'bea' }), loggedEvent(65_537)],
      [loggedEvent(196_608, { clientId: 'ada', shared: true }), loggedEvent(196_609, { clientId: 'bea' })],
    ];
    for (const [i, events] of batches.entries()) {
      const entries = { chain: 'a', block: i + 1, recordedAt: RECORDED_AT, events };
      await database.write((tx) => appendToLog(tx, entries));
    }
  });
  afterAll(() => database.close());

  const positions = (rows: readonly { position: number }[]): number[] => rows.map(({ position }) => position);

  it('of clients come in the order of recording, without what is shared, though it names them', async () => {
    const rows = await database.read((sql) => timelinesOf(sql, ['bea', 'ada', 'nobody']));
    expect(rows.map(({ position, clientId }) => `${position} ${clientId}`)).toEqual([
      '65536 bea',
      '65537 ada',
      '131072 ada',
      '196609 bea',
    ]);
  });

  it('that are shared are given after a position, and not at it', async () => {
    const since = (position: number) => database.read(async (sql) => positions(await sharedSince(sql, position)));
    expect([await since(0), await since(131_072), await since(131_073), await since(196_608)]).toEqual([
      [131_073, 196_608],
      [131_073, 196_608],
      [196_608],
      [],
    ]);
  });

  it('are found by identity, as many as are there', async () => {
    const identities = [65_537, 131_073, 5].map((id) => identityHash({ source: 'urn:test', id: String(id) }));
    const found = await database.read((sql) => findByIdentity(sql, identities));
    expect(positions(found).sort()).toEqual([131_073, 65_537]);
    expect(found.every(({ identity }) => identities.some((wanted) => wanted.equals(identity)))).toBe(true);
  });

  it('are gone through stretch by stretch, each once', async () => {
    const seen: number[] = [];
    for (let after = 0; ;) {
      const stretch = await database.read((sql) => readLog(sql, after, 4));
      seen.push(...positions(stretch));
      const last = stretch.at(-1);
      if (last === undefined) break;
      after = last.position;
    }
    expect(seen).toEqual([65_536, 65_537, 131_072, 131_073, 196_608, 196_609]);
  });

  it('come back byte by byte, with what stood beside them', async () => {
    const odd = { key: Buffer.from([0, 255, 10]), headers: '{"h":"AA=="}', value: Buffer.from([0, 1, 2, 0, 255]) };
    const events = [loggedEvent(262_144, odd)];
    await database.write((tx) => appendToLog(tx, { chain: 'a', block: 4, recordedAt: RECORDED_AT, events }));
    const [row] = await database.read((sql) => readLog(sql, 262_143, 1));
    expect(row).toMatchObject({ ...odd, recordedAt: new Date(RECORDED_AT), partition: 0, kafkaOffset: 262_144 });
  });

  it('stand in blocks that nobody else is given, also where two ask at once', async () => {
    const blocks = await Promise.all(Array.from({ length: 8 }, () => database.write((tx) => newBlock(tx))));
    expect(new Set(blocks.map(({ block }) => block)).size).toBe(8);
    expect(blocks.every(({ block, first }) => first === block * 65_536)).toBe(true);
  });
});
