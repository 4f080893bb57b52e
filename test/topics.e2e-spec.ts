import type { Child } from './support/child';
import { clientIds, onboarded } from './support/events';
import { KafkaAdmin } from './support/kafka-admin';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import {
  expectAllOnce,
  handled,
  makeAgain,
  othersGoOn,
  PARTITIONS,
  readOnce,
  stopped,
  stopOf,
} from './support/recreated-topic';
import { until } from './support/until';
import { expectVerified } from './support/verified';

interface TopicItem {
  readonly topic: string;
  readonly state: string;
  readonly incarnation: number;
  readonly proposal: { readonly rebindingId: string; readonly proposedBy: string } | null;
}

const linesOf = <T>(stdout: string): T[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

describe('a topic that was deleted and made again', () => {
  it('longer, while it was read, is read only as two people decide over HTTP', async () => {
    const pipeline = await Pipeline.open('recreated-longer', { partitions: PARTITIONS });
    const admin = await KafkaAdmin.open(pipeline.brokers);
    const { account } = pipeline.topics;
    const [, , { url }] = await Promise.all([pipeline.startMonitor(), pipeline.startNotifier(), pipeline.startApi()]);
    const people = await People.open(pipeline.database.appUrl, url);
    const ada = await people.signIn('ada', { roles: ['admin'] });
    const bob = await people.signIn('bob', { roles: ['approver'] });
    const { client: keyOfAda } = await people.key(ada, { roles: ['approver'] });

    await readOnce(pipeline);
    expect((await ada.post(`/v1/topics/${account}/rebind`, { from: 'beginning', reason: 'Why not.' })).status).toBe(
      409,
    );
    await makeAgain(pipeline, admin, 'longer');
    await stopped(pipeline, 'RECREATED');
    await othersGoOn(pipeline, 'while-stopped');

    const { body: listed } = await bob.get<{ items: TopicItem[] }>('/v1/topics');
    expect(listed.items.find(({ topic }) => topic === account)).toMatchObject({ state: 'STOPPED', incarnation: 1 });
    const health = await bob.get<{ topics: TopicItem[] }>('/v1/health');
    expect(health.body.topics.filter(({ state }) => state === 'STOPPED')).toMatchObject([
      { topic: account, stop: { reason: 'RECREATED' } },
    ]);
    const verified = await pipeline.scopewatch('verify');
    expect([verified.code, linesOf(verified.stdout)]).toMatchObject([1, [{ kind: 'TOPIC_STOPPED', topic: account }]]);

    const proposed = await ada.post<TopicItem>(`/v1/topics/${account}/rebind`, { from: 'beginning', reason: 'Moved.' });
    expect([proposed.status, proposed.body.proposal?.proposedBy]).toEqual([201, 'ada']);
    const decision = { rebindingId: proposed.body.proposal?.rebindingId };
    for (const same of [ada, keyOfAda]) {
      const refused = await same.post<{ code: string }>(`/v1/topics/${account}/rebind/approve`, decision);
      expect([refused.status, refused.body.code]).toEqual([409, 'SECOND_PERSON']);
    }
    const approved = await bob.post<TopicItem>(`/v1/topics/${account}/rebind/approve`, decision);
    expect([approved.status, approved.body]).toMatchObject([200, { state: 'READ', incarnation: 2, proposal: null }]);

    await handled(pipeline, account, `${account}~2`);
    await expectAllOnce(pipeline, 'longer');
    await until('all is told', async () => (await pipeline.database.query('SELECT FROM outbox')).length === 0);
    await expectVerified(pipeline);
    const audit = await pipeline.database.query<{ operation: string; by: string }>(
      `SELECT operation, person_id AS by FROM audit WHERE operation LIKE 'topic.%' ORDER BY position`,
    );
    expect(audit).toEqual([
      { operation: 'topic.rebind', by: 'ada' },
      { operation: 'topic.rebind.approve', by: 'bob' },
    ]);
    const told = (await pipeline.told('rejections')).map(({ data }) => [data['topic'], data['incarnation']]);
    expect(told).toEqual([
      [account, undefined],
      [account, 2],
    ]);
    await people.close();
    await admin.close();
    await pipeline.close();
  });
});

describe('on the command line', () => {
  let pipeline: Pipeline;
  let admin: KafkaAdmin;
  let people: People;
  let monitor: Child;
  let account: string;

  beforeAll(async () => {
    pipeline = await Pipeline.open('recreated-shorter', { partitions: PARTITIONS });
    ({ account } = pipeline.topics);
    admin = await KafkaAdmin.open(pipeline.brokers);
    [monitor] = await Promise.all([pipeline.startMonitor(), pipeline.startNotifier()]);
    people = await People.open(pipeline.database.appUrl, 'http://nowhere');
    for (const name of ['ada', 'bob']) await people.link(name, { roles: ['approver'] });
    await readOnce(pipeline);
  });
  afterAll(async () => {
    await people.close();
    await admin.close();
    await pipeline.close();
  });

  const allTold = () =>
    until('all is told', async () => (await pipeline.database.query('SELECT FROM outbox')).length === 0);

  it('two people decide about a topic that was made again shorter while nobody read', async () => {
    expect((await pipeline.scopewatch('topics')).code).toBe(0);
    await monitor.end('SIGTERM');
    await makeAgain(pipeline, admin, 'shorter');
    monitor = await pipeline.startMonitor();
    await stopped(pipeline, 'RECREATED');
    expect((await stopOf(pipeline))?.topic).toBe(account);
    await othersGoOn(pipeline, 'while-stopped');

    const listed = await pipeline.scopewatch('topics');
    expect(listed.code).toBe(1);
    expect(linesOf<TopicItem>(listed.stdout).filter(({ state }) => state === 'STOPPED')).toMatchObject([
      { topic: account, stop: { reason: 'RECREATED' } },
    ]);
    const wrong = await pipeline.scopewatch('topics', 'rebind', account, '--from', 'somewhere', '--as', 'ada');
    expect(wrong.code).toBe(2);
    const proposed = await pipeline.scopewatch('topics', 'rebind', account, '--from', 'beginning', '--as', 'ada');
    expect([proposed.code, proposed.stderr]).toEqual([0, expect.stringContaining('A second person decides')]);
    expect((await pipeline.scopewatch('topics', 'approve', account, '--as', 'ada')).code).toBe(1);
    expect((await pipeline.scopewatch('topics', 'approve', account, '--as', 'bob')).code).toBe(0);
    await handled(pipeline, account, `${account}~2`);
    await expectAllOnce(pipeline, 'shorter');
  });

  it('somebody accepts what was gone before it was read, and until then it is no success', async () => {
    await monitor.end('SIGTERM');
    await pipeline.send(clientIds('lost', 20).map((id) => onboarded(id)));
    await admin.expireAll(account);
    await pipeline.send(clientIds('kept', 20).map((id) => onboarded(id)));
    await pipeline.startMonitor();
    await handled(pipeline, account, `${account}~2`);
    const gaps = await pipeline.scopewatch('gaps');
    const found = linesOf<{ gapId: string; kind: string; fromOffset: number; toOffset: number }>(gaps.stdout);
    expect([gaps.code, found.reduce((sum, gap) => sum + gap.toOffset - gap.fromOffset, 0)]).toEqual([1, 20]);
    await allTold();
    const verified = await pipeline.scopewatch('verify');
    expect([verified.code, new Set(linesOf<{ kind: string }>(verified.stdout).map(({ kind }) => kind))]).toEqual([
      1,
      new Set(['GAP']),
    ]);
    expect((await pipeline.scopewatch('gaps', 'accept', '--all', '--as', 'bob')).code).toBe(2);
    const accepted = await pipeline.scopewatch('gaps', 'accept', '--all', '--reason', 'Asked the bank.', '--as', 'bob');
    expect([accepted.code, linesOf(accepted.stdout)]).toMatchObject([
      0,
      found.map(({ gapId }) => ({ gapId })).sort((a, b) => a.gapId.localeCompare(b.gapId)),
    ]);
    await expectVerified(pipeline);
  });

  it('the topic of alerts is filled again after it was lost, under the same ids and in the same order', async () => {
    const { alerts } = pipeline.topics;
    await allTold();
    const before = await pipeline.told('alerts');
    expect(before.length).toBeGreaterThan(0);
    await admin.remove(alerts);
    const dry = await pipeline.scopewatch('republish', '--topic', 'alerts', '--dry-run');
    expect([dry.code, dry.stderr]).toEqual([0, expect.stringContaining(`${before.length} that are missing`)]);
    const filled = await pipeline.scopewatch('republish', '--topic', 'alerts');
    expect([filled.code, filled.stderr]).toEqual([0, expect.stringContaining('put into the outbox')]);
    // At least once: a topic that has just been made may take a message twice.
    const after = new Map((await pipeline.told('alerts')).map((told) => [told.id, told]));
    expect([...after.values()]).toEqual(before);
    const nothing = await pipeline.scopewatch('republish', '--topic', 'alerts');
    expect([nothing.code, nothing.stderr]).toEqual([0, expect.stringContaining('Nothing is missing')]);
    await expectVerified(pipeline);
  });
});
