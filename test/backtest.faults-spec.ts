import { freePort } from '#devstack';
import type { ApiClient } from './support/api-client';
import type { Child } from './support/child';
import { policy } from './support/desk';
import { clientIds, customers, exchangeOf, promoted } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { until } from './support/until';
import { expectVerified } from './support/verified';

const OF_API = `datname = current_database() AND application_name = 'scopewatch-api'`;
/** More than are judged at a stretch, so that threads have a part in it. */
const ids = clientIds('c', 1_100);

interface Backtest {
  readonly backtestId: string;
  readonly status: string;
  readonly same: number;
  readonly added: number;
  readonly gone: number;
  readonly changed: number;
}

describe('a backtest that is interrupted', () => {
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
    await pipeline.sendInTurn([...customers(ids), ...ids.map((id, i) => promoted(id, 50_000 + i, exchangeOf('ETH')))]);
    await pipeline.settled();
  });
  afterAll(async () => {
    await people.close();
    await pipeline.close();
  });

  it('is done once, whole, by the next; and nobody is told of any of it', async () => {
    const sent = (await pipeline.sent('alerts')).length;
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
    expect(await pipeline.sent('alerts')).toHaveLength(sent);
  });

  it('goes on where it was killed or cancelled, and compares again whom something has happened to since', async () => {
    const facets = { ...policy.pack.facets, technologies: { ...policy.pack.facets.technologies, enabled: false } };
    const pack = { ...policy.pack, version: 'wider', facets };
    const { database } = pipeline;
    await database.query(`
      CREATE FUNCTION wait_there() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END $$;
      CREATE TRIGGER wait_there BEFORE INSERT ON backtest_chunk FOR EACH ROW WHEN (NEW.chunk = 2)
        EXECUTE FUNCTION wait_there();`);
    const release = await database.hold('SELECT pg_advisory_xact_lock(4711)');
    const { body } = await ann.post<Backtest>('/v1/backtests', { pack });
    const { backtestId } = body;
    const isWaiting = () =>
      until('the second chunk is about to be written', async () => {
        const waiting = await database.query(
          `SELECT 1 FROM pg_stat_activity WHERE ${OF_API} AND wait_event = 'advisory' AND query ~ 'INTO backtest_chunk'`,
        );
        return waiting.length > 0;
      });
    const firstChunk = async (): Promise<unknown> =>
      (
        await database.query(
          'SELECT xmin::text AS written, clients::int FROM backtest_chunk WHERE backtest_id = $1 AND chunk = 1',
          [backtestId],
        )
      )[0];
    await isWaiting();
    const written = await firstChunk();
    expect(written).toMatchObject({ clients: 500 });
    await api.end('SIGKILL');
    await database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${OF_API}`);
    await startApi();
    await isWaiting();
    const answer = await ann.post<Backtest & { clients: unknown }>(`/v1/backtests/${backtestId}/cancel`, {});
    expect(answer.body).toMatchObject({ status: 'CANCELLED', clients: { done: 500, total: ids.length } });
    expect(await firstChunk()).toEqual(written);
    await release();
    const ended = (id: string) =>
      until('the backtest has come to its end', async () => {
        const { body: found } = await ann.get<{ backtest: Backtest; byVerdict: unknown }>(`/v1/backtests/${id}`);
        return !['WAITING', 'RUNNING'].includes(found.backtest.status) && found;
      });
    const resumed = await ann.post<Backtest & { code?: string }>(`/v1/backtests/${backtestId}/resume`, {});
    expect([resumed.status, resumed.body.status]).toEqual([200, 'WAITING']);
    const whole = await ended(backtestId);
    expect(await firstChunk()).toEqual(written);
    const again = async (): Promise<unknown> => {
      const fresh = await ann.post<Backtest>('/v1/backtests', { pack });
      const { backtest, byVerdict } = await ended(fresh.body.backtestId);
      const { status, same, added, gone, changed } = backtest;
      return { backtest: { status, same, added, gone, changed }, byVerdict };
    };
    expect(whole).toMatchObject((await again()) as object);
    const { body: refused } = await ann.post<Backtest & { code?: string }>(`/v1/backtests/${backtestId}/resume`, {});
    expect(refused.code).toBe('REFUSED');
    // Somebody of the first chunk gets another mail before it goes on.
    await database.query(`UPDATE backtest SET status = 'CANCELLED' WHERE backtest_id = $1`, [backtestId]);
    await pipeline.send([promoted(ids[3] ?? '', 60_000, exchangeOf('ETH'), 'another')]);
    await pipeline.settled();
    await ann.post(`/v1/backtests/${backtestId}/resume`, {});
    const later = await ended(backtestId);
    expect(await firstChunk()).not.toEqual(written);
    expect(later).toMatchObject((await again()) as object);
    expect(later.backtest.status).toBe('DONE');
    await expectVerified(pipeline);
  });
});
