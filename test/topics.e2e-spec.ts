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
} from './support/recreated-topic';
import { linesOf, type TopicItem } from './support/topic-item';
import { until } from './support/until';
import { expectVerified } from './support/verified';

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
    const sent = (await pipeline.sent('rejections')).map(({ data }) => [data['topic'], data['incarnation']]);
    expect(sent).toEqual([
      [account, undefined],
      [account, 2],
    ]);
    await people.close();
    await admin.close();
    await pipeline.close();
  });
});
