import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { generateKey, isContinued, isIncluded, leafHash, readCheckpoint, readSigner, readVerifier } from '#proof';
import { createDataSource, withSession } from '#store';
import { readTopic } from '#kafka';
import { checkAll } from '../apps/cli/src/verify/check-all';
import { Report } from '../apps/cli/src/verify/report';
import { topicReader } from '../apps/cli/src/verify/topic-reader';
import { clientIds, customers, exchangeOf, promoted } from './support/events';
import { makeItAgree } from './support/forger';
import type { ApiClient } from './support/api-client';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { expectVerified } from './support/verified';

const ids = clientIds('c', 8);
const [ada = '', bob = ''] = ids;

interface Violation {
  readonly invariant: string;
  readonly kind: string;
  readonly table?: string;
  readonly column?: string;
  readonly row?: Readonly<Record<string, unknown>>;
}

describe('a log that is signed', () => {
  let pipeline: Pipeline;
  let people: People;
  let auditor: ApiClient;
  let dataSource: DataSource;
  /** Two, as somebody outside has kept them: one from before the last change, and the last one. */
  let kept: [string, string];
  let verifier: string;

  const latest = async (): Promise<string> => (await auditor.get<string>('/v1/checkpoints/latest')).body;
  /** The head that covers all that is recorded now. */
  async function covered(): Promise<string> {
    await pipeline.covered();
    return latest();
  }

  beforeAll(async () => {
    pipeline = await Pipeline.open('forged');
    const [{ url }] = await Promise.all([pipeline.startApi(), pipeline.start()]);
    people = await People.open(pipeline.database.appUrl, url);
    auditor = await people.signIn('aud', { roles: ['auditor'] });
    dataSource = createDataSource(pipeline.database.ownerUrl, 2, 'scopewatch-test-forged');
    await dataSource.initialize();
    await pipeline.sendInTurn([...customers(ids), promoted(ada, 50_000, exchangeOf('ETH'), 'mail')]);
    const first = await covered();
    await pipeline.sendRaw(pipeline.topics.account, [{ key: 'x', value: Buffer.from('{"specversion') }]);
    await pipeline.send(ids.map((id) => promoted(id, 60_000, exchangeOf('ETH'), 'again')));
    await decide();
    kept = [first, await covered()];
    [verifier = ''] = (await auditor.get<{ items: string[] }>('/v1/checkpoints/keys')).body.items;
  });
  /** A little of everything that people do. */
  async function decide(): Promise<void> {
    await pipeline.settled();
    const ann = await people.signIn('ann', { roles: ['analyst', 'admin'] });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const silence = { matchers: [{ facet: 'clientId', values: ['nobody'] }], reason: 'Known.', until };
    const { keyId } = await people.key(ann, { roles: ['viewer'] });
    const [rejection] = await pipeline.database.query<{ id: string }>('SELECT rejection_id AS id FROM rejection');
    const planned = { events: [promoted(bob, 80_000, exchangeOf('ETH'), 'planned')] };
    const statuses = [
      (await ann.post('/v1/silences', silence)).status,
      (await ann.send('DELETE', `/v1/keys/${keyId}`)).status,
      (await ann.post(`/v1/rejections/${rejection?.id}/set-aside`, { reason: 'Nobody needs it.' })).status,
      (await ann.post('/v1/checks', planned)).status,
    ];
    expect(statuses).toEqual([201, 200, 200, 201]);
  }
  afterAll(async () => {
    await people?.close();
    await dataSource?.destroy();
    await pipeline?.close();
  });

  it('holds against what was kept outside, and says so by the keys that were given', async () => {
    await expectVerified(pipeline);
    const folder = mkdtempSync(join(tmpdir(), 'checkpoints-'));
    writeFileSync(join(folder, 'kept'), kept.join('\n'));
    writeFileSync(join(folder, 'keys'), `${verifier}\n`);
    const files = ['--checkpoint', join(folder, 'kept'), '--key', join(folder, 'keys')];
    const { code, stdout, stderr } = await pipeline.scopewatch('verify', ...files);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^I13 .* holds: \d+ leaves, \d+ nodes, \d+ signed heads, \d+ held outside/m);
    expect(stderr).not.toMatch(/^I13 .*NOT CHECKED/m);
    const stranger = await pipeline.scopewatch('verify', '--key', generateKey('x').verifier);
    expect([stranger.code, stranger.stdout]).toEqual([1, expect.stringContaining('BY_ANOTHER_KEY')]);
    writeFileSync(join(folder, 'kept'), 'no checkpoint');
    expect((await pipeline.scopewatch('verify', ...files)).code).toBe(2);
  });

  it('is not accused of a head that was signed after it had been looked at', async () => {
    const violations: string[] = [];
    const said: string[] = [];
    const report = new Report(
      (line) => Promise.resolve(void violations.push(line)),
      (line) => void said.push(line),
    );
    await withSession(dataSource, async ({ sql }) => {
      await sql.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      await sql.query('SELECT FROM tree_head');
      const ann = await people.signIn('late', { roles: ['analyst'] });
      expect(
        (await ann.post('/v1/checks', { events: [promoted(bob, 90_000, exchangeOf('ETH'), 'late')] })).status,
      ).toBe(201);
      await covered();
      const progress = () => ({ add: () => undefined, done: () => undefined });
      const { cluster, topics } = pipeline;
      await checkAll(
        { sql, kafka: topicReader(cluster), topics, report, progress, keys: [readVerifier(verifier)], threads: null },
        [],
      );
      await sql.query('ROLLBACK');
    });
    expect(violations).toEqual([]);
    expect(said.join('\n')).toMatch(/^I13 .*NOT CHECKED.* \d+ heads that were signed while this was going on/m);
  });

  it('gives out its heads on the topic, in order and each once where nothing failed', async () => {
    const sizes: number[] = [];
    for await (const records of readTopic({ ...pipeline.cluster, topic: pipeline.topics.checkpoints })) {
      for (const { key, value } of records) {
        const checkpoint = readCheckpoint(value?.toString() ?? '');
        expect(key?.toString()).toBe(checkpoint.origin);
        sizes.push(checkpoint.size);
      }
    }
    expect(sizes).toEqual([...new Set(sizes)].sort((a, b) => a - b));
    expect(sizes).toContain(readCheckpoint(kept[1]).size);
  });

  it('proves over HTTP that it only grew, and where a row stands', async () => {
    const [older, newer] = [readCheckpoint(kept[0]), readCheckpoint(kept[1])];
    const { body: proof } = await auditor.get<{ path: string[] }>(
      `/v1/checkpoints/consistency?from=${older.size}&to=${newer.size}`,
    );
    const bytes = (hashes: readonly string[]): Buffer[] => hashes.map((hash) => Buffer.from(hash, 'base64'));
    expect(isContinued(older, newer, bytes(proof.path))).toBe(true);
    const [row] = await pipeline.database.query<{ position: number }>(
      'SELECT position::float8 AS position FROM alert_fact ORDER BY position LIMIT 1',
    );
    interface Inclusion {
      readonly leaf: string;
      readonly batch: { index: number; size: number; path: string[]; root: string; text: string };
      readonly tree: { index: number; size: number; path: string[] };
      readonly checkpoint: string;
    }
    const { body } = await auditor.get<Inclusion>(`/v1/log/${row?.position}/proof`);
    const { leaf, batch, tree } = body;
    const root = Buffer.from(batch.root, 'base64');
    expect(isIncluded(Buffer.from(leaf, 'base64'), batch.index, batch.size, bytes(batch.path), root)).toBe(true);
    expect(batch.text).toContain(root.toString('hex'));
    const head = readCheckpoint(body.checkpoint);
    expect(isIncluded(leafHash(Buffer.from(batch.text)), tree.index, tree.size, bytes(tree.path), head.root)).toBe(
      true,
    );
    expect((await auditor.get<string>(`/v1/checkpoints/${older.size}`)).body).toBe(kept[0]);
    for (const [path, status] of [
      ['/v1/checkpoints/999999', 404],
      ['/v1/checkpoints/-1', 422],
      ['/v1/checkpoints/consistency?from=1&to=999999', 404],
      ['/v1/checkpoints/consistency?from=2&to=1', 422],
      ['/v1/log/1/proof', 404],
      ['/v1/log/x/proof', 422],
    ] as const) {
      expect([path, (await auditor.get(path)).status]).toEqual([path, status]);
    }
  });

  /** Alters the log as the owner of the database may, makes all agree again, and has it checked. */
  async function afterForging(statement: string, keys: readonly string[] = [], agreeing = true): Promise<Violation[]> {
    const violations: Violation[] = [];
    const take = (line: string) => Promise.resolve(void violations.push(JSON.parse(line) as Violation));
    const report = new Report(take, () => undefined);
    const forger = readSigner(generateKey(readCheckpoint(kept[0]).origin).signer);
    await withSession(dataSource, async ({ sql }) => {
      await sql.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      try {
        await sql.query(statement);
        if (agreeing) await makeItAgree({ ...sql, inTransaction: true }, forger);
        const outside = kept.map((text, i) => ({ where: `kept ${i}`, text }));
        const progress = () => ({ add: () => undefined, done: () => undefined });
        const { cluster, topics } = pipeline;
        const parts = {
          sql,
          kafka: topicReader(cluster),
          topics,
          report,
          progress,
          keys: keys.map(readVerifier),
          threads: null,
        };
        await checkAll(parts, outside);
      } finally {
        await sql.query('ROLLBACK');
      }
    });
    return violations.filter(({ invariant }) => invariant === 'I13' || invariant === 'I14');
  }

  it.each([
    [
      'the bytes of an event',
      `UPDATE event SET value = value || ' '::bytea WHERE position = (SELECT min(position) FROM event)`,
    ],
    [
      'when it was recorded',
      `UPDATE event SET recorded_at = recorded_at - interval '1 year' WHERE position = (SELECT max(position) FROM event)`,
    ],
    ['the order of two events', `UPDATE event SET kafka_offset = -kafka_offset`],
    ['what an alert is said to be', `UPDATE alert_fact SET body = replace(body, 'critical', 'low')`],
    ['who decided', `UPDATE alert_fact SET actor = 'mallory' WHERE position = (SELECT min(position) FROM alert_fact)`],
    ['a rejection', `UPDATE rejection SET reason = 'CONFLICT'`],
    ['an event in the middle is gone', `DELETE FROM event WHERE client_id = '${bob}'`],
    ['all facts about somebody are gone', `DELETE FROM alert_fact WHERE client_id = '${ada}'`],
    [
      'an event that never came',
      `INSERT INTO event (position, identity, client_id, type, shared, recorded_at, topic, partition, kafka_offset, value, salt)
       SELECT position + 60000, sha256(identity), client_id, type, shared, recorded_at, topic, partition, kafka_offset + 1000, value, salt
         FROM event ORDER BY position LIMIT 1`,
    ],
    ['nothing but the key that signs', 'SELECT 1'],
  ])('shows that somebody forged it, though all agrees with all: %s', async (_what, statement) => {
    const found = await afterForging(statement, [verifier]);
    expect(new Set(found.map(({ kind }) => kind))).toContain('BY_ANOTHER_KEY');
    if (statement !== 'SELECT 1') {
      const histories = found.filter(({ kind }) => kind === 'ANOTHER_HISTORY').map(({ row }) => row?.['where']);
      expect(histories).toContain('kept 1');
    }
  });

  /** As the owner, past the triggers that put on record what changes. */
  const unseen = (statement: string): string => `SET LOCAL session_replication_role = replica; ${statement}`;

  it.each([
    ['an approver', `UPDATE policy_activation SET activated_by = 'mallory'`, 'policy_activation', 'activated_by'],
    ['a line of the audit', `UPDATE audit SET person_id = 'mallory'`, 'audit', 'person_id'],
    ['a line of the audit is gone', `DELETE FROM audit`, 'audit', 'position'],
    ['a rule pack in place', `UPDATE policy_pack SET pack = pack || ' '`, 'policy_pack', 'pack_sha256'],
    ['what somebody may do', `UPDATE person SET given_roles = '{admin}'`, 'person', 'given_roles'],
    [
      'a person who was never let in',
      `INSERT INTO person (person_id, name, given_roles, disabled, created_at) VALUES ('eve', 'Eve', '{}', false, now())`,
      'person',
      'person_id',
    ],
    ['a key that was taken back', `UPDATE api_key SET revoked_at = NULL`, 'api_key', 'revoked_at'],
    [
      'a rejection that was set aside by another',
      `UPDATE rejection_step SET actor = 'mallory'`,
      'rejection_step',
      'actor',
    ],
    ['a silence that lasts longer', `UPDATE silence SET until = until + interval '1 year'`, 'silence', 'until'],
    ['a check that allowed more', `UPDATE planned_check SET may = may + 1`, 'planned_check', 'may'],
    ['an answer to a check', `UPDATE planned_check_answer SET body = body || ' '`, 'planned_check_answer', 'sha256'],
    [
      'when a topic was bound',
      `UPDATE topic_incarnation SET bound_at = bound_at - interval '1 day'`,
      'topic_incarnation',
      'bound_at',
    ],
    ['which judge was at work', `UPDATE judge_change SET judge = judge + 1`, 'judge_change', 'judge'],
  ])('shows that %s was altered past the log', async (_what, statement, table, column) => {
    const found = await afterForging(unseen(statement), [], false);
    expect(found).toContainEqual(expect.objectContaining({ invariant: 'I14', table, column }));
  });

  it.each([
    ['of a kind that nobody knows', `UPDATE log_record SET kind = 'gossip' WHERE kind = 'audit'`, 'kind'],
    ['that is no JSON', `UPDATE log_record SET body = body || 'x' WHERE kind = 'audit'`, 'body'],
    ['of answers that are none', `UPDATE log_record SET subject = 'x' WHERE kind = 'planned_check_answer'`, 'subject'],
  ])('shows a record %s, and goes on', async (_what, statement, column) => {
    const found = await afterForging(unseen(statement), [], false);
    expect(found).toContainEqual(expect.objectContaining({ kind: 'UNREADABLE', table: 'log_record', column }));
  });

  it('shows a record that says nothing', async () => {
    const found = await afterForging(unseen(`UPDATE log_record SET body = '{}' WHERE kind = 'audit'`), [], false);
    expect(found).toContainEqual(expect.objectContaining({ table: 'audit', column: 'position' }));
  });

  it('shows it in the tree where the record was made to agree', async () => {
    const statement = `UPDATE audit SET person_id = 'mallory';
      UPDATE log_record SET body = jsonb_set(body::jsonb, '{person_id}', '"mallory"')::text WHERE kind = 'audit'`;
    const found = await afterForging(unseen(statement));
    expect(found.filter(({ invariant }) => invariant === 'I14')).toEqual([]);
    expect(found.map(({ kind }) => kind)).toContain('ANOTHER_HISTORY');
  });

  it('shows that its end was cut off, as an old backup would', async () => {
    const size = readCheckpoint(kept[0]).size;
    const newer = `SELECT b.block FROM tree_leaf t JOIN batch b USING (chain, seq) WHERE t.index >= ${size}`;
    const blocks = (await pipeline.database.query<{ block: string }>(newer)).map(({ block }) => Number(block));
    const inBlocks = `floor(position / 65536) IN (${blocks.join(', ')})`;
    const statement = `
      DELETE FROM event WHERE ${inBlocks}; DELETE FROM alert_fact WHERE ${inBlocks};
      DELETE FROM rejection WHERE ${inBlocks}; DELETE FROM log_record WHERE ${inBlocks}`;
    const found = await afterForging(unseen(statement), [verifier]);
    expect(found).toContainEqual(expect.objectContaining({ kind: 'BEYOND_THE_LOG', row: { where: 'kept 1' } }));
  });
});
