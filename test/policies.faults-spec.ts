import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '#runtime';
import type { ApiClient } from './support/api-client';
import { clientIds, customers, exchangeOf, promoted } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { ok, Receiver, type Message } from './support/receiver';
import { until } from './support/until';
import { expectVerified } from './support/verified';

interface Proposal {
  readonly code?: string;
  readonly detail?: string;
  readonly differences: readonly string[];
  readonly decision: string | null;
  readonly activatedAt: string | null;
  readonly withdrawnBy: string | null;
  readonly backtest: {
    readonly status: string;
    readonly same: number;
    readonly gone: number;
    readonly changed: number;
  };
}

const live = JSON.parse(readFileSync(join(checkout, 'policy', 'mica-61.json'), 'utf8')) as {
  version: string;
  severities: object;
};
const milder = { ...live, version: 'milder/1', severities: { ...live.severities, BREACH_61_2: 'low' } };
const ids = clientIds('c', 6);

describe('a rule pack, from being proposed to being in force', () => {
  let pipeline: Pipeline;
  let people: People;
  let ann: ApiClient;
  let bob: ApiClient;
  let webhook: Receiver;
  beforeAll(async () => {
    pipeline = await Pipeline.open('policies');
    const settings = { SCOPEWATCH_WEBHOOK_ALLOW_PRIVATE: 'true', SCOPEWATCH_NOTIFY_WAIT_SECONDS: '1' };
    const [{ url }] = await Promise.all([
      pipeline.startApi({ ...settings, SCOPEWATCH_PARITY_SECONDS: '1' }),
      pipeline.startMonitor(),
      pipeline.startNotifier(settings),
    ]);
    people = await People.open(pipeline.database.appUrl, url);
    ann = await people.signIn('ann', { roles: ['admin'] });
    bob = await people.signIn('bob', { roles: ['approver'] });
    await pipeline.send(customers(ids));
    await pipeline.settled();
    await pipeline.send(ids.map((id, i) => promoted(id, 200 + i, exchangeOf('ETH'))));
    await pipeline.settled();
    webhook = await Receiver.start(ok);
    expect((await ann.post('/v1/receivers', { url: webhook.url })).status).toBe(201);
  });
  afterAll(async () => {
    await people.close();
    await pipeline.close();
    await webhook.close();
  });

  const at = (version: string, step: string): string => `/v1/policies/${encodeURIComponent(version)}/${step}`;
  const proposed = async (version: string): Promise<Proposal> =>
    (await ann.get<Proposal>(at(version, 'proposal'))).body;
  const tried = (version: string): Promise<unknown> =>
    until('the backtest is done', async () => (await proposed(version)).backtest.status === 'DONE');
  const inForce = (version: string): Promise<unknown> =>
    until(`${version} is in force`, async () => (await proposed(version)).activatedAt !== null);
  const changes = () =>
    pipeline.database.query<{ cause: string | null; version: string }>(
      `SELECT cause, body::json ->> 'policyVersion' AS version FROM alert_fact ORDER BY position`,
    );

  it('that can’t be used is refused with all that is wrong with it', async () => {
    const { status, body } = await ann.post('/v1/policies', { pack: { ...live, windowHours: 900 }, reason: 'why' });
    expect([status, body.code]).toEqual([422, 'INVALID_INPUT']);
    expect(JSON.stringify(body['problems'])).toContain('windowHours');
    const same = await ann.post('/v1/policies', { pack: { ...live, windowHours: 100 }, reason: 'why' });
    expect([same.status, same.body.code]).toEqual([409, 'REFUSED']);
  });

  it('is tried on all history, told in words, approved by somebody else, and judges everybody again in silence', async () => {
    const { status, body } = await ann.post<Proposal>('/v1/policies', { pack: milder, reason: 'Too grave.' });
    expect([status, body.differences]).toEqual([
      201,
      ['An alert BREACH_61_2 has severity low (before: has severity critical).'],
    ]);
    expect((await ann.post('/v1/policies', { pack: milder, reason: 'Again.' })).status).toBe(409);
    await tried(milder.version);
    expect((await proposed(milder.version)).backtest).toMatchObject({ same: 0, gone: 0, changed: ids.length });
    const own = await ann.post<Proposal>(at(milder.version, 'approve'), {});
    expect([own.status, own.body.code]).toEqual([409, 'SECOND_PERSON']);
    // A key of one's own is nobody else, not for the database either.
    const { client: robot } = await people.key(ann, { roles: ['admin'] });
    expect((await robot.post<Proposal>(at(milder.version, 'approve'), {})).body.code).toBe('SECOND_PERSON');
    const byHand = `UPDATE policy_proposal SET decision = 'APPROVED', effective_from = now(), decided_by = 'ann'`;
    await expect(people.asApp((sql) => sql.query(byHand))).rejects.toThrow(/second person/);
    const before = await changes();
    expect((await bob.post(at(milder.version, 'approve'), {})).status).toBe(200);
    await inForce(milder.version);
    await pipeline.settled();
    expect((await changes()).slice(before.length)).toEqual(ids.map(() => ({ cause: 'POLICY', version: 'milder/1' })));
    const incidents = await pipeline.database.query(`SELECT key FROM incident WHERE kind = 'POLICY'`);
    expect(incidents).toEqual([{ key: 'milder/1' }]);
    expect(await pipeline.sent('alerts')).toHaveLength(before.length + ids.length);
    await until('why nothing was sent is noted', async () => {
      const { body: deliveries } = await ann.get('/v1/deliveries');
      return deliveries.items?.some(({ reason }) => reason === 'POLICY_QUIET') === true;
    });
    expect(webhook.received).toEqual([]);
    await expectVerified(pipeline);
  });

  it('may be an earlier one again, of which people are told if that is asked for', async () => {
    expect((await ann.post('/v1/policies', { pack: live, reason: 'Back.' })).status).toBe(201);
    await tried(live.version);
    expect((await bob.post(at(live.version, 'approve'), { notify: true })).status).toBe(200);
    await inForce(live.version);
    await pipeline.settled();
    await until('people are told', () => Promise.resolve(webhook.received.length > 0));
    const { body } = await ann.get('/v1/policies');
    expect(body.items?.map(({ version, inForce: is }) => [version, is])).toEqual([
      [live.version, true],
      ['milder/1', false],
    ]);
    await expectVerified(pipeline);
  });

  it('comes into force on its day, not before; one that is turned down or withdrawn never does', async () => {
    const later = { ...milder, version: 'later' };
    await ann.post('/v1/policies', { pack: later, reason: 'why' });
    await tried('later');
    await bob.post(at('later', 'approve'), { effectiveFrom: '2099-01-01T00:00:00Z' });
    expect(await proposed('later')).toMatchObject({ decision: 'APPROVED', activatedAt: null });
    const never = { ...milder, version: 'never' };
    await ann.post('/v1/policies', { pack: never, reason: 'why' });
    expect((await bob.post(at('never', 'reject'), {})).status).toBe(200);
    expect((await bob.post(at('never', 'approve'), {})).status).toBe(409);
    const own = await ann.post<Proposal>(at('later', 'withdraw'), {});
    expect([own.status, own.body.decision, own.body.withdrawnBy]).toEqual([200, 'APPROVED', 'ann']);
    for (const version of ['later', 'never', live.version]) {
      expect((await bob.post<Proposal>(at(version, 'withdraw'), {})).body.code).toBe('REFUSED');
    }
    const again = `UPDATE policy_proposal SET withdrawn_by = NULL, withdrawn_at = NULL WHERE version = 'later'`;
    await expect(people.asApp((sql) => sql.query(again))).rejects.toThrow(/was withdrawn/);
    expect((await ann.post('/v1/policies', { pack: later, reason: 'again' })).status).toBe(201);
    await tried('later');
    await bob.post(at('later', 'approve'), { effectiveFrom: '2099-01-01T00:00:00Z' });
    expect(await proposed('later')).toMatchObject({ decision: 'APPROVED', activatedAt: null, withdrawnAt: null });
    const early = `INSERT INTO policy_activation (position, version, recorded_at, effective_from, proposal_id, notify)
      SELECT 1, '${live.version}', now(), now(), proposal_id, false FROM policy_proposal
       WHERE version = 'later' AND withdrawn_at IS NULL`;
    await expect(people.asApp((sql) => sql.query(early))).rejects.toThrow(/not before its time/);
  });

  it('runs in the shadow of live traffic, counted and listed and never sent, until it is stopped or decided on', async () => {
    interface Shadow {
      readonly code?: string;
      readonly status: unknown;
      readonly since: string | null;
      readonly clients: { readonly judged: number; readonly waiting: number };
      readonly changed: number;
    }
    const tried = { ...milder, version: 'tried' };
    expect((await ann.post(at('tried', 'shadow'), {})).status).toBe(404);
    await ann.post('/v1/policies', { pack: tried, reason: 'why' });
    expect((await ann.post<Shadow>(at('tried', 'shadow'), {})).body.status).toBe('RUNNING');
    expect((await bob.post<Shadow>(at('tried', 'shadow'), {})).body.code).toBe('REFUSED');
    const shadow = async (): Promise<Shadow> => (await ann.get<Shadow>(at('tried', 'shadow'))).body;
    await until('it follows', async () => (await shadow()).since !== null);
    const before = (await pipeline.sent('alerts')).length;
    const [eve = '', fay = ''] = ids;
    await pipeline.send([eve, fay].map((id) => promoted(id, 400, exchangeOf('ETH'))));
    await pipeline.settled();
    await until('both were judged', async () => (await shadow()).clients.judged === 2);
    // Each has the alert of before, too.
    expect(await shadow()).toMatchObject({ changed: 4, added: 0, gone: 0, same: 0, startedBy: 'ann' });
    interface Page {
      readonly items: { alertId: string; before: { severity: string }; after: { severity: string } }[];
      readonly nextCursor: string | null;
    }
    const page = async (query: string): Promise<Page> =>
      (await ann.get<Page>(`${at('tried', 'shadow')}/differences?${query}`)).body;
    const first = await page('limit=3');
    const rest = await page(`limit=3&cursor=${first.nextCursor ?? ''}`);
    const listed = [...first.items, ...rest.items];
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([3, 1, null]);
    expect(new Set(listed.map(({ alertId }) => alertId)).size).toBe(4);
    expect(listed.map((d) => [d.before.severity, d.after.severity])).toEqual(Array(4).fill(['critical', 'low']));
    expect((await page(`clientId=${eve}&change=CHANGED`)).items).toHaveLength(2);
    // One alert each, which the traffic alone has caused.
    const sent = (await pipeline.sent('alerts')).slice(before);
    expect(sent).toHaveLength(2);
    expect(JSON.stringify([sent, webhook.received])).not.toMatch(/\btried\b/);
    expect((await bob.post<Shadow>(at('tried', 'shadow/stop'), {})).body.status).toBe('STOPPED');
    expect((await bob.post<Shadow>(at('tried', 'shadow/stop'), {})).body.code).toBe('REFUSED');
    const { body: audit } = await ann.get('/v1/audit');
    expect(JSON.stringify(audit)).toMatch(/policy\.shadow-stop.*policy\.shadow"/);
    expect((await ann.post(at('tried', 'shadow'), {})).status).toBe(202);
    await bob.post(at('tried', 'reject'), {});
    expect(await shadow()).toMatchObject({ status: 'DECIDED', stoppedBy: null });
    expect((await ann.post<Shadow>(at('tried', 'shadow'), {})).body.code).toBe('REFUSED');
    await expectVerified(pipeline);
  });

  it('leaves the acts of before to the packs before it, where it says from when on it judges', async () => {
    const [, , ada = '', fay = ''] = ids;
    const pack = { ...milder, version: 'from-june', actsFrom: '2025-06-02' };
    const { body: proposal } = await ann.post<Proposal>('/v1/policies', { pack, reason: 'New law.' });
    expect(proposal.differences[0]).toBe(
      'The pack judges acts from 2 June 2025 on, and leaves earlier ones to the packs before it (before: judges every act, whenever it was).',
    );
    await tried('from-june');
    expect((await proposed('from-june')).backtest).toMatchObject({ gone: 0, changed: 0 });
    await bob.post(at('from-june', 'approve'), {});
    await inForce('from-june');
    const before = (await changes()).length;
    // A day is 1,440 minutes: the first is of before, though it comes after.
    await pipeline.send([promoted(ada, 1400, exchangeOf('ETH')), promoted(fay, 1500, exchangeOf('ETH'))]);
    await pipeline.settled();
    const sent = (await changes()).slice(before);
    expect(sent.map(({ version }) => version).sort()).toEqual(['from-june', live.version]);
    const { body } = await ann.get<{ items: { version: string; judges: unknown }[] }>('/v1/policies');
    expect(Object.fromEntries(body.items.map(({ version, judges }) => [version, judges]))).toEqual({
      'from-june': { from: '2025-06-02', until: null },
      [live.version]: { from: null, until: '2025-06-02' },
      'milder/1': null,
    });
    const file = join(mkdtempSync(join(tmpdir(), 'scopewatch-')), 'both.zip');
    await pipeline.scopewatch('evidence', '--client', fay, '-o', file);
    expect((await pipeline.scopewatch('evidence', 'verify', file)).code).toBe(0);
    const { stdout } = await pipeline.scopewatch('replay', '--client', ada);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .every((line) => line.includes('"asRecorded":true')),
    ).toBe(true);
    await expectVerified(pipeline);
  });

  it('gives exactly the alerts on record, as is checked of its own accord; and an alarm where it does not', async () => {
    const equal = async (): Promise<unknown> => (await ann.get('/v1/parity')).body['equal'];
    await until('parity was checked', async () => (await equal()) === true);
    const checks = async (): Promise<number | undefined> =>
      (await pipeline.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM backtest WHERE kind = 'PARITY'`))[0]
        ?.n;
    const sent = (): unknown[] =>
      webhook.received.map(({ text }) => JSON.parse(text) as Message).filter(({ type }) => type.startsWith('parity.'));
    const [changed] = await pipeline.database.query<{ id: string }>(
      `UPDATE alert SET active = false WHERE alert_id = (SELECT min(alert_id) FROM alert WHERE active)
       RETURNING alert_id AS id`,
    );
    await until('the difference was found', async () => (await equal()) === false);
    await until('people are told', () => Promise.resolve(sent().length > 0));
    // Later checks find the same, which is no news.
    const furtherOn = ((await checks()) ?? 0) + 3;
    await until('it was checked again', async () => ((await checks()) ?? 0) >= furtherOn);
    expect(sent()).toMatchObject([
      {
        type: 'parity.differs',
        data: {
          severity: 'critical',
          alerts: 1,
          clients: 1,
          group: { kind: 'parity', title: expect.stringContaining('1 missing on record') as unknown },
        },
      },
    ]);
    const metrics = await fetch(`${ann.url}/metrics`).then((answer) => answer.text());
    expect(metrics).toMatch(/scopewatch_parity_differences\{app="api"\} 1/);
    expect(metrics).toMatch(/scopewatch_parity_last_success_timestamp_seconds\{app="api"\} \d{10}/);
    await pipeline.database.query('UPDATE alert SET active = true WHERE alert_id = $1', [changed?.id]);
    await until('people are told that it is over', () => Promise.resolve(sent().length > 1));
    expect(sent().slice(1)).toMatchObject([{ type: 'parity.restored', data: { alerts: 0, sequence: 2 } }]);
  });
});
