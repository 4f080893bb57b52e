import { createHash } from 'node:crypto';
import { advanceTree, checkpointKeys } from '#log';
import { BLOCK_SIZE, encodeUnsaltedAlertFacts, encodeUnsaltedEvents } from '#log/codec';
import { generateKey, readSigner, readVerifier } from '#proof';
import { ClientEraser } from '#erasure';
import { createDataSource, erasuresToDo, withSession, type Session } from '#store';
import { Records1700000000061 } from '../../../../libs/store/src/migrations/61-records.js';
import { SecondEdition1700000000060 } from '../../../../libs/store/src/migrations/60-second-edition.js';
import { Documents1700000000075 } from '../../../../libs/store/src/migrations/75-documents.js';
import { Erasures1700000000080 } from '../../../../libs/store/src/migrations/80-erasures.js';
import { Restores1700000000090 } from '../../../../libs/store/src/migrations/90-restores.js';
import { Demonstrations1700000000093 } from '../../../../libs/store/src/migrations/93-demonstrations.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { loggedEvent, loggedFact, RECORDED_AT } from '../../../../test/support/log-rows.js';
import { Erased } from './erased.js';
import { chainVerifies, ContentCheck } from './chain.js';
import { inTurn } from './in-turn.js';
import { blocksOf } from './log-blocks.js';
import { onRecordHolds } from './on-record.js';
import { Report } from './report.js';
import { Restores } from './restores.js';
import type { Source } from './source.js';
import { treeHolds } from './tree.js';

const key = generateKey('log.example');

/** Two batches of one chain as they were recorded before rows had salts. */
async function recordAsBefore({ sql }: Session): Promise<void> {
  let hash = Buffer.alloc(0);
  for (const seq of [1, 2]) {
    // Beyond the blocks that are given out in what follows.
    const block = 1_000 + seq;
    const events = [
      loggedEvent(block * BLOCK_SIZE, { recordedAt: RECORDED_AT }),
      loggedEvent(block * BLOCK_SIZE + 1, { clientId: 'bob' }),
    ];
    const body = JSON.stringify({ act: { source: 'crm', id: 'mail' }, explanation: 'ada was written to.' });
    const facts = [loggedFact(block * BLOCK_SIZE + 2, { body })];
    const [ofEvents, ofFacts] = [encodeUnsaltedEvents(events), encodeUnsaltedAlertFacts(facts)];
    await sql.copy(
      'COPY event (position, identity, client_id, type, shared, recorded_at, topic, partition, kafka_offset, message_key, headers, value) FROM STDIN BINARY',
      ofEvents,
    );
    await sql.copy(
      'COPY alert_fact (position, client_id, alert_id, kind, cause, recorded_at, actor, body) FROM STDIN BINARY',
      ofFacts,
    );
    const content = createHash('sha256').update(ofEvents).update(ofFacts).digest();
    hash = createHash('sha256').update(hash).update(content).digest();
    await sql.query(
      `INSERT INTO batch (chain, seq, block, recorded_at, events, facts, content, hash)
       VALUES ('a', $1, $2, to_timestamp($3 / 1000.0), 2, 1, $4, $5)`,
      [seq, block, RECORDED_AT, content, hash],
    );
  }
  await sql.query(`INSERT INTO chain_head (chain, seq, hash) VALUES ('a', 2, $1)`, [hash]);
}

describe('a log that was begun before rows had salts', () => {
  let database: TestDatabase;
  let found: { kind: string; table?: string }[];
  let said: string[];
  beforeAll(async () => {
    database = await createTestDatabase('first-edition');
    const owner = createDataSource(database.ownerUrl, 1, 'scopewatch-test-first-edition');
    await owner.initialize();
    const runner = owner.createQueryRunner();
    await new Demonstrations1700000000093().down(runner);
    await new Restores1700000000090().down(runner);
    await new Erasures1700000000080().down(runner);
    await new Documents1700000000075().down(runner);
    await new Records1700000000061().down(runner);
    await new SecondEdition1700000000060().down(runner);
    await database.query(
      `INSERT INTO person (person_id, name, given_roles, created_at) VALUES ('ann', 'Ann', '{approver}', now())`,
    );
    await runner.release();
    await withSession(owner, recordAsBefore);
    const again = owner.createQueryRunner();
    for (const migration of [
      new SecondEdition1700000000060(),
      new Records1700000000061(),
      new Documents1700000000075(),
      new Erasures1700000000080(),
      new Restores1700000000090(),
      new Demonstrations1700000000093(),
    ]) {
      await again.startTransaction();
      await migration.up(again);
      await again.commitTransaction();
    }
    await again.release();
    await owner.destroy();
  });
  afterAll(() => database?.drop());

  /** What the checks that read the log and its tree find, in a database that is left as it is. */
  async function check(alteration = 'SELECT 1'): Promise<void> {
    found = [];
    said = [];
    const report = new Report(
      (line) => Promise.resolve(void found.push(JSON.parse(line) as { kind: string })),
      (line) => void said.push(line),
    );
    const dataSource = createDataSource(database.ownerUrl, 1, 'scopewatch-test-first-edition');
    await dataSource.initialize();
    await withSession(dataSource, async ({ sql: own }) => {
      const sql = inTurn(own);
      await sql.query('BEGIN');
      await sql.query(alteration);
      const kafka = { read: () => [], bounds: () => Promise.resolve(null), identity: () => Promise.resolve(undefined) };
      const topics = { checkpoints: 'none' };
      const erased = await Erased.read(sql);
      const keys = [readVerifier(key.verifier)];
      const source = { sql, report, kafka, topics, erased, keys, restores: Restores.NONE } as unknown as Source;
      const content = new ContentCheck(source);
      for await (const block of blocksOf(sql)) await content.take(block);
      await chainVerifies(source, content);
      await treeHolds(source, []);
      await onRecordHolds(source);
      await sql.query('ROLLBACK');
    });
    await dataSource.destroy();
  }

  it('is put into the tree as it stands, and who there is on record, by whoever grows the tree first', async () => {
    const app = createDataSource(database.appUrl, 1, 'scopewatch-test-first-edition');
    await app.initialize();
    const [head, keys] = await withSession(app, (session) =>
      session.transaction(async (tx) => [
        (await advanceTree(tx, [readSigner(key.signer)], 100)).head,
        await checkpointKeys(tx),
      ]),
    );
    await app.destroy();
    // Two of before, the people, and the key that signs.
    expect([head?.size, keys]).toEqual([4, [key.verifier]]);
    const records = await database.query('SELECT kind, subject FROM log_record ORDER BY kind');
    expect(records).toEqual([
      { kind: 'checkpoint_key', subject: expect.stringContaining('log.example+') as unknown },
      { kind: 'person', subject: 'ann' },
    ]);
  });

  it('holds as it did, and under the first head that was signed', async () => {
    await check();
    expect(found).toEqual([]);
    expect(said.find((line) => line.startsWith('I13'))).toMatch(/holds: 4 leaves, \d+ nodes, 1 signed heads/);
  });

  it.each([
    ['an event of before', `UPDATE event SET value = value || ' '::bytea`, 'batch'],
    ['a fact of before', `UPDATE alert_fact SET actor = 'mallory'`, 'batch'],
    ['a link of before', `UPDATE batch SET content = sha256(content) WHERE seq = 1`, 'tree_head'],
    ['how many rows it had', `UPDATE batch SET events = 7 WHERE seq = 1`, 'tree_head'],
    ['a batch of before made to look like one of now', `UPDATE batch SET records = 0 WHERE seq = 1`, 'tree_head'],
  ])('shows that somebody altered %s', async (_what, alteration, table) => {
    await check(alteration);
    expect(found).toContainEqual(expect.objectContaining({ table }));
  });

  it('lets somebody be erased from it, and from then on holds what is left to that', async () => {
    await database.query(
      `INSERT INTO person (person_id, name, given_roles, created_at) VALUES ('dora', 'D', '{privacy}', now()), ('dan', 'D', '{privacy}', now());
       INSERT INTO erasure (erasure_id, client_id, ground, reason, requested_by) VALUES ('e', 'ada', 'ON_REQUEST', 'By letter.', 'dora');
       UPDATE erasure SET decision = 'APPROVED', decided_by = 'dan' WHERE erasure_id = 'e';`,
    );
    const app = createDataSource(database.appUrl, 1, 'scopewatch-test-first-edition');
    await app.initialize();
    const outcome = await withSession(app, async (session) => {
      const [erasure] = await erasuresToDo(session.sql);
      return erasure === undefined ? undefined : new ClientEraser(session).carryOut(erasure);
    });
    await app.destroy();
    expect(outcome).toMatchObject({ done: true });
    await check();
    expect(found).toEqual([]);
    for (const [table, alteration] of [
      ['event', `UPDATE event SET value = value || ' '::bytea WHERE client_id = 'bob' AND position < 1002 * 65536`],
      ['event', `UPDATE event SET value = 'x' WHERE client_id IS NULL AND position < 1002 * 65536`],
      ['alert_fact', `UPDATE alert_fact SET actor = 'mallory' WHERE position < 1002 * 65536`],
    ] as const) {
      await check(alteration);
      expect(found).toContainEqual(expect.objectContaining({ invariant: 'I15', table }));
    }
  });
});
