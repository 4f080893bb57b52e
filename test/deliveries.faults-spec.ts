import { Webhook } from 'standardwebhooks';
import { freePort } from '#devstack';
import { Alertmanager } from './support/alertmanager';
import { selfSigned } from './support/certificate';
import { customers, exchangeOf, promoted, retracted } from './support/events';
import { answering, ok, Receiver, type Respond } from './support/receiver';
import { NotifiedPeople, type Delivery } from './support/notified-people';
import { until } from './support/until';

/** The notifier, with hours as seconds: it tries again after one, one and two of them. */
const NOTIFIER = {
  SCOPEWATCH_NOTIFY_WAIT_SECONDS: '1',
  SCOPEWATCH_NOTIFY_RETRY_SECONDS: '1,1,2',
  SCOPEWATCH_NOTIFY_TIMEOUT_SECONDS: '5',
  SCOPEWATCH_WEBHOOK_ALLOW_PRIVATE: '127.0.0.0/8',
};

const outcomes = (deliveries: readonly Delivery[]) =>
  deliveries.map(({ outcome, reason, status }) => [outcome, reason, status].filter((x) => x !== null).join(' '));

/** Badly at first, then as it should. */
const first =
  (times: number, bad: Respond): Respond =>
  (nth, response) =>
    (nth < times ? bad : ok)(nth, response);

const silent: Respond = () => undefined;

describe('receivers in trouble', () => {
  let notified: NotifiedPeople;
  const receivers: Receiver[] = [];
  beforeAll(async () => {
    notified = await NotifiedPeople.open('deliveries', NOTIFIER);
  });
  afterAll(async () => {
    await notified.close();
    await Promise.all(receivers.map((receiver) => receiver.close()));
  });

  const start = async (respond?: Respond, options?: Parameters<typeof Receiver.start>[1]): Promise<Receiver> => {
    const receiver = await Receiver.start(respond, options);
    receivers.push(receiver);
    return receiver;
  };
  const tested = async (receiver: Receiver, attempts: number): Promise<string[]> => {
    await notified.webhookTo(receiver);
    return outcomes(await notified.attempts(receiver.receiverId, await notified.test(receiver.receiverId), attempts));
  };

  it('answers 500, then not: tried again under the same id', async () => {
    const receiver = await start(first(2, answering(500)));
    expect(await tested(receiver, 3)).toEqual(['FAILED STATUS 500', 'FAILED STATUS 500', 'DELIVERED 204']);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    expect(receiver.messages().map(({ type }) => type)).toEqual(['test', 'test', 'test']);
  });

  it('is down for an hour: nothing is lost', async () => {
    const port = await freePort();
    const { receiver: made, secret } = await notified.receiver({ url: `http://127.0.0.1:${port}/hook` });
    const id = await notified.test(made.receiverId);
    expect(outcomes(await notified.attempts(made.receiverId, id, 1))[0]).toBe('FAILED CONNECTION');
    const receiver = await start(ok, { port });
    await until('it is told after all', async () => receiver.messages(secret ?? '').length === 1);
    expect(receiver.received.map((r) => r.id)).toEqual([id]);
  });

  it('is never up again: given up after the last attempt', async () => {
    const { receiver: made } = await notified.receiver({ url: `http://127.0.0.1:${await freePort()}/` });
    const went = await notified.attempts(made.receiverId, await notified.test(made.receiverId), 5);
    expect(outcomes(went)).toEqual([...Array.from({ length: 4 }, () => 'FAILED CONNECTION'), 'NOT_SENT GAVE_UP']);
  });

  it('is slow: let go after the time-out, and meanwhile in nobody’s way', async () => {
    const slow = await start(first(1, silent));
    const quick = await start();
    await Promise.all([notified.webhookTo(slow), notified.webhookTo(quick)]);
    const id = await notified.test(slow.receiverId);
    await until('the slow one is asked', async () => slow.received.length === 1);
    await notified.attempts(quick.receiverId, await notified.test(quick.receiverId), 1);
    expect(await notified.deliveries(slow.receiverId)).toEqual([]);
    expect(outcomes(await notified.attempts(slow.receiverId, id, 2))).toEqual(['FAILED TIMEOUT', 'DELIVERED 204']);
  });

  it('redirects to a private address: not followed', async () => {
    const target = await start();
    const receiver = await start(answering(307, { location: target.url }));
    expect((await tested(receiver, 1))[0]).toBe('FAILED REDIRECT 307');
    expect(target.received).toEqual([]);
  });

  it('is at an address that is not public, by number or by name: not called', async () => {
    for (const url of ['http://[::1]:9/', 'http://169.254.169.254/latest/meta-data', 'http://0x0a000001/']) {
      const { receiver: made } = await notified.receiver({ url });
      const [went] = await notified.attempts(made.receiverId, await notified.test(made.receiverId), 1);
      expect(went).toMatchObject({ outcome: 'FAILED', reason: 'PRIVATE_ADDRESS' });
    }
  });

  it('shows a certificate that nobody vouches for: not told', async () => {
    const tls = selfSigned();
    if (tls === undefined) {
      process.stderr.write('Not tried with a bad certificate: openssl is not installed.\n');
      return;
    }
    const receiver = await start(ok, { tls });
    await notified.webhookTo(receiver);
    const [went] = await notified.attempts(receiver.receiverId, await notified.test(receiver.receiverId), 1);
    expect(went).toMatchObject({ outcome: 'FAILED', reason: 'TLS' });
    expect(went?.detail).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(receiver.received).toEqual([]);
  });

  it('is gone: disabled until somebody enables it', async () => {
    const receiver = await start(first(1, answering(410)));
    expect(await tested(receiver, 1)).toEqual(['FAILED GONE 410']);
    const path = `/v1/receivers/${receiver.receiverId}`;
    expect((await notified.admin.post(`${path}/test`)).body.code).toBe('REFUSED');
    expect((await notified.admin.post(`${path}/enable`)).body).toMatchObject({ disabledAt: null });
    const id = await notified.test(receiver.receiverId);
    expect(outcomes(await notified.attempts(receiver.receiverId, id, 1))).toEqual(['DELIVERED 204']);
  });

  it('changes its secret: both sign for a day', async () => {
    const receiver = await start();
    await notified.webhookTo(receiver);
    const { body } = await notified.admin.post<{ secret: string; previousUntil: string }>(
      `/v1/receivers/${receiver.receiverId}/rotate`,
    );
    expect(Date.parse(body.previousUntil) - Date.now()).toBeGreaterThan(23 * 3_600_000);
    await notified.attempts(receiver.receiverId, await notified.test(receiver.receiverId), 1);
    expect([receiver.messages().length, receiver.messages(body.secret).length]).toEqual([1, 1]);
    const other = new Webhook(Buffer.alloc(32).toString('base64'));
    expect(() => other.verify(receiver.received[0]?.text ?? '', { ...receiver.received[0]?.headers })).toThrow();
    expect(JSON.stringify((await notified.admin.get('/v1/receivers')).body)).not.toContain('whsec');
  });

  it('has heard, but we die before noting it: told again under the same id, and nothing else twice', async () => {
    const receiver = await start(first(1, silent));
    await notified.webhookTo(receiver, { route: [{ facet: 'clientId', values: ['gil'] }] });
    const watching = await start();
    await notified.webhookTo(watching, { route: [{ facet: 'clientId', values: ['gil'] }] });
    await notified.pipeline.sendInTurn([...customers(['gil']), promoted('gil', 50_000, exchangeOf('ETH'), 'mail')]);
    await until('it has heard', async () => receiver.received.length === 1);
    await until('the other’s is noted', async () => (await notified.deliveries(watching.receiverId)).length === 1);
    await notified.notifier.end('SIGKILL');
    await notified.startNotifier();
    await until('it hears again', async () => receiver.received.length === 2);
    const [before, after] = receiver.received;
    expect([after?.id, after?.text]).toEqual([before?.id, before?.text]);
    await until('all is noted', async () => (await notified.deliveries(receiver.receiverId)).length === 1);
    expect(watching.received).toHaveLength(1);
  });

  it('is Alertmanager: fires while it is so, and resolves', async () => {
    const alertmanager = await Alertmanager.start();
    if (alertmanager === undefined) {
      process.stderr.write('Not tried with Alertmanager: none on the PATH starts.\n');
      return;
    }
    try {
      const route = [{ facet: 'clientId', values: ['hal'] }];
      await notified.receiver({ kind: 'alertmanager', url: alertmanager.url, route });
      await notified.pipeline.sendInTurn([...customers(['hal']), promoted('hal', 50_000, exchangeOf('ETH'), 'mail')]);
      const [firing] = await until('it fires', async () => {
        const all = await alertmanager.firing();
        return all.length > 0 ? all : undefined;
      });
      expect(firing?.labels).toMatchObject({
        alertname: 'BREACH_61_2',
        severity: 'critical',
        client: 'hal',
        entity: 'ENT-1',
        service: 'EXCH_CRYPTO',
      });
      await notified.pipeline.send([retracted('hal-mail')]);
      await until('it resolves', async () => (await alertmanager.firing()).length === 0);
    } finally {
      await alertmanager.close();
    }
  });
});
