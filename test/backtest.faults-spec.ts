import { freePort } from '#runtime';
import type { ApiClient } from './support/api-client';
import type { Child } from './support/child';
import { policy } from './support/desk';
import { clientIds, customers, exchangeOf, promoted } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { until } from './support/until';
import { expectVerified } from './support/verified';

jest.setTimeout(180_000);

const OF_API = `datname = current_database() AND application_name = 'scopewatch-api'`;
/** More than are judged at a stretch, so that threads have a part in it. */
const ids = clientIds('c', 1_100);

interface Backtest {
  readonly backtestId: string;
  readonly status: string;
  readonly same: number;
  readonly changed: number;
}

describe('a backtest whose api is killed', () => {
  let pipeline: Pipeline;
  let people: People;
  let api: Child;
  let ann: ApiClient;
  const port = freePort();

  const startApi = async (): Promise<string> => {
    const started = await pipeline.startApi({ SCOPEWATCH_PORT: String(await port) });
    api = started.api;
    return started.url;
  };

  beforeAll(async () => {
    pipeline = await Pipeline.open('backtest-killed');
    const [url] = await Promise.all([startApi(), pipeline.start()]);
    people = await People.open(pipeline.database.appUrl, url);
    ann = await people.signIn('ann', { roles: ['analyst'] });
    await pipeline.send([...customers(ids), ...ids.map((id, i) => promoted(id, 50_000 + i, exchangeOf('ETH')))]);
    await pipeline.settled();
  });
  afterAll(async () => {
    await people.close();
    await pipeline.close();
  });

  it('is done once, whole, by the next; and nobody is told of any of it', async () => {
    const told = (await pipeline.told('alerts')).length;
    const severities = { ...policy.pack.severities, BREACH_61_2: 'medium' };
    const pack = { ...policy.pack, version: 'milder', severities };
    const writing = await pipeline.database.hold('LOCK TABLE backtest_difference IN SHARE MODE');
    const { body } = await ann.post<Backtest>('/v1/backtests', { pack });
    for (let kill = 0; kill < 2; kill += 1) {
      await until('what was found is about to be written', async () => {
        const waiting = await pipeline.database.query(
          `SELECT 1 FROM pg_stat_activity WHERE ${OF_API} AND wait_event_type = 'Lock' AND query ~ 'backtest_difference'`,
        );
        return waiting.length > 0;
      });
      await api.end('SIGKILL');
      await pipeline.database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${OF_API}`);
      await startApi();
    }
    await writing();
    const done = await until('the backtest has come to its end', async () => {
      const answer = await ann.get<{ backtest: Backtest }>(`/v1/backtests/${body.backtestId}`);
      return answer.body.backtest.status !== 'RUNNING' && answer.body.backtest;
    });
    expect(done).toMatchObject({ status: 'DONE', same: 0, changed: ids.length });
    const [found] = await pipeline.database.query(
      `SELECT count(*)::int AS differences, count(DISTINCT client_id)::int AS clients FROM backtest_difference`,
    );
    expect(found).toEqual({ differences: ids.length, clients: ids.length });
    await expectVerified(pipeline);
    expect(await pipeline.told('alerts')).toHaveLength(told);
  });
});
