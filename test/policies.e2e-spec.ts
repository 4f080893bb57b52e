import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '#runtime';
import type { ApiClient } from './support/api-client';
import { clientIds, customers, exchangeOf, promoted } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { ok, Receiver } from './support/receiver';
import { until } from './support/until';
import { expectVerified } from './support/verified';

jest.setTimeout(180_000);

interface Proposal {
  readonly code?: string;
  readonly detail?: string;
  readonly differences: readonly string[];
  readonly decision: string | null;
  readonly activatedAt: string | null;
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
    expect((await ann.post('/v1/webhooks', { url: webhook.url })).status).toBe(201);
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
    expect([status, body.code]).toEqual([400, 'INVALID_INPUT']);
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
    expect(await pipeline.told('alerts')).toHaveLength(before.length + ids.length);
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

  it('comes into force on its day, not before; one that is turned down never does', async () => {
    const later = { ...milder, version: 'later' };
    await ann.post('/v1/policies', { pack: later, reason: 'why' });
    await tried('later');
    await bob.post(at('later', 'approve'), { effectiveFrom: '2099-01-01T00:00:00Z' });
    expect(await proposed('later')).toMatchObject({ decision: 'APPROVED', activatedAt: null });
    const never = { ...milder, version: 'never' };
    await ann.post('/v1/policies', { pack: never, reason: 'why' });
    expect((await bob.post(at('never', 'reject'), {})).status).toBe(200);
    expect((await bob.post(at('never', 'approve'), {})).status).toBe(409);
    const early = `INSERT INTO policy_activation (position, version, recorded_at, effective_from, proposal_id, notify)
      SELECT 1, '${live.version}', now(), now(), proposal_id, false FROM policy_proposal WHERE version = 'later'`;
    await expect(people.asApp((sql) => sql.query(early))).rejects.toThrow(/not before its time/);
  });

  it('gives exactly the alerts on record, as is checked of its own accord; and an alarm where it does not', async () => {
    const equal = async (): Promise<unknown> => (await ann.get('/v1/parity')).body['equal'];
    await until('parity was checked', async () => (await equal()) === true);
    await pipeline.database.query(
      `UPDATE alert SET active = false WHERE alert_id = (SELECT min(alert_id) FROM alert WHERE active)`,
    );
    await until('the difference was found', async () => (await equal()) === false);
    const metrics = await fetch(`${ann.url}/metrics`).then((answer) => answer.text());
    expect(metrics).toMatch(/scopewatch_parity_differences\{app="api"\} 1/);
    expect(metrics).toMatch(/scopewatch_parity_last_success_timestamp_seconds\{app="api"\} \d{10}/);
  });
});
