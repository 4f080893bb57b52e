import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { structured, TYPE_PREFIX } from '#contract';
import type { FoundTopic, PartitionOffsets, RawRecord } from '#kafka';
import { checkout } from '#runtime';
import { generateKey } from '#proof';
import { createDataSource, Session, withSession } from '#store';
import { checkAll } from '../apps/cli/src/verify/check-all';
import { Report } from '../apps/cli/src/verify/report';
import type { TopicReader } from '../apps/cli/src/verify/source';
import { topicReader } from '../apps/cli/src/verify/topic-reader';
import { alertOf, work } from './support/alert-answers';
import type { ApiClient } from './support/api-client';
import { scopewatch } from './support/child';
import {
  BTC,
  campaign,
  classified,
  custodyOf,
  customers,
  exchangeOf,
  fact,
  joined,
  merged,
  onboarded,
  promoted,
  retracted,
  rolledOut,
  used,
} from './support/events';
import { ALTERED, AS_THE_APP, SEEN_AT, TABLES, alteration, isDerived } from './support/alterations';
import { BOUND, ONCE_READ, READ_ON, RESTORED } from './support/topic-made-again';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { ok, Receiver } from './support/receiver';
import { TimeStampAuthority } from './support/time-stamp-authority';
import { until } from './support/until';
import { expectVerified } from './support/verified';
import { Witness } from './support/witness';

interface Violation {
  readonly invariant: string;
  readonly kind: string;
  readonly table?: string;
  readonly column?: string;
  readonly row?: Readonly<Record<string, unknown>>;
}

/** A monitor of the time before segments: what it refuses can be taken up again later. */
const OLDER_MONITOR = [
  '-e',
  `const { EVENT_TYPES } = require('./dist/libs/domain/src/event-register.js');
   EVENT_TYPES.splice(EVENT_TYPES.indexOf('segment.changed.v1'), 1);
   require('./dist/apps/monitor/src/main.js');`,
];

const ids = ['ada', 'ben', 'cleo', 'dan', 'eve', 'fay', 'gus', 'hal'];
const pack = JSON.parse(readFileSync(join(checkout, 'policy', 'mica-61.json'), 'utf8')) as { version: string };
/** What is raised is overdue at once. */
const hasty = { ...pack, version: 'hasty/1', serviceHours: { low: 1e-6, medium: 1e-6, high: 1e-6, critical: 1e-6 } };
const closing = { reason: 'REMEDIATED', text: 'Switched off again.' };

describe('whoever alters what is on record', () => {
  let pipeline: Pipeline;
  let people: People;
  let ann: ApiClient;
  let bob: ApiClient;
  let root: ApiClient;
  let receiver: Receiver;
  let witness: Witness;
  const authority = TimeStampAuthority.make('tests-time');
  let dataSource: ReturnType<typeof createDataSource>;
  const held = new Map<
    string,
    { bounds: readonly PartitionOffsets[] | null; records: RawRecord[]; identity: FoundTopic | undefined }
  >();

  beforeAll(async () => {
    pipeline = await Pipeline.open('tampering', { partitions: 2 });
    receiver = await Receiver.start(ok);
    const key = generateKey('log.example/tampering');
    witness = new Witness('w.example', key.verifier);
    await witness.listen();
    const settings = {
      SCOPEWATCH_WEBHOOK_ALLOW_PRIVATE: 'true',
      SCOPEWATCH_NOTIFY_WAIT_SECONDS: '0',
      SCOPEWATCH_SIGNING_KEY: key.signer,
      SCOPEWATCH_WITNESSES: witness.setting,
      SCOPEWATCH_TSA_URL: await authority.listen(),
    };
    const [older, , { url }] = await Promise.all([
      pipeline.startMonitor({}, OLDER_MONITOR),
      pipeline.startNotifier(settings),
      pipeline.startApi(settings),
    ]);
    people = await People.open(pipeline.database.appUrl, url);
    ann = await people.signIn('ann', { roles: ['analyst', 'approver'] });
    bob = await people.signIn('bob', { roles: ['approver'] });
    root = await people.signIn('root', { roles: ['admin'] });
    dataSource = createDataSource(pipeline.database.ownerUrl, 2, 'scopewatch-test-tampering');
    await dataSource.initialize();
    expect((await root.post('/v1/receivers', { url: receiver.url })).status).toBe(201);
    const ida = { personId: 'ida', name: 'Ida', email: 'ida@bank.example', roles: ['viewer'], entities: ['ENT-1'] };
    expect((await root.post('/v1/people', ida)).status).toBe(200);
    await refuseSome();
    await older.end('SIGTERM');
    await pipeline.startMonitor();
    await takeUpAgain();
    await makeHistory();
    await workOnAlerts();
    await setAside();
    await governPacks();
    await ask();
    await pipeline.settled();
    await erase();
    for (const statement of [ONCE_READ, READ_ON, BOUND, RESTORED]) await pipeline.database.query(statement);
    await until('all notices are delivered', async () => {
      const waiting = await pipeline.database.query('SELECT 1 FROM notification WHERE next_attempt_at IS NOT NULL');
      const due = await pipeline.database.query('SELECT 1 FROM notification_group WHERE pending_since IS NOT NULL');
      return waiting.length + due.length === 0;
    });
  });
  afterAll(async () => {
    await people?.close();
    await dataSource?.destroy();
    await Promise.all([receiver?.close(), witness?.close(), authority.close()]);
    await pipeline?.close();
  });

  /** Some that can never be taken, and one that a later monitor takes. */
  async function refuseSome(): Promise<void> {
    const { headers } = structured({});
    const unknown = { ...onboarded('x'), type: `${TYPE_PREFIX}client.vanished.v1` };
    for (const value of [Buffer.from('{"specversion'), Buffer.from('[1]'), Buffer.from(JSON.stringify(unknown))]) {
      await pipeline.sendRaw(pipeline.topics.account, [{ key: 'broken', value, headers }]);
    }
    await pipeline.send([joined('ada', 20, 'early')]);
    await pipeline.settled();
  }

  async function takeUpAgain(): Promise<void> {
    expect((await pipeline.scopewatch('redrive', '--all')).stdout).toContain('ACCEPTED');
  }

  /** Alerts of every kind, some of which are taken back, merged, or gathered in incidents. */
  async function makeHistory(): Promise<void> {
    await pipeline.send(customers(ids));
    await pipeline.settled();
    await pipeline.send([
      ...ids.slice(0, 6).map((id) => promoted(id, 50_000, exchangeOf('ETH'), 'mail')),
      used('ada', 60_000, custodyOf('ETH'), 'one'),
      used('ada', 60_001, custodyOf('ETH'), 'two'),
      campaign('spring', 61_000, 'S', exchangeOf('BTC')),
      ...rolledOut('staking', 62_000, 'S', exchangeOf('ETH')),
    ]);
    await pipeline.settled();
    await pipeline.send([
      retracted('fay-mail'),
      merged('gus', 'hal'),
      fact('asset.classified.v1', 'BTC-again', 63_000, { assetId: 'BTC', assetType: BTC, basis: 'CORRECTION' }),
      classified('SOL', BTC),
      fact('client.onboarded.v1', 'ben-on', 1, { clientId: 'ben', entityId: 'ENT-1', kind: 'LEGAL', country: 'DE' }),
      used('ada', 64_000, custodyOf('BTC'), 'last'),
    ]);
    await pipeline.settled();
    expect((await pipeline.scopewatch('redrive', '--all')).stdout).toContain('REJECTED');
  }

  async function workOnAlerts(): Promise<void> {
    const done = async (...step: Parameters<typeof work>): Promise<void> => {
      const { status, body } = await work(...step);
      expect([step[2], status, body.code]).toEqual([step[2], 200, undefined]);
    };
    const [ada, ben, cleo] = await Promise.all(['ada-mail', 'ben-mail', 'cleo-mail'].map((act) => alertOf(ann, act)));
    if (ada === undefined || ben === undefined || cleo === undefined) throw new Error('There are three mails.');
    await done(ann, ada.alertId, 'acknowledge');
    await done(ann, ada.alertId, 'assign', { assignee: 'bob' });
    await done(ann, ada.alertId, 'comment', { text: 'See what @bob says.' });
    await done(ann, ada.alertId, 'escalate', { text: 'Grave.' });
    await done(ann, ben.alertId, 'close', closing);
    await done(bob, ben.alertId, 'approve');
    await done(ann, ben.alertId, 'comment', { text: 'Closed, and rightly.' });
    await done(ann, cleo.alertId, 'close', closing);
    await done(bob, cleo.alertId, 'reject', { text: 'Not yet.' });
    await done(ann, cleo.alertId, 'close', closing);
    await pipeline.database.query(
      `INSERT INTO document (document_id, client_id, entity_id, kind, name, media_type, bytes, sha256, event_id, added_by)
       VALUES ('doc-1', 'ada', 'ENT-1', 'ACKNOWLEDGEMENT', 'signed.txt', 'text/plain', 2, encode(sha256('ok'), 'hex'), 'e', 'ann')`,
    );
    await pipeline.database.query(`INSERT INTO document_content (document_id, content) VALUES ('doc-1', 'ok')`);
    await people.key(root, { roles: ['viewer'] });
    const days = (n: number): string => new Date(Date.now() + n * 86_400_000).toISOString();
    const silence = { matchers: [{ facet: 'clientId', values: ['nobody'] }], reason: 'Known.' };
    const { body: long } = await ann.post<{ silenceId: string }>('/v1/silences', { ...silence, until: days(20) });
    expect((await bob.post(`/v1/silences/${long.silenceId}/approve`)).status).toBe(200);
    expect((await ann.send('DELETE', `/v1/silences/${long.silenceId}`)).status).toBe(200);
  }

  /** One that names a client takes two people; of the others one does. */
  async function setAside(): Promise<void> {
    const waiting = await pipeline.database.query<{ id: string; named: boolean }>(
      `SELECT rejection_id AS id, rejection_names_client(rejection_id) AS named
         FROM rejection JOIN rejection_standing USING (rejection_id) WHERE standing = 'WAITING'`,
    );
    const named = waiting.find((r) => r.named);
    const other = waiting.find((r) => !r.named);
    const path = (id = ''): string => `/v1/rejections/${id}`;
    const reason = { reason: 'Nobody needs it.' };
    const done = [
      await ann.post(`${path(named?.id)}/set-aside`, reason),
      await bob.post(`${path(named?.id)}/approve`),
      await ann.post(`${path(other?.id)}/set-aside`, reason),
    ];
    expect(done.map(({ status }) => status)).toEqual([200, 200, 200]);
  }

  /** A pack that is proposed by one, approved by another, and takes every alert past its time. */
  async function governPacks(): Promise<void> {
    expect((await root.post('/v1/policies', { pack: hasty, reason: 'Sooner.' })).status).toBe(201);
    const path = `/v1/policies/${encodeURIComponent(hasty.version)}`;
    const proposal = async () =>
      (await root.get<{ backtest: { status: string }; activatedAt: string | null }>(`${path}/proposal`)).body;
    await until('the backtest is done', async () => (await proposal()).backtest.status === 'DONE');
    expect((await bob.post(`${path}/approve`, { notify: true })).status).toBe(200);
    await until('the pack is in force', async () => (await proposal()).activatedAt !== null);
    await pipeline.settled();
    await pipeline.send([promoted('dan', 70_000, exchangeOf('BTC'), 'late')]);
    await pipeline.settled();
    await until('a breach is told', async () => {
      return (await pipeline.database.query('SELECT 1 FROM breach_notice')).length > 0;
    });
  }

  /** Somebody who asked for it, after a hold has been lifted. */
  async function erase(): Promise<void> {
    const dora = await people.signIn('dora', { roles: ['privacy'] });
    const dan = await people.signIn('daniel', { roles: ['privacy'] });
    const why = { clientId: 'eve', reason: 'By letter.' };
    const { body: hold } = await dora.post<{ holdId: string }>('/v1/holds', why);
    expect((await dora.post(`/v1/holds/${hold.holdId}/lift`, { reason: 'Over.' })).status).toBe(200);
    const { body } = await dora.post<{ erasureId: string }>('/v1/erasures', why);
    expect((await dan.post(`/v1/erasures/${body.erasureId}/approve`)).status).toBe(200);
    await until('the erasure is finished', async () => {
      const rows = await pipeline.database.query('SELECT FROM erasure WHERE finished_at IS NOT NULL');
      return rows.length > 0;
    });
  }

  async function ask(): Promise<void> {
    const events = [promoted('dan', 80_000, exchangeOf('ETH'), 'planned')];
    expect((await ann.post('/v1/checks', { events })).status).toBe(201);
  }

  it('is not accused of anything where nobody has altered anything', async () => {
    await expectVerified(pipeline);
    expect(await found(null)).toEqual([]);
  });

  it('is not looked for where a part is away: that is said in a sentence', async () => {
    const settings = { DATABASE_URL: pipeline.database.ownerUrl, KAFKA_BROKERS: '127.0.0.1:1' };
    const { code, stdout, stderr } = await scopewatch(['verify'], settings);
    expect([code, stdout, stderr.trim().split('\n')]).toEqual([
      3,
      '',
      [
        'Kafka at 127.0.0.1:1 is not reachable (connect ECONNREFUSED 127.0.0.1:1); check KAFKA_BROKERS, and that it runs.',
      ],
    ]);
  });

  /** Puts a rebuild into use that mends what somebody altered. */
  it('is undone by a rebuild, alert by alert, in every column', async () => {
    const altered = `UPDATE alert SET status = 'CLOSED', severity = 'low', verdict = 'NEUTRAL', entity_id = 'x', country = 'XX',
      effective_at = now(), raised_at = now(), changed_at = now(), assignee = 'eve', work = 99, closed_at = now(),
      proposed = NULL, incident_id = 'x', explanation = 'x', kind = 'x', service = 'x', asset_class = 'x',
      article61_2 = NOT article61_2 WHERE client_id NOT LIKE 'erased-%'`;
    await people.asApp((sql) => sql.query(altered));
    const compared = await pipeline.scopewatch('rebuild');
    expect(compared.code).toBe(1);
    const { body } = await root.get<{ items: { rebuildId: string; stage: string }[] }>('/v1/rebuilds');
    const [rebuild] = body.items;
    expect(rebuild?.stage).toBe('COMPARED');
    expect((await bob.post(`/v1/rebuilds/${rebuild?.rebuildId ?? ''}/approve`, {})).status).toBe(200);
    await until('it is in use', async () => {
      const { body: now } = await root.get<{ stage: string }>(`/v1/rebuilds/${rebuild?.rebuildId ?? ''}`);
      return now.stage === 'IN_USE';
    });
    await expectVerified(pipeline);
  });

  /** What verify finds when this is done to the database; it is undone at once. */
  async function found(statement: string | null, as: 'app' | 'owner' = 'owner'): Promise<Violation[]> {
    return (await checked(statement, as, heldTopics())).violations;
  }

  /** What verify finds, and what it says that it has looked at. */
  async function checked(statement: string | null, as: 'app' | 'owner', kafka: TopicReader) {
    const violations: Violation[] = [];
    const said: string[] = [];
    const note = (line: string) => Promise.resolve(void violations.push(JSON.parse(line) as Violation));
    const report = new Report(note, (line) => void said.push(line));
    await withSession(dataSource, async (session) => {
      await session.sql.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      try {
        if (statement !== null) await alter(session, statement, as);
        const progress = () => ({ add: () => undefined, done: () => undefined });
        // Nobody else sees what is altered here.
        const parts = { sql: session.sql, kafka, topics: pipeline.topics, report, progress, keys: [], threads: null };
        await checkAll(parts, []);
      } finally {
        await session.sql.query('ROLLBACK');
      }
    });
    return { violations, said: said.join('\n') };
  }

  async function alter({ sql }: Session, statement: string, as: 'app' | 'owner'): Promise<void> {
    // As the owner no constraint and no trigger stands in the way.
    await sql.query(as === 'app' ? 'SET LOCAL ROLE scopewatch_app' : 'SET LOCAL session_replication_role = replica');
    expect([statement, await sql.change(statement)]).toEqual([statement, expect.any(Number)]);
    await sql.query(as === 'app' ? 'RESET ROLE' : 'SET LOCAL session_replication_role = origin');
  }

  /** The topics as they were read once: nothing is sent any more. */
  const heldTopics = (): TopicReader => {
    const reader = topicReader({ brokers: pipeline.brokers });
    const hold = async (topic: string) => {
      const known = held.get(topic);
      if (known !== undefined) return known;
      const bounds = await reader.bounds(topic);
      const records: RawRecord[] = [];
      for await (const batch of reader.read(topic)) records.push(...batch);
      const whole = { bounds, records, identity: await reader.identity(topic) };
      held.set(topic, whole);
      return whole;
    };
    return {
      bounds: async (topic) => (await hold(topic)).bounds,
      read: async function* (topic) {
        yield (await hold(topic)).records;
      },
      identity: async (topic) => (await hold(topic)).identity,
    };
  };

  it('is not mistaken for a topic that has expired or is gone, and neither is passed over in silence', async () => {
    const whole = heldTopics();
    const expired: TopicReader = {
      bounds: async (topic) =>
        (await whole.bounds(topic))?.map((p) => ({ ...p, low: p.high < 3n ? p.high : 3n })) ?? null,
      read: async function* (topic) {
        for await (const records of whole.read(topic)) yield records.filter(({ offset }) => offset >= 3n);
      },
      identity: whole.identity,
    };
    const nothing = <T>(value: T) => Promise.resolve(value);
    const gone: TopicReader = { bounds: () => nothing(null), read: whole.read, identity: () => nothing(undefined) };
    const [late, never] = [await checked(null, 'owner', expired), await checked(null, 'owner', gone)];
    expect(late.violations).toEqual([]);
    const { account, product, marketing } = pipeline.topics;
    expect(never.violations).toMatchObject(
      [account, product, marketing].map((topic) => ({ kind: 'TOPIC_STOPPED', reason: 'MISSING', topic })),
    );
    expect(late.said).toMatch(/^I1 .*NOT CHECKED.* \d+ events from \S+, which have expired there/m);
    expect(late.said).toMatch(/^I4 .*NOT CHECKED.* \d+ changes against what was told, which has expired/m);
    expect(never.said).toMatch(/^I1 .*NOT CHECKED.* \d+ events from \S+, which is not there any more/m);
    expect(never.said).toMatch(/^I7 .*NOT CHECKED.* \d+ rejections against what was told/m);
  });

  // A book that is no demonstration has no row there; verify/demonstration.int-spec.ts alters one that is.
  const ofThisBook = TABLES.filter((table) => table !== 'demonstration');
  it.each(ofThisBook)('is noticed in every column of %s that anything is derived for', async (table) => {
    const columns = await pipeline.database.query<{ column: string; type: string; key: boolean }>(
      `SELECT c.column_name AS column, c.data_type AS type,
              EXISTS (SELECT FROM information_schema.key_column_usage k JOIN information_schema.table_constraints t
                        USING (constraint_schema, constraint_name)
                       WHERE t.constraint_type = 'PRIMARY KEY' AND k.table_name = c.table_name
                         AND k.column_name = c.column_name) AS key
         FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.table_name = $1 ORDER BY 1`,
      [table],
    );
    if (table === 'tree_cosignature') {
      await until('a witness has signed', async () => {
        const signed = await pipeline.database.query('SELECT FROM tree_cosignature LIMIT 1');
        return signed.length > 0;
      });
    }
    const unnoticed: string[] = [];
    for (const { column, type, key } of columns) {
      if (!isDerived(table, column)) continue;
      const name = `${table}.${column}`;
      const statement = ALTERED[name] ?? alteration(table, column, type);
      const violations = await found(statement).catch((error: unknown) => [{ kind: String(error) } as Violation]);
      const [seenTable, seenColumn] = (SEEN_AT[name] ?? name).split('.');
      // A row under another key is another row: what is missing and what is too many is named.
      const isNamed = violations.some(
        (v) => v.table === seenTable && (key || v.column === seenColumn) && v.row !== undefined,
      );
      if (!isNamed) unnoticed.push(`${name}: ${JSON.stringify(violations.slice(0, 3))}`);
    }
    expect(unnoticed).toEqual([]);
  });

  it.each(AS_THE_APP)('is noticed as the role of the apps: %s', async (_name, statement, expected) => {
    expect(await found(statement, 'app')).toContainEqual(expect.objectContaining(expected));
  });
});
