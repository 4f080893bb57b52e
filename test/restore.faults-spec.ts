import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#devstack';
import { readCheckpoint } from '#proof';
import { alertOf, work } from './support/alert-answers';
import type { ApiClient, Body } from './support/api-client';
import { Backup } from './support/backup';
import { scopewatch, type Child } from './support/child';
import { campaign, clientIds, customers, exchangeOf, promoted } from './support/events';
import { healthAt } from './support/health';
import { People } from './support/people';
import { Pipeline, type Sent } from './support/pipeline';
import { Receiver } from './support/receiver';
import { tablesThatSay } from './support/tables-that-say';
import { until } from './support/until';
import { expectVerified } from './support/verified';

const ids = clientIds('person', 8);
const [ada = '', bob = '', eve = '', gus = '', hal = ''] = ids;
const CLOSED = { reason: 'REMEDIATED', text: 'Switched off again.' };
const notify = { SCOPEWATCH_NOTIFY_WAIT_SECONDS: '1', SCOPEWATCH_WEBHOOK_ALLOW_PRIVATE: '127.0.0.1' };

describe('a database that is restored to an earlier time', () => {
  const folder = mkdtempSync(join(tmpdir(), 'restore-'));
  const file = (name: string): string => join(folder, name);
  let pipeline: Pipeline;
  let people: People;
  let receiver: Receiver;
  let backup: Backup;
  let apps: Child[] = [];
  let ports: { readonly api: number; readonly monitor: number; readonly notifier: number };
  let [ann, bea, root, dora, dan] = [] as unknown as ApiClient[] as [
    ApiClient,
    ApiClient,
    ApiClient,
    ApiClient,
    ApiClient,
  ];
  /** What stood outside before the restore. */
  let before: { readonly alerts: Sent[]; readonly rejections: Sent[]; readonly hooks: string[] };

  async function start(): Promise<void> {
    const port = async (): Promise<number> => freePort();
    ports ??= { api: await port(), monitor: await port(), notifier: await port() };
    const [{ api }, monitor, notifier] = await Promise.all([
      pipeline.startApi({ SCOPEWATCH_PORT: String(ports.api) }),
      pipeline.startMonitor({}, undefined, ports.monitor),
      pipeline.startNotifier(notify, ports.notifier),
    ]);
    apps = [api, monitor, notifier];
  }
  const stop = async (): Promise<void> => void (await Promise.all(apps.map((app) => app.end('SIGTERM'))));
  const signIn = async (): Promise<void> => {
    people = await People.open(pipeline.database.appUrl, `http://127.0.0.1:${ports.api}`);
    root = await people.signIn('root', { roles: ['admin'] });
    ann = await people.signIn('ann', { roles: ['analyst', 'approver'] });
    bea = await people.signIn('bea', { roles: ['approver'] });
    dora = await people.signIn('dora', { roles: ['privacy'] });
    dan = await people.signIn('dan', { roles: ['privacy'] });
  };
  const hooks = (): string[] => receiver.received.map(({ text }) => text);
  /** What the receiver was sent, but for the moment and the number of the notice. */
  const says = (texts: readonly string[]): unknown[] =>
    texts.map((text) => {
      const { type, data } = JSON.parse(text) as { type: string; data: { group: Body; items: Body[] } };
      return [type, data.group['id'], data.items.map((item) => [item['alertId'], item['status'], item['verdict']])];
    });
  const restoreCheck = async (port: number) => (await healthAt(port)).checks.find(({ name }) => name === 'restore');

  beforeAll(async () => {
    pipeline = await Pipeline.open('restore');
    receiver = await Receiver.start();
    await start();
    await signIn();
    const hook = await root.post<{ secret: string; receiver: Body }>('/v1/receivers', { url: receiver.url, route: [] });
    expect(hook.status).toBe(201);
    await pipeline.sendInTurn([...customers(ids), promoted(ada, 700, exchangeOf('ETH'), 'before')]);
    await until('the first alert is told', () => Promise.resolve(receiver.received.length === 1));
    await pipeline.covered();
    writeFileSync(file('early'), (await pipeline.scopewatch('checkpoints')).stdout);
    await pipeline.scopewatch('evidence', '--client', ada, '-o', file('early.zip'));
    await stop();
    await people.close();
    backup = await Backup.of(pipeline.database);

    await start();
    await signIn();
    await goOn();
    await stop();
    await people.close();
    before = {
      alerts: await pipeline.sent('alerts'),
      rejections: await pipeline.sent('rejections'),
      hooks: hooks(),
    };
    await backup.putBack();
  }, 300_000);
  afterAll(async () => {
    await people?.close();
    await pipeline?.close();
    await backup?.drop();
    await receiver?.close();
  });

  /** One proposes it, another agrees. */
  async function close(alertId: string): Promise<void> {
    const steps = [await work(ann, alertId, 'close', CLOSED), await work(bea, alertId, 'approve')];
    expect(steps.map(({ status }) => status)).toEqual([200, 200]);
  }

  /** All that is lost afterwards. */
  async function goOn(): Promise<void> {
    await pipeline.send([
      promoted(bob, 800, exchangeOf('ETH'), 'after'),
      promoted(gus, 800, exchangeOf('ETH'), 'after'),
      campaign('spring', 900, 'S', exchangeOf('ETH')),
    ]);
    await pipeline.sendRaw(pipeline.topics.account, [{ key: ada, value: 'no JSON' }]);
    await pipeline.settled();
    const [first, second] = [await alertOf(ann, `${ada}-before`), await alertOf(ann, `${bob}-after`)];
    expect((await work(ann, first.alertId, 'acknowledge')).status).toBe(200);
    await close(second.alertId);
    const asked = await dora.post<{ erasureId: string }>('/v1/erasures', { clientId: gus, reason: 'By letter.' });
    expect((await dan.post(`/v1/erasures/${asked.body.erasureId}/approve`)).status).toBe(200);
    await until('the client is erased', async () => {
      const { body } = await dora.get<{ items: Body[] }>('/v1/erasures');
      return body.items.some((one) => one['state'] === 'FINISHED');
    });
    await until('the campaign is told', () => Promise.resolve(hooks().some((text) => text.includes('spring'))));
    await pipeline.covered();
    writeFileSync(file('late'), (await pipeline.scopewatch('checkpoints')).stdout);
    await pipeline.scopewatch('evidence', '--client', bob, '-o', file('late.zip'));
  }

  it('is found by verify, with the name of what is gone', async () => {
    // What stands on the topic for less than a minute may have been signed while it reads.
    const { code, stdout } = await pipeline.scopewatch('verify', '--checkpoint', file('late'));
    expect([code, stdout]).toEqual([1, expect.stringContaining('"kind":"BEYOND_THE_LOG"')]);
  });

  it('is seen by every app, which says so in a sentence and does nothing with it', async () => {
    await start();
    await signIn();
    for (const port of [ports.monitor, ports.notifier]) {
      await until('it is seen', async () => (await restoreCheck(port)) !== undefined);
      const { ready, checks } = await healthAt(port);
      const detail = checks.find(({ name }) => name === 'restore')?.detail;
      expect([ready, detail]).toEqual([
        false,
        expect.stringMatching(/put back to an earlier time.*"scopewatch restore"/),
      ]);
      expect(detail).toMatch(/reaches until 20.*Z \(\d+ leaves\), and \d+ leaves of restore-\S+ were published at 20/);
    }
    await until('the api knows', async () => (await restoreCheck(ports.api))?.ok === false);
    // What can be read still is.
    expect((await ann.get('/v1/alerts')).status).toBe(200);
    const alert = await alertOf(ann, `${ada}-before`);
    const refused = await work(ann, alert.alertId, 'acknowledge');
    expect([refused.status, refused.body['code'], refused.body['detail']]).toEqual([
      503,
      'RESTORED',
      expect.stringContaining('"scopewatch restore"'),
    ]);
    const [handled] = await pipeline.database.query('SELECT 1 FROM event WHERE value = $1', [Buffer.from('spring')]);
    expect([handled, hooks()]).toEqual([undefined, before.hooks]);
    expect(await pipeline.sent('alerts')).toEqual(before.alerts);
  });

  it('is restored on record by whoever says why, who hears first what is lost', async () => {
    const dry = await pipeline.scopewatch('restore', '--dry-run');
    const steps = dry.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Body);
    expect([dry.code, steps.map(({ clientId, status, actor }) => [clientId, status, actor])]).toEqual([
      0,
      expect.arrayContaining([
        [ada, 'ACKNOWLEDGED', 'ann'],
        [bob, 'CLOSED', 'bea'],
      ]),
    ]);
    expect(steps).toHaveLength(3);
    expect(dry.stderr).toMatch(/has sent \d+ messages that are not on record/);
    expect((await pipeline.scopewatch('restore', '--yes')).code).toBe(2);
    expect((await pipeline.scopewatch('restore', '--reason', 'A disk was lost.')).stderr).toContain('--yes');
    const asApp = { DATABASE_URL: pipeline.database.appUrl };
    const denied = await pipeline.scopewatchWith(asApp, 'restore', '--yes', '--reason', 'x y');
    expect([denied.code, denied.stderr]).toEqual([2, expect.stringContaining('Only the owner of the database')]);
    expect(await pipeline.database.query('SELECT 1 FROM restore')).toEqual([]);

    const done = await pipeline.scopewatch('restore', '--yes', '--reason', 'A disk was lost.');
    expect([done.code, done.stderr]).toEqual([0, expect.stringMatching(/1 erasures are carried out again/)]);
    expect(done.stderr).toMatch(/Epoch 2 is open/);
    const again = await pipeline.scopewatch('restore');
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('nothing to restore')]);
    await until('the notifier is well again', async () => (await healthAt(ports.notifier)).ready);
    await until('the monitor is well again', async () => (await healthAt(ports.monitor)).ready);
    await until('the api is well again', async () => (await restoreCheck(ports.api))?.ok === true);
  }, 120_000);

  it('keeps who was erased erased', async () => {
    await until('the erasure is finished', async () => {
      const [row] = await pipeline.database.query(
        `SELECT 1 FROM erasure WHERE ground = 'LEDGER' AND finished_at IS NOT NULL`,
      );
      return row !== undefined;
    });
    await pipeline.covered();
    expect(await tablesThatSay(pipeline.database, gus)).toEqual([]);
  });

  it('has read again what came since, and sent nothing of it a second time', async () => {
    await pipeline.covered();
    expect(await pipeline.sent('rejections')).toEqual(before.rejections);
    const known = new Set(before.alerts.map(({ id }) => id));
    const sent = await pipeline.sent('alerts');
    expect(sent.filter(({ id }) => !known.has(id))).toEqual([]);
    // Nothing waits that would tell it later.
    await until('all is told', async () => {
      const [row] = await pipeline.database.query<{ n: number }>(
        'SELECT count(*)::int AS n FROM notification_group WHERE pending_since IS NOT NULL',
      );
      return row?.n === 0;
    });
    expect(hooks()).toEqual(before.hooks);
    const notSent = await pipeline.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM delivery WHERE reason = 'SENT_BEFORE_RESTORE'`,
    );
    expect(notSent[0]?.n).toBeGreaterThan(0);
  });

  it('takes steps again, which were told, and tells what is new', async () => {
    const second = await alertOf(ann, `${bob}-after`);
    expect(second.status).toBe('OPEN');
    await close(second.alertId);
    await pipeline.send([
      promoted(hal, 2_000, exchangeOf('ETH'), 'new'),
      promoted(eve, 2_000, exchangeOf('ETH'), 'new'),
    ]);
    const about = (clientId: string): boolean =>
      hooks().some((text) => (JSON.parse(text) as { data: { group: Body } }).data.group['clientId'] === clientId);
    await until('what is new is told', () => Promise.resolve(about(hal) && about(eve)));
    await pipeline.covered();
    const known = new Set(before.alerts.map(({ id }) => id));
    const fresh = (await pipeline.sent('alerts')).filter(({ id }) => !known.has(id));
    expect(fresh.map(({ data }) => data['clientId']).sort()).toEqual([eve, hal]);
    const twice = says(hooks()).map((one) => JSON.stringify(one));
    expect(new Set(twice).size).toBe(twice.length);
  });

  it('holds, as verify finds, with heads of before as far as they can', async () => {
    await expectVerified(pipeline);
    const { code, stdout, stderr } = await pipeline.scopewatch('verify', '--checkpoint', file('early'), file('late'));
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^I13 .*heads of what is lost: .* by the restore of 20\S+Z, on record as epoch 2/m);
    const [row] = await pipeline.database.query<{ origin: string }>('SELECT origin FROM restore');
    const latest = readCheckpoint((await pipeline.scopewatch('checkpoints')).stdout);
    expect(latest.origin).toBe(row?.origin);
    expect(latest.origin).toMatch(/\/epoch-2$/);
    for (const name of ['early.zip', 'late.zip']) {
      expect(await scopewatch(['evidence', 'verify', file(name)], {})).toMatchObject({ code: 0, stdout: 'same\n' });
    }
  });
});
