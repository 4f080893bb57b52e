import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '#devstack';
import type { ApiClient } from './support/api-client';
import type { Child } from './support/child';
import { clientIds, custodyOf, customers, exchangeOf, promoted, used } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { Reader } from './support/reader';
import { until } from './support/until';
import { expectVerified } from './support/verified';

interface Rebuild {
  readonly code?: string;
  readonly rebuildId: string;
  readonly stage: string;
  readonly changed: number;
  readonly added: number;
  readonly gone: number;
  readonly rounds: number;
  readonly caughtUp: number;
}

const ALERTS = '/v1/alerts?limit=200';
const GERMANS = '/v1/clients?country=DE&limit=200';
const OF_API = `datname = current_database() AND application_name = 'scopewatch-api'`;
/** More than are judged while ingest waits. */
const MANY = 110;

const ids = clientIds('c', 160);
const [broken, steady, busy] = [ids.slice(0, 3), ids.slice(3, 8), ids.slice(8)];
const [first = ''] = broken;

describe('a rebuild beside live traffic, by an api that is killed', () => {
  let pipeline: Pipeline;
  let people: People;
  let api: Child;
  let ann: ApiClient;
  let bob: ApiClient;
  let reader: Reader | undefined;
  let traffic: { stop: () => Promise<void> } | undefined;
  const port = freePort();

  const startApi = async (): Promise<string> => {
    const started = await pipeline.startApi({ SCOPEWATCH_PORT: String(await port) });
    api = started.api;
    return started.url;
  };
  /** Kills the api where it waits, and begins another. Its transaction ends with it. */
  const killAndStart = async (release?: () => Promise<void>): Promise<void> => {
    await api.end('SIGKILL');
    await pipeline.database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${OF_API}`);
    await release?.();
    await startApi();
  };
  const waiting = (statement: string): Promise<unknown> =>
    until(`the api waits to ${statement}`, async () => {
      const found = await pipeline.database.query(
        `SELECT 1 FROM pg_stat_activity WHERE ${OF_API} AND wait_event_type = 'Lock' AND query ~* $1`,
        [statement],
      );
      return found.length > 0;
    });
  const rebuildOf = async (id: string): Promise<Rebuild> => (await ann.get<Rebuild>(`/v1/rebuilds/${id}`)).body;
  const reached = (id: string, stage: string): Promise<Rebuild> =>
    until(`the rebuild is ${stage}`, async () => {
      const rebuild = await rebuildOf(id);
      return rebuild.stage === stage && rebuild;
    });
  const begun = async (): Promise<string> => {
    const { status, body } = await ann.post<Rebuild>('/v1/rebuilds', {});
    expect(status).toBe(202);
    return body.rebuildId;
  };
  const seen = () => [reader?.seen.get(ALERTS), reader?.seen.get(GERMANS)];

  beforeAll(async () => {
    pipeline = await Pipeline.open('rebuild', { batch: 50 });
    const [url] = await Promise.all([startApi(), pipeline.start()]);
    people = await People.open(pipeline.database.appUrl, url);
    ann = await people.signIn('ann', { roles: ['admin'] });
    bob = await people.signIn('bob', { roles: ['approver'] });
    await pipeline.send(customers(ids));
    await pipeline.settled();
    await pipeline.send([...broken, ...steady].map((id) => promoted(id, 50, exchangeOf('ETH'))));
    await pipeline.settled();
    const alerts = await alertsBy();
    // As no code of ours would ever leave them.
    await pipeline.database.query('UPDATE alert SET active = false WHERE survivor_id = ANY($1)', [broken]);
    await pipeline.database.query(
      `UPDATE client SET facets = array_remove(facets, 'country:DE') WHERE client_id = ANY($1)`,
      [broken],
    );
    reader = new Reader(bob, [
      {
        path: ALERTS,
        always: steady.map((id) => alerts.get(id) ?? id),
        together: broken.map((id) => alerts.get(id) ?? id),
        idOf: (item) => item['alertId'],
      },
      { path: GERMANS, always: [...steady, ...busy], together: broken, idOf: (item) => item['clientId'] },
    ]);
    traffic = everydayTraffic();
  });
  afterAll(async () => {
    await Promise.all([reader?.stop(), traffic?.stop()]);
    await people.close();
    await pipeline.close();
  });

  const alertsBy = async (): Promise<Map<string, string>> => {
    const rows = await pipeline.database.query<{ client: string; id: string }>(
      'SELECT survivor_id AS client, alert_id AS id FROM alert',
    );
    return new Map(rows.map(({ client, id }) => [client, id]));
  };

  /** Uses within the scope all the while, and now and then a mail that alerts. */
  function everydayTraffic(): { stop: () => Promise<void> } {
    let going = true;
    const done = (async () => {
      for (let minute = 100; going; minute += 1) {
        const some = busy.filter((_, i) => (i + minute) % 4 === 0);
        await pipeline.send(some.map((id) => used(id, minute, custodyOf('BTC'))));
        const [one = ''] = some;
        if (minute % 5 === 0) await pipeline.send([promoted(one, minute, exchangeOf('ETH'))]);
        await sleep(200);
      }
    })();
    return {
      stop: () => {
        going = false;
        return done;
      },
    };
  }

  it('is gone on with where it stood, when it was killed building and catching up', async () => {
    const beginning = await pipeline.database.hold('LOCK TABLE rebuild_difference IN SHARE MODE');
    const id = await begun();
    expect((await ann.post<Rebuild>('/v1/rebuilds', {})).body.code).toBe('REFUSED');
    await waiting('DELETE FROM rebuild_difference');
    const writing = await pipeline.database.hold(
      `INSERT INTO rebuilt_client (rebuild_id, client_id, knowledge) VALUES ('${id}', '${first}', 0)`,
    );
    await beginning();
    await waiting('INSERT INTO rebuilt_client');
    await killAndStart();
    await waiting('INSERT INTO rebuilt_client');
    expect(await rebuildOf(id)).toMatchObject({ stage: 'BUILDING' });
    await touched(MANY);
    const sharing = await pipeline.database.hold(
      `SELECT pg_advisory_xact_lock_shared(hashtext('scopewatch-knowledge'))`,
    );
    await writing();
    await waiting('pg_advisory_xact_lock');
    expect(await rebuildOf(id)).toMatchObject({ stage: 'CATCHING_UP' });
    await killAndStart(sharing);
    const compared = await reached(id, 'COMPARED');
    expect(compared).toMatchObject({ added: 3, gone: 0, changed: 3 });
    expect(compared.caughtUp).toBeGreaterThanOrEqual(MANY);
    expect(seen()).toEqual([['none'], ['none']]);
  });

  /** How many clients live traffic changes from now on. */
  const touched = async (atLeast: number): Promise<void> => {
    const [newest] = await pipeline.database.query<{ position: string }>('SELECT max(position) AS position FROM event');
    await until(`${atLeast} clients were changed`, async () => {
      const [row] = await pipeline.database.query<{ n: number }>(
        'SELECT count(DISTINCT client_id)::int AS n FROM event WHERE position > $1 AND NOT shared',
        [newest?.position],
      );
      return (row?.n ?? 0) >= atLeast;
    });
  };

  it('is put into use as a whole by a second person, or not at all when it is killed then', async () => {
    const id = (await ann.get<{ items: Rebuild[] }>('/v1/rebuilds')).body.items[0]?.rebuildId ?? '';
    const own = await ann.post<Rebuild>(`/v1/rebuilds/${id}/approve`, {});
    expect([own.status, own.body.code]).toEqual([409, 'SECOND_PERSON']);
    // It forgets whom it judged when the new rows are in their place, in the same transaction.
    const forgetting = await pipeline.database.hold(
      `SELECT FROM rebuilt_client WHERE client_id = '${first}' FOR UPDATE`,
    );
    expect((await bob.post(`/v1/rebuilds/${id}/approve`, {})).status).toBe(200);
    await waiting('DELETE FROM rebuilt_client');
    await api.end('SIGKILL');
    expect(seen()).toEqual([['none'], ['none']]);
    await killAndStart(forgetting);
    await reached(id, 'IN_USE');
    await until('everybody sees the new rows', () => Promise.resolve(seen().every((list) => list?.at(-1) === 'all')));
  });

  it('goes back as a whole, also when it is killed then, and a later one puts it right for good', async () => {
    const id = (await ann.get<{ items: Rebuild[] }>('/v1/rebuilds')).body.items[0]?.rebuildId ?? '';
    const sharing = await pipeline.database.hold(
      `SELECT pg_advisory_xact_lock_shared(hashtext('scopewatch-knowledge'))`,
    );
    expect((await bob.post(`/v1/rebuilds/${id}/roll-back`, {})).status).toBe(200);
    await waiting('pg_advisory_xact_lock');
    await killAndStart(sharing);
    await reached(id, 'ROLLED_BACK');
    await until('the old rows are back', () => Promise.resolve(seen().every((list) => list?.at(-1) === 'none')));
    const again = await begun();
    expect(await reached(again, 'COMPARED')).toMatchObject({ added: 3, gone: 0, changed: 3 });
    expect((await bob.post(`/v1/rebuilds/${again}/approve`, {})).status).toBe(200);
    await reached(again, 'IN_USE');
    await until('everybody sees the new rows', () => Promise.resolve(seen().every((list) => list?.at(-1) === 'all')));
  });

  it('shows nobody half of it, tells nobody of it, and leaves what the log gives', async () => {
    await Promise.all([reader?.stop(), traffic?.stop()]);
    expect(reader?.faults).toEqual([]);
    expect(reader?.answers).toBeGreaterThan(20);
    const course = ['none', 'all', 'none', 'all'];
    expect(seen()).toEqual([course, course]);
    await expectVerified(pipeline);
    const [facts] = await pipeline.database.query<{ n: number }>('SELECT count(*)::int AS n FROM alert_fact');
    const sent = await pipeline.sent('alerts');
    expect(sent).toHaveLength(facts?.n ?? 0);
    expect(sent.filter(({ data }) => broken.includes(String(data['clientId'])))).toHaveLength(broken.length);
  });
});
