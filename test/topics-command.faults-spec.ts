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
import { linesOf, type TopicItem } from './support/topic-item';
import { until } from './support/until';
import { expectVerified } from './support/verified';

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

  const allSent = () =>
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
    await allSent();
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
    await allSent();
    const before = await pipeline.sent('alerts');
    expect(before.length).toBeGreaterThan(0);
    await admin.remove(alerts);
    const dry = await pipeline.scopewatch('republish', '--topic', 'alerts', '--dry-run');
    expect([dry.code, dry.stderr]).toEqual([0, expect.stringContaining(`${before.length} that are missing`)]);
    const filled = await pipeline.scopewatch('republish', '--topic', 'alerts');
    expect([filled.code, filled.stderr]).toEqual([0, expect.stringContaining('put into the outbox')]);
    // At least once: a topic that has just been made may take a message twice.
    const after = new Map((await pipeline.sent('alerts')).map((sent) => [sent.id, sent]));
    expect([...after.values()]).toEqual(before);
    const nothing = await pipeline.scopewatch('republish', '--topic', 'alerts');
    expect([nothing.code, nothing.stderr]).toEqual([0, expect.stringContaining('Nothing is missing')]);
    await expectVerified(pipeline);
  });
});
