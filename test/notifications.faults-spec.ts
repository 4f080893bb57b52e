import { campaign, custodyOf, customers, exchangeOf, promoted, retracted } from './support/events';
import { Mailbox } from './support/mailbox';
import { Receiver, type Message } from './support/receiver';
import { NotifiedPeople } from './support/notified-people';
import { until } from './support/until';

const of = (clientId: string) => (message: Message) => message.data.items.some((item) => item.clientId === clientId);

describe('who is told what', () => {
  let notified: NotifiedPeople;
  let receiver: Receiver;
  let mailbox: Mailbox;
  const clients = ['ann', 'ben', 'cleo', 'dan', 'eve', 'fay'];
  beforeAll(async () => {
    mailbox = await Mailbox.start();
    receiver = await Receiver.start();
    notified = await NotifiedPeople.open('notifications', {
      SCOPEWATCH_NOTIFY_WAIT_SECONDS: '3',
      SCOPEWATCH_WEBHOOK_ALLOW_PRIVATE: '127.0.0.1',
      SCOPEWATCH_SMTP_URL: mailbox.url,
      SCOPEWATCH_SMTP_FROM: 'Scopewatch <watch@bank.example>',
      SCOPEWATCH_PUBLIC_URL: 'https://watch.bank.example/',
    });
    await notified.webhookTo(receiver);
    await notified.pipeline.send(customers(clients));
    await notified.pipeline.settled();
  });
  afterAll(async () => {
    await notified.close();
    await mailbox.close();
    await receiver.close();
  });

  const messages = (clientId: string): Message[] => receiver.messages().filter(of(clientId));
  const firstAbout = (clientId: string): Promise<Message> =>
    until(`${clientId} is told of`, async () => messages(clientId)[0]);
  const raised = (clientId: string): Promise<unknown> =>
    until(`${clientId} has an alert`, async () => {
      const rows = await notified.pipeline.database.query('SELECT 1 FROM alert WHERE client_id = $1', [clientId]);
      return rows.length > 0;
    });
  const notSent = (reason: string): Promise<unknown> =>
    until(`something is not sent: ${reason}`, async () =>
      (await notified.deliveries(receiver.receiverId)).find((d) => d.outcome === 'NOT_SENT' && d.reason === reason),
    );

  it('tells an alert once, signed, and says when it is over', async () => {
    await notified.pipeline.send([promoted('ann', 50_000, exchangeOf('ETH'), 'mail')]);
    const first = await firstAbout('ann');
    expect(first).toMatchObject({ type: 'alerts.raised', data: { sequence: 1, clients: 1, alerts: 1 } });
    expect(first.data).toMatchObject({
      group: { kind: 'alert', title: 'BREACH_61_2: client ann' },
      severity: 'critical',
      items: [{ verdict: 'BREACH_61_2', entityId: 'ENT-1', kind: 'MARKETED', country: 'DE', overdue: false }],
      url: expect.stringMatching(/^https:\/\/watch\.bank\.example\/alerts\/al-/) as unknown,
      disclaimer: 'An indication for review, not a legal determination.',
    });
    await notified.pipeline.send([retracted('ann-mail')]);
    await until('the end is told', async () => messages('ann').length === 2);
    expect(messages('ann')[1]).toMatchObject({ type: 'alerts.resolved', data: { sequence: 2 } });
  });

  it('tells an incident once, with the number of clients, by webhook and by mail', async () => {
    const addresses = ['desk@bank.example', 'law@bank.example'];
    await notified.receiver({ kind: 'email', addresses, route: [{ facet: 'severity', values: ['critical'] }] });
    await notified.pipeline.send([campaign('spring<b>', 60_000, 'S', exchangeOf('ETH'))]);
    const incident = await until('the incident is told', async () =>
      receiver.messages().find((m) => m.data.group.kind === 'incident'),
    );
    expect(incident.data).toMatchObject({ clients: 6, alerts: 6, sequence: 1 });
    const mail = await until('a mail comes', async () => mailbox.mails[0]);
    expect(mail).toContain('To: desk@bank.example, law@bank.example');
    expect(mail).toMatch(/^Message-ID: <msg_[0-9a-f]{32}@bank\.example>/m);
    expect(mail).toContain('Campaign spring<b>: 6 alerts of 6 clients');
    expect(mail).toContain('spring&lt;b&gt;');
    expect(mailbox.mails).toHaveLength(1);
    expect(receiver.messages().filter((m) => m.data.group.kind === 'incident')).toHaveLength(1);
  });

  it('tells nothing of what is taken back in time, and says so', async () => {
    await notified.pipeline.send([promoted('ben', 70_000, custodyOf('ETH'), 'slip')]);
    await raised('ben');
    await notified.pipeline.send([retracted('ben-slip')]);
    await notSent('SUPERSEDED_IN_TIME');
    expect(messages('ben').filter((m) => m.data.group.kind === 'alert')).toEqual([]);
  });

  it('keeps quiet under a silence, and tells when it is ended', async () => {
    const matchers = [{ facet: 'clientId', values: ['cleo'] }];
    const end = new Date(Date.now() + 3_600_000).toISOString();
    const made = await notified.admin.post<{ silenceId: string; state: string }>('/v1/silences', {
      matchers,
      reason: 'Known; the desk is on it.',
      until: end,
    });
    expect([made.status, made.body.state]).toEqual([201, 'IN_FORCE']);
    await notified.pipeline.send([promoted('cleo', 80_000, custodyOf('ETH'), 'known')]);
    await notSent('SILENCED');
    const single = (): Message[] => messages('cleo').filter((m) => m.data.group.kind === 'alert');
    expect(single()).toEqual([]);
    const ended = await notified.admin.send('DELETE', `/v1/silences/${made.body.silenceId}`);
    expect(ended.body).toMatchObject({ state: 'ENDED', endedBy: 'ada' });
    await until('the silence is over', async () => single().length === 1);
  });

  it('lets a long silence do nothing until a second person agrees, whoever asks the database', async () => {
    const long = new Date(Date.now() + 20 * 86_400_000).toISOString();
    const matchers = [{ facet: 'clientId', values: ['nobody'] }];
    const { body } = await notified.admin.post<{ silenceId: string }>('/v1/silences', {
      matchers,
      reason: 'A long one.',
      until: long,
    });
    expect(body).toMatchObject({ state: 'WAITING', needsSecond: true });
    const path = `/v1/silences/${body.silenceId}/approve`;
    expect((await notified.admin.post(path)).body.code).toBe('SECOND_PERSON');
    expect((await notified.approver.post(path)).body).toMatchObject({ state: 'IN_FORCE', approvedBy: 'bo' });
    expect((await notified.approver.post(path)).body.code).toBe('REFUSED');
    const cheat = `INSERT INTO silence (silence_id, matchers, reason, created_by, created_at, until, needs_second)
                   VALUES ('cheat', '[]', '', 'ada', '2090-01-01', '2090-01-02', false)`;
    await expect(notified.pipeline.database.query(cheat)).rejects.toThrow('needs a second person');
  });

  it('tells a missed deadline once', async () => {
    await notified.pipeline.send([promoted('dan', 90_000, custodyOf('ETH'), 'late')]);
    await until('dan is told of', async () => messages('dan').some((m) => m.data.group.kind === 'alert'));
    const late = `UPDATE alert SET raised_at = raised_at - interval '30 hours' WHERE client_id = 'dan' AND incident_id IS NULL`;
    await notified.pipeline.database.query(late);
    const look = `UPDATE notification_group SET due_at = clock_timestamp() WHERE group_key LIKE 'alert:%'`;
    const overdue = (): Message[] => receiver.messages().filter((m) => m.type === 'alerts.overdue');
    await notified.pipeline.database.query(look);
    await until('the breach is told', async () => overdue().length === 1);
    expect(overdue()[0]?.data.items).toMatchObject([{ clientId: 'dan', overdue: true }]);
    await notified.pipeline.database.query(look);
    await until('it was looked at again', async () => {
      const [row] = await notified.pipeline.database.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM notification_group WHERE due_at <= clock_timestamp()`,
      );
      return row?.n === 0;
    });
    expect(overdue()).toHaveLength(1);
  });

  it('says of what no route takes that there is none, and doubles nothing', async () => {
    const { body } = await notified.admin.get<{ items: { receiverId: string }[] }>('/v1/receivers');
    for (const { receiverId } of body.items) await notified.admin.send('DELETE', `/v1/receivers/${receiverId}`);
    await notified.receiver({ url: receiver.url, route: [{ facet: 'country', values: ['FR'] }] });
    const before = receiver.received.length;
    await notified.pipeline.send([promoted('eve', 95_000, custodyOf('ETH'), 'unrouted')]);
    await until('it is said', async () => (await notified.deliveries()).some(({ reason }) => reason === 'NO_ROUTE'));
    expect(receiver.received).toHaveLength(before);
    const ids = receiver.received.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
