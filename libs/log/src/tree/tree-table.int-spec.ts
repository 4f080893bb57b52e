import { isContinued, isIncluded, merkleRoot, type TreeHead } from '#proof';
import { batchLeaf, type BatchInTree } from '#log/codec';
import { AppDatabase } from '../../../../test/support/app-database.js';
import { loggedEvent, loggedFact, RECORDED_AT } from '../../../../test/support/log-rows.js';
import { appendToLog } from '../append-to-log.js';
import {
  addHead,
  consistencyPath,
  growTree,
  headAt,
  headsBeyond,
  inclusionPath,
  latestHead,
  leafIndexes,
  rootAt,
  treeSize,
} from './tree-table.js';

describe('the tree of the log', () => {
  let database: AppDatabase;
  let block = 0;
  beforeAll(async () => {
    database = await AppDatabase.open('tree');
  });
  afterEach(() =>
    database.asOwner('TRUNCATE event, alert_fact, outbox, batch, chain_head, tree_leaf, tree_node, tree_head'),
  );
  afterAll(() => database.close());

  /** One batch, of a row or two. */
  const record = (chain = 'a') =>
    database.write((tx) => {
      block += 1;
      const facts = block % 2 === 0 ? [loggedFact(block * 65_536 + 1)] : [];
      const events = [loggedEvent(block * 65_536)];
      return appendToLog(tx, { chain, block, recordedAt: RECORDED_AT + block, events, facts });
    });
  const grow = (ofEachMax = 100) => database.write((tx) => growTree(tx, ofEachMax));
  const head = (size: number): Promise<Omit<TreeHead, 'origin'>> =>
    database.read(async (sql) => ({ size, root: await rootAt(sql, size) }));
  /** The leaves by their definition, in the order of the tree. */
  async function leaves(): Promise<Buffer[]> {
    const batches = await database.asOwner<BatchInTree & { at: Date }>(
      `SELECT b.chain, b.seq, b.block, b.recorded_at AS at, b.events, b.facts, b.rejections, b.records, b.content
         FROM tree_leaf JOIN batch b USING (chain, seq) ORDER BY index`,
    );
    return batches.map((batch) => batchLeaf({ ...batch, recordedAt: batch.at.getTime() }));
  }

  it('is empty before anything is recorded', async () => {
    expect([await grow(), await database.read(treeSize)]).toEqual([0, 0]);
    expect((await head(0)).root).toEqual(merkleRoot(Buffer.alloc(0)));
    expect(await database.read(latestHead)).toBeUndefined();
  });

  it('takes up each batch once, those of a chain in their order, however many at a time', async () => {
    for (const chain of ['a', 'b', 'a', 'a', 'b', 'c', 'a']) await record(chain);
    const grown: number[] = [];
    for (let n = await grow(2); n > 0; n = await grow(2)) grown.push(n);
    expect(grown).toEqual([5, 2]);
    await record('b');
    expect([await grow(), await grow()]).toEqual([1, 0]);
    const inTree = await database.asOwner<{ chain: string; seqs: number[] }>(
      'SELECT chain, array_agg(seq::int ORDER BY index) AS seqs FROM tree_leaf GROUP BY chain ORDER BY chain',
    );
    expect(inTree).toEqual([
      { chain: 'a', seqs: [1, 2, 3, 4] },
      { chain: 'b', seqs: [1, 2, 3] },
      { chain: 'c', seqs: [1] },
    ]);
    expect((await head(8)).root).toEqual(merkleRoot(Buffer.concat(await leaves())));
  });

  it('proves where each batch stands, and that it only ever grew', async () => {
    const sizes = [1, 2, 5, 6, 11];
    for (const size of sizes) {
      while ((await database.read(treeSize)) + 1 <= size) {
        await record(size % 2 === 0 ? 'a' : 'b');
        await grow();
      }
    }
    const all = await leaves();
    for (const size of sizes) {
      const { root } = await head(size);
      for (let index = 0; index < size; index += 1) {
        const path = await database.read((sql) => inclusionPath(sql, index, size));
        expect(isIncluded(all[index] ?? Buffer.alloc(0), index, size, path, root)).toBe(true);
      }
      for (const first of sizes.filter((s) => s <= size)) {
        const path = await database.read((sql) => consistencyPath(sql, first, size));
        expect(isContinued(await head(first), { size, root }, path)).toBe(true);
      }
    }
  });

  it('has one who grows it: of two at once the second fails, and leaves nothing', async () => {
    for (let n = 0; n < 6; n += 1) await record();
    const outcomes = await Promise.allSettled([grow(), grow()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(expect.arrayContaining(['fulfilled']));
    expect(await database.read(treeSize)).toBe(6);
    expect((await head(6)).root).toEqual(merkleRoot(Buffer.concat(await leaves())));
  });

  it('takes up what was recorded before rows had salts with the rest', async () => {
    await record();
    await database.asOwner('UPDATE batch SET rejections = NULL, records = NULL, leaves = NULL');
    await record();
    await grow();
    expect((await head(2)).root).toEqual(merkleRoot(Buffer.concat(await leaves())));
  });

  it('says which leaf a batch is, and nothing of one that is in no tree yet', async () => {
    await record();
    const first = block;
    await grow();
    await record();
    expect(await database.read((sql) => leafIndexes(sql, [first, block]))).toEqual(new Map([[first, 0]]));
  });

  it('keeps the heads that were signed', async () => {
    const root = Buffer.alloc(32, 1);
    await database.write((tx) => addHead(tx, { size: 3, root }, 'three'));
    await database.write((tx) => addHead(tx, { size: 7, root }, 'seven'));
    await expect(database.write((tx) => addHead(tx, { size: 7, root }, 'another'))).rejects.toThrow(/tree_head_pk/);
    expect(await database.read(latestHead)).toMatchObject({ size: 7, note: 'seven', root });
    expect(await database.read((sql) => headAt(sql, 3))).toMatchObject({ note: 'three' });
    expect(await database.read((sql) => headAt(sql, 4))).toBeUndefined();
    expect((await database.read((sql) => headsBeyond(sql, 0, 1))).map(({ size }) => size)).toEqual([3]);
    expect((await database.read((sql) => headsBeyond(sql, 3, 9))).map(({ size }) => size)).toEqual([7]);
  });
});
