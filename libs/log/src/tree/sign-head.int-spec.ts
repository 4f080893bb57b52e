import {
  generateKey,
  isContinued,
  isIncluded,
  leafHash,
  readCheckpoint,
  readSigner,
  readVerifier,
  signersOf,
} from '#proof';
import { AppDatabase } from '../../../../test/support/app-database.js';
import {
  loggedEvent,
  loggedFact,
  loggedRecord,
  loggedRejection,
  RECORDED_AT,
} from '../../../../test/support/log-rows.js';
import { appendToLog, type LogEntries } from '../append-to-log.js';
import { checkpointKeys } from './checkpoint-key.js';
import { proofOfRow } from './proof-of-row.js';
import { advanceTree, uncoveredFor, WrongKey } from './sign-head.js';
import { consistencyPath, latestHead, newestHeads, treeSize } from './tree-table.js';

describe('the signed head of the log', () => {
  let database: AppDatabase;
  const key = generateKey('log.example');
  const signer = readSigner(key.signer);
  beforeAll(async () => {
    database = await AppDatabase.open('sign-head');
  });
  afterEach(() =>
    database.asOwner(
      'TRUNCATE event, alert_fact, rejection, log_record, outbox, batch, chain_head, tree_leaf, tree_node, tree_head CASCADE',
    ),
  );
  afterAll(() => database.close());

  // Beyond the blocks that the sequencer takes for its own records.
  let block = 1_000;
  const record = (entries: (first: number) => Partial<LogEntries> = (at) => ({ events: [loggedEvent(at)] })) =>
    database.write(async (tx) => {
      block += 1;
      await appendToLog(tx, { chain: 'a', block, recordedAt: RECORDED_AT, ...entries(block * 65_536) });
      return block * 65_536;
    });
  const advance = (signers = [signer], most = 100) => database.write((tx) => advanceTree(tx, signers, most));

  it('covers all that was recorded, and the key that signs', async () => {
    await record();
    const { grown, head } = await advance();
    expect([grown, head?.size]).toEqual([2, 2]);
    const checkpoint = readCheckpoint(head?.note ?? '');
    expect(checkpoint).toMatchObject({ origin: 'log.example', size: 2, root: head?.root });
    expect(signersOf(checkpoint.note, [readVerifier(key.verifier)])).toHaveLength(1);
    expect(await database.read(checkpointKeys)).toEqual([key.verifier]);
    expect(await database.read(latestHead)).toMatchObject({ note: head?.note });
  });

  it('is signed anew only where there is news, and continues the one before', async () => {
    await record();
    const { head: first } = await advance();
    expect(await advance()).toEqual({ grown: 0 });
    await record();
    const { head: second } = await advance();
    const path = await database.read((sql) => consistencyPath(sql, first?.size ?? 0, second?.size ?? 0));
    expect(first !== undefined && second !== undefined && isContinued(first, second, path)).toBe(true);
    expect((await database.read((sql) => newestHeads(sql, 9))).map(({ size }) => size)).toEqual([2, 3]);
  });

  it('waits until what there is has been appended', async () => {
    for (let n = 0; n < 3; n += 1) await record();
    expect(await advance([signer], 2)).toMatchObject({ grown: 3 });
    expect((await advance([signer], 2)).head?.size).toBe(4);
  });

  it('is signed by nobody where there is no key, while the tree grows', async () => {
    await record();
    expect(await advance([])).toEqual({ grown: 1 });
    expect([await database.read(treeSize), await database.read(latestHead)]).toEqual([1, undefined]);
    expect((await advance()).head?.size).toBe(2);
  });

  it('is signed by the old key and the new one while both are given, and then by the new one alone', async () => {
    const next = generateKey('log.example');
    await record();
    await advance();
    await record();
    const both = await advance([readSigner(next.signer), signer]);
    expect(readCheckpoint(both.head?.note ?? '').note.signatures).toHaveLength(2);
    await record();
    const alone = await advance([readSigner(next.signer)]);
    const { note } = readCheckpoint(alone.head?.note ?? '');
    expect(signersOf(note, [readVerifier(key.verifier), readVerifier(next.verifier)])).toHaveLength(1);
    expect(await database.read(checkpointKeys)).toEqual([key.verifier, next.verifier]);
  });

  it('is signed under no other name, and nothing is appended then', async () => {
    await record();
    await advance();
    await record();
    const other = readSigner(generateKey('log.other').signer);
    await expect(advance([other])).rejects.toThrow(WrongKey);
    await expect(advance([signer, other])).rejects.toThrow(/All keys of one log have its name/);
    expect(await database.read(treeSize)).toBe(2);
  });

  it('says how long the oldest batch waits that it does not cover', async () => {
    expect(await database.read(uncoveredFor)).toBe(0);
    await record();
    expect(await database.read(uncoveredFor)).toBeGreaterThan(1_000);
    await advance([]);
    expect(await database.read(uncoveredFor)).toBeGreaterThan(1_000);
    await advance();
    expect(await database.read(uncoveredFor)).toBe(0);
  });

  it('proves each row of whatever kind, by hashes alone', async () => {
    const first = await record((at) => ({
      events: [loggedEvent(at), loggedEvent(at + 1)],
      rejections: [loggedRejection(at + 2)],
      facts: [loggedFact(at + 3), loggedFact(at + 4)],
      records: [loggedRecord(at + 5)],
    }));
    expect(await database.read((sql) => proofOfRow(sql, first))).toBeUndefined();
    const { head } = await advance();
    const leaves = new Set<string>();
    for (let position = first; position < first + 6; position += 1) {
      const proof = await database.read((sql) => proofOfRow(sql, position));
      if (proof === undefined || head === undefined) throw new Error(`Nothing proves ${position}.`);
      const { leaf, batch, tree, checkpoint } = proof;
      leaves.add(leaf.toString('hex'));
      expect(isIncluded(leaf, batch.index, batch.size, batch.path, batch.root)).toBe(true);
      expect(batch.text).toContain(`\n${batch.root.toString('hex')}\n`);
      expect(isIncluded(leafHash(Buffer.from(batch.text)), tree.index, tree.size, tree.path, head.root)).toBe(true);
      expect(checkpoint).toBe(head.note);
    }
    expect(leaves.size).toBe(6);
    expect(await database.read((sql) => proofOfRow(sql, first + 6))).toBeUndefined();
  });
});
