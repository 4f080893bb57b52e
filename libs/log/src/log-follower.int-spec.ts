import { BLOCK_SIZE } from '#log/codec';
import { AppDatabase } from '../../../test/support/app-database.js';
import { loggedEvent, loggedFact, RECORDED_AT } from '../../../test/support/log-rows.js';
import { appendToLog, type LogEntries } from './append-to-log.js';
import {
  clientsSince,
  endOfLog,
  factsSince,
  printCheckpoint,
  readCheckpoint,
  type Checkpoint,
} from './log-follower.js';

const START: Checkpoint = new Map();

describe('following the log', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('follower');
  });
  afterEach(() => database.asOwner('TRUNCATE event, alert_fact, outbox, batch, chain_head'));
  afterAll(() => database.close());

  const entries = (chain: string, block: number, said: Partial<LogEntries> = {}): LogEntries => ({
    chain,
    block,
    recordedAt: RECORDED_AT,
    facts: [loggedFact(block * BLOCK_SIZE)],
    ...said,
  });
  const append = (chain: string, block: number, said: Partial<LogEntries> = {}): Promise<void> =>
    database.write((tx) => appendToLog(tx, entries(chain, block, said)));
  const since = async (checkpoint: Checkpoint, limits?: Parameters<typeof factsSince>[2]) => {
    const { facts, checkpoint: next } = await database.read((sql) => factsSince(sql, checkpoint, limits));
    return { blocks: facts.map(({ position }) => position / BLOCK_SIZE), next };
  };

  it('gives a batch that is committed after one with higher positions', async () => {
    let between = await since(START);
    await database.write(async (tx) => {
      await appendToLog(tx, entries('a', 1));
      await append('b', 2);
      between = await since(START);
    });
    expect(between.blocks).toEqual([2]);
    expect((await since(between.next)).blocks).toEqual([1]);
    expect((await since(START)).blocks).toEqual([1, 2]);
  });

  it('says of each fact which batch of which chain it stands in, to the last position of its block', async () => {
    await append('a', 1, { facts: [loggedFact(BLOCK_SIZE), loggedFact(2 * BLOCK_SIZE - 1)] });
    await append('b', 2);
    await append('a', 3);
    const { facts } = await database.read((sql) => factsSince(sql, START));
    expect(facts.map(({ chain, seq, position }) => [chain, seq, position])).toEqual([
      ['a', 1, BLOCK_SIZE],
      ['a', 1, 2 * BLOCK_SIZE - 1],
      ['b', 1, 2 * BLOCK_SIZE],
      ['a', 2, 3 * BLOCK_SIZE],
    ]);
    expect(facts[0]).toMatchObject({ clientId: 'ada', entityId: 'ENT-1', recordedAt: new Date(RECORDED_AT) });
  });

  it('goes on behind batches that hold no fact', async () => {
    await append('a', 1, { facts: [], events: [loggedEvent(BLOCK_SIZE)] });
    expect(await since(START)).toEqual({ blocks: [], next: new Map([['a', 1]]) });
    await append('a', 2);
    expect(await since(new Map([['a', 1]]))).toEqual({ blocks: [2], next: new Map([['a', 2]]) });
    expect(await since(new Map([['a', 2]]))).toEqual({ blocks: [], next: new Map([['a', 2]]) });
  });

  it('reads so many batches of each chain in one go, and every fact once', async () => {
    for (const [chain, block] of [
      ['a', 1],
      ['a', 2],
      ['b', 3],
      ['a', 4],
      ['b', 5],
    ] as const)
      await append(chain, block);
    const goes: number[][] = [];
    for (let at = START; goes.at(-1)?.length !== 0;) {
      const { blocks, next } = await since(at, { batchesMax: 1 });
      goes.push(blocks);
      at = next;
    }
    expect(goes).toEqual([[1, 3], [2, 5], [4], []]);
  });

  it('reads no further than it is told, and nothing of a chain of which it is told nothing', async () => {
    for (const [chain, block] of [
      ['a', 1],
      ['a', 2],
      ['b', 3],
    ] as const)
      await append(chain, block);
    expect(await since(START, { upTo: new Map([['a', 1]]) })).toEqual({ blocks: [1], next: new Map([['a', 1]]) });
    expect((await since(new Map([['a', 2]]), { upTo: new Map([['a', 1]]) })).next).toEqual(new Map([['a', 2]]));
  });

  it('from the end of the log on gives only what comes then', async () => {
    await append('a', 1);
    const end = await database.read(endOfLog);
    expect((await since(end)).blocks).toEqual([]);
    await append('a', 2);
    await append('new', 3);
    expect((await since(end)).blocks).toEqual([2, 3]);
  });

  it('names everybody of whom something was recorded since, by fact or by event', async () => {
    await append('a', 1, { facts: [loggedFact(BLOCK_SIZE, { clientId: 'before' })] });
    const end = await database.read(endOfLog);
    const [first, past] = [2 * BLOCK_SIZE, 3 * BLOCK_SIZE];
    await append('a', 2, {
      events: [loggedEvent(first, { clientId: 'bea' }), loggedEvent(first + 1, { clientId: null, shared: true })],
      facts: [loggedFact(first + 2, { clientId: 'cleo' }), loggedFact(past - 1, { clientId: 'bea' })],
    });
    expect((await database.read((sql) => clientsSince(sql, end))).sort()).toEqual(['bea', 'cleo']);
    expect(await database.read(async (sql) => clientsSince(sql, await endOfLog(sql)))).toEqual([]);
  });

  it('is gone on with from what it printed, and from nothing else', () => {
    const checkpoint = new Map([
      ['monitor:1,x', 3],
      ['desk', 12],
    ]);
    expect(readCheckpoint(printCheckpoint(checkpoint))).toEqual(checkpoint);
    expect(printCheckpoint(new Map([...checkpoint].reverse()))).toBe(printCheckpoint(checkpoint));
    expect(readCheckpoint('')).toEqual(START);
    for (const other of ['desk', 'desk:', 'desk:-1', 'desk:1.5', ':1', '%zz:1', 'a:1;b:2']) {
      expect([other, readCheckpoint(other)]).toEqual([other, null]);
    }
  });
});
