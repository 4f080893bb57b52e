import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '#devstack';
import type { ApiClient, Body } from '../support/api-client';
import type { Child } from '../support/child';
import { policy } from '../support/desk';
import { campaign, clientIds, customers, exchangeOf, promoted } from '../support/events';
import { FaultTable, KILLS } from '../support/killing/fault-table';
import { killAtEach } from '../support/killing/kill-at-each';
import { People } from '../support/people';
import { Pipeline } from '../support/pipeline';
import { until } from '../support/until';
import { expectVerified } from '../support/verified';

const AGAIN_MS = 300;
const HOUR_MS = 3_600_000;
/** More than are judged in one transaction by a job, where jobs take their time. */
const IDS = clientIds('j', 120);

describe('a process that is killed between any two effects of a job', () => {
  const table = new FaultTable('jobs');
  let pipeline: Pipeline;
  let people: People;
  let environment: Readonly<Record<string, string>>;
  let [ann, bob] = [] as unknown as [ApiClient, ApiClient];
  let apps: { monitor: Child; notifier: Child; api: Child };

  beforeEach(async () => {
    pipeline = await Pipeline.open('jobs', { batch: 50 });
    environment = { SCOPEWATCH_PORT: String(await freePort()), SCOPEWATCH_REQUESTS_PER_MINUTE: '1000000' };
    const [{ monitor, notifier }, { api, url }] = await Promise.all([pipeline.start(), pipeline.startApi(environment)]);
    apps = { monitor, notifier, api };
    people = await People.open(pipeline.database.appUrl, url);
    ann = await people.signIn('ann', { roles: ['admin', 'privacy'] });
    bob = await people.signIn('bob', { roles: ['approver', 'privacy'] });
    await pipeline.sendInTurn([...customers(IDS), ...IDS.map((id, i) => promoted(id, 500 + i, exchangeOf('ETH')))]);
  });
  afterEach(async () => {
    await people.close();
    await pipeline.close();
  });
  afterAll(() => table.write());

  /** @returns what was answered; nothing where nobody did */
  const asked = async (person: ApiClient, method: 'GET' | 'POST', path: string, body: object = {}): Promise<Body> =>
    (await person.send<Body>(method, path, method === 'GET' ? {} : { body }).catch(() => ({ body: {} }))).body;

  /** Asks again and again: it takes a while until somebody answers. */
  const whileAlive =
    (step: () => Promise<void>) =>
    async (_: number, alive: () => boolean): Promise<void> => {
      for (; alive(); await sleep(AGAIN_MS)) await step();
    };

  it(
    'as the monitor that judges a campaign’s audience and everybody by a new pack, carries on where it stood',
    async () => {
      let packs = 0;
      const work = async (n: number): Promise<void> => {
        await pipeline.send([campaign(`c${n}`, 1_000 + n, 'S', exchangeOf('ETH'))]);
        packs += 1;
        await approved(`pack-${packs}`, packs % 2 === 0 ? 'high' : 'critical');
      };
      await apps.monitor.end('SIGTERM');
      const only = /fan_out|policy|client|alert|COMMIT/;
      const killedAt = await killAtEach(pipeline, { app: 'monitor', work, only, kills: KILLS });
      table.note('monitor', 'judges an audience, and everybody by a new pack', killedAt);
      await pipeline.startMonitor();
      await expectVerified(pipeline);
      const [last] = await pipeline.database.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM alert WHERE active AND severity <> $1`,
        [packs % 2 === 0 ? 'high' : 'critical'],
      );
      expect(last).toEqual({ n: 0 });
    },
    HOUR_MS,
  );

  const approved = async (version: string, severity: 'high' | 'critical'): Promise<void> => {
    const { severities } = policy.pack;
    const pack = { ...policy.pack, version, severities: { ...severities, BREACH_61_2: severity } };
    await asked(ann, 'POST', '/v1/policies', { pack, reason: 'Another grade.' });
    await until(`${version} is tried`, async () => {
      const proposal = await asked(ann, 'GET', `/v1/policies/${version}/proposal`);
      return (proposal['backtest'] as { status?: string } | undefined)?.status === 'DONE';
    });
    await asked(bob, 'POST', `/v1/policies/${version}/approve`);
  };

  it(
    'as the api that rebuilds, leaves the old rows or the new ones',
    async () => {
      const step = async (): Promise<void> => {
        const { items = [] } = await asked(ann, 'GET', '/v1/rebuilds');
        const [latest] = items;
        if (latest === undefined || ['IN_USE', 'ROLLED_BACK', 'CANCELLED', 'FAILED'].includes(String(latest['stage'])))
          await asked(ann, 'POST', '/v1/rebuilds');
        else if (latest['stage'] === 'COMPARED')
          await asked(bob, 'POST', `/v1/rebuilds/${String(latest['rebuildId'])}/approve`);
      };
      await apps.api.end('SIGTERM');
      const only = /rebuil|client|alert|COMMIT/;
      const killedAt = await killAtEach(pipeline, {
        app: 'api',
        environment,
        work: whileAlive(step),
        only,
        kills: KILLS,
      });
      table.note('api', 'rebuilds what is kept', killedAt);
      await pipeline.startApi(environment);
      await expectVerified(pipeline);
    },
    HOUR_MS,
  );

  it(
    'as the api that takes rejections up again, takes each once',
    async () => {
      // Refused as long as nobody knows the type; told again it still is, and what came of it is on record.
      const broken = (n: number) => ({ key: `b${n}`, value: `{"specversion": "1.0", "n": ${n}` });
      await pipeline.sendRaw(
        pipeline.topics.account,
        Array.from({ length: 20 }, (_, n) => broken(n)),
      );
      await pipeline.settled();
      const ids = await pipeline.database.query<{ id: string }>('SELECT rejection_id AS id FROM rejection ORDER BY 1');
      expect(ids).toHaveLength(20);
      const all = async (): Promise<void> => {
        for (const { id } of ids) await asked(ann, 'POST', `/v1/rejections/${id}/redrive`);
      };
      await apps.api.end('SIGTERM');
      const only = /rejection|record|COMMIT/;
      const killedAt = await killAtEach(pipeline, {
        app: 'api',
        environment,
        work: whileAlive(all),
        only,
        kills: KILLS,
      });
      table.note('api', 'takes rejections up again', killedAt);
      await pipeline.startApi(environment);
      await expectVerified(pipeline);
    },
    HOUR_MS,
  );

  it(
    'as the notifier that erases, erases all of a client or goes on with it',
    async () => {
      const ended = new Set<string>();
      const work = async (n: number): Promise<void> => {
        for (const clientId of IDS.slice(2 * n, 2 * n + 2)) {
          const { erasureId } = await asked(ann, 'POST', '/v1/erasures', { clientId, reason: 'By letter.' });
          await asked(bob, 'POST', `/v1/erasures/${String(erasureId)}/approve`);
          ended.add(clientId);
        }
      };
      await apps.notifier.end('SIGTERM');
      const only = /eras|COMMIT/;
      const killedAt = await killAtEach(pipeline, { app: 'notifier', work, only, kills: KILLS });
      table.note('notifier', 'erases clients', killedAt);
      await pipeline.startNotifier();
      await until('all are erased', async () => {
        const left = await pipeline.database.query('SELECT FROM client WHERE client_id = ANY($1)', [[...ended]]);
        return left.length === 0;
      });
      await expectVerified(pipeline);
    },
    HOUR_MS,
  );
});
