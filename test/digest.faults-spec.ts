import type { Page } from 'playwright-core';
import { freePort } from '#devstack';
import { work } from './support/alert-answers';
import type { ApiClient, Body } from './support/api-client';
import { violationsOn } from './support/browser';
import type { Child } from './support/child';
import { Dashboard } from './support/dashboard-visit';
import { campaign, custodyOf, customers, exchangeOf, used } from './support/events';
import { Mailbox } from './support/mailbox';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { until } from './support/until';
import { expectVerified } from './support/verified';

/** Where it is about noon now, so that no day ends under us. */
const NOON = new Date().getUTCHours() - 12;
const ZONE = `Etc/GMT${NOON < 0 ? NOON : `+${NOON}`}`;
const DAY_ENDS = (() => {
  const there = Date.now() - NOON * 3_600_000;
  return new Date(Math.ceil(there / 86_400_000) * 86_400_000 + NOON * 3_600_000).toISOString();
})();
const CLIENTS = ['c-adalbert', 'c-bertram', 'c-clothilde'];
const BEA = 'bea@bank.example';

interface Counted {
  readonly count: number;
}
interface Today {
  readonly counts: Readonly<Record<string, Counted>>;
  readonly approvals: { readonly total: number } | null;
}

/** A mail as whoever reads it sees it: subject, plain text and HTML. */
function readMail(mail: string): { to: string; subject: string; text: string; html: string } {
  const whole = mail.replaceAll('=\r\n', '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => `%${hex}`);
  const decoded = whole.replace(/(?:%[0-9A-F]{2})+/g, (bytes) => decodeURIComponent(bytes));
  const part = (type: string): string =>
    new RegExp(`Content-Type: text/${type}[\\s\\S]*?\\r\\n\\r\\n([\\s\\S]*?)\\r\\n--`).exec(decoded)?.[1] ?? '';
  const header = (name: string): string => new RegExp(`^${name}: (.*(?:\\r\\n .*)*)`, 'm').exec(mail)?.[1] ?? '';
  const subject = header('Subject').replaceAll(/\r\n\s*/g, ' ');
  return { to: header('To'), subject, text: part('plain').replaceAll('\r\n', '\n'), html: part('html') };
}

describe('a digest by mail', () => {
  let pipeline: Pipeline;
  let people: People;
  let dashboard: Dashboard;
  let mailbox: Mailbox;
  let address: string;
  let first: Child;
  let bea: ApiClient;
  let page: Page;

  beforeAll(async () => {
    pipeline = await Pipeline.open('digest');
    mailbox = await Mailbox.start();
    const port = String(await freePort());
    address = `http://127.0.0.1:${port}`;
    const mail = {
      SCOPEWATCH_SMTP_URL: mailbox.url,
      SCOPEWATCH_SMTP_FROM: 'watch@bank.example',
      SCOPEWATCH_PUBLIC_URL: address,
    };
    await Promise.all([pipeline.startMonitor(), pipeline.startNotifier(mail)]);
    first = (await pipeline.startApi(mail)).api;
    await pipeline.startApi({ ...mail, SCOPEWATCH_PORT: port });
    people = await People.open(pipeline.database.appUrl, address);
    dashboard = await Dashboard.open(people, address);
    await pipeline.sendInTurn([
      ...customers(CLIENTS),
      campaign('spring-of-clothilde', 60_000, 'S', exchangeOf('ETH')),
      used('c-adalbert', 60_001, custodyOf('ETH')),
    ]);
    await pipeline.settled();
    const ann = await people.signIn('ann@bank.example', { roles: ['analyst'] });
    page = (await dashboard.visit(BEA, { roles: ['approver'] })).page;
    bea = await people.signIn(BEA, { roles: ['approver'] });
    const { body } = await ann.get<{ items: Body[] }>('/v1/alerts?limit=200');
    const [one, ...others] = body.items.map(({ alertId }) => String(alertId));
    const closing = { reason: 'REMEDIATED', text: 'The campaign was taken back, as Clothilde asked.' };
    for (const alertId of others) await work(ann, alertId, 'close', closing);
    expect((await work(bea, one ?? '', 'assign', { assignee: BEA })).status).toBe(200);
    expect((await work(ann, one ?? '', 'comment', { text: `Is this yours, @${BEA}?` })).status).toBe(200);
  });
  afterAll(async () => {
    await dashboard?.close();
    await people?.close();
    await mailbox?.close();
    await pipeline?.close();
  });

  const settings = (more: Body) => ({ timeZone: ZONE, landing: null, ...more });
  const makeDue = (personId: string) =>
    pipeline.database.query('UPDATE person_setting SET digest_at = clock_timestamp() WHERE person_id = $1', [personId]);
  const lookedAfter = () =>
    until('nobody’s digest is due any more', async () => {
      const due = await pipeline.database.query(
        `SELECT FROM person_setting WHERE digest_at <= clock_timestamp()
         UNION ALL SELECT FROM digest WHERE due_at IS NOT NULL OR failure IS NOT NULL`,
      );
      return due.length === 0;
    });
  const openSettings = async (of: Page) => {
    await of.getByRole('button', { name: /^Signed in as/ }).click();
    await of.getByRole('menuitem', { name: /Settings/ }).click();
    const dialog = of.getByRole('dialog', { name: 'Settings' });
    await dialog.waitFor();
    return dialog;
  };

  it('is chosen among the settings, where it says when and where to it comes', async () => {
    expect((await bea.post('/v1/me/settings', settings({}))).status).toBe(200);
    await page.reload();
    const dialog = await openSettings(page);
    await dialog.getByText(`At 7:00 in the time zone above, to ${BEA}.`).waitFor();
    await dialog.getByRole('radio', { name: 'Every working day' }).check();
    expect(await violationsOn(page, 'everything')).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const [row] = await pipeline.database.query<{ hour: string; later: boolean }>(
      `SELECT to_char(digest_at AT TIME ZONE time_zone, 'HH24:MI') AS hour, digest_at > clock_timestamp() AS later
         FROM person_setting WHERE person_id = $1`,
      [BEA],
    );
    expect(row).toEqual({ hour: '07:00', later: true });
  });

  it('has the numbers of Today, each with where it leads, and nothing of any client', async () => {
    await makeDue(BEA);
    const { to, subject, text, html } = readMail(await until('a mail comes', async () => mailbox.mails[0]));
    const { body: today } = await bea.get<Today & Body>(`/v1/today?dayEnds=${DAY_ENDS}`);
    const { counts, approvals } = today;
    const count = (name: string): number => counts[name]?.count ?? 0;
    expect([count('mine'), count('mentions'), approvals?.total]).toEqual([1, 1, expect.any(Number)]);
    expect(approvals?.total).toBeGreaterThan(1);

    expect(to).toBe(BEA);
    const numbers = Object.fromEntries(
      [...text.matchAll(/^(\d+) (.*)\n {2}(http\S+)$/gm)].map(([, n, words]) => [words, Number(n)]),
    );
    const said = {
      'alerts overdue': count('overdue'),
      'waiting for your approval': approvals?.total,
      'alerts due today': count('dueToday'),
      'alert with words for you': count('mentions'),
      'new alerts': count('raisedSince'),
      'alert assigned to you': count('mine'),
      'alerts assigned to nobody': count('unassigned'),
    };
    expect(numbers).toEqual(Object.fromEntries(Object.entries(said).filter(([, n]) => n !== 0)));
    const [[urgent, most]] = Object.entries(numbers) as [[string, number]];
    expect(subject.startsWith(`Scopewatch: ${most} ${urgent}`)).toBe(true);

    for (const part of [subject, text, html])
      for (const word of ['adalbert', 'bertram', 'clothilde', 'spring', 'taken back', 'Is this yours'])
        expect(part.toLowerCase()).not.toContain(word.toLowerCase());
    expect(html).toContain(`${approvals?.total} waiting for your approval</a>`);
    for (const [, n, , url = ''] of text.matchAll(/^(\d+) (.*)\n {2}(http\S+)$/gm)) {
      const { origin, pathname, search } = new URL(url);
      expect(origin).toBe(address);
      if (pathname !== '/alerts') continue;
      const { body } = await bea.get<{ items: Body[] }>(`/v1/alerts${search}&limit=200`);
      expect([url, body.items.length]).toEqual([url, Number(n)]);
    }
  });

  it('comes once a day, though it is due again and one of two apis is killed', async () => {
    await lookedAfter();
    const { body } = await bea.post('/v1/me/settings', settings({ digest: 'MONDAYS' }));
    expect(body).toMatchObject({ digest: 'MONDAYS', timeZone: ZONE });
    const carl = await people.signIn('carl@bank.example', { roles: ['viewer'], entities: ['ENT-9'] });
    const dan = await people.signIn('dan@bank.example', { roles: ['viewer'], entities: ['ENT-9'] });
    await carl.post('/v1/me/settings', settings({ digest: 'MONDAYS' }));
    await dan.post('/v1/me/settings', settings({ digest: 'WORKDAYS' }));
    await first.end('SIGKILL');
    for (const personId of [BEA, 'carl@bank.example', 'dan@bank.example']) await makeDue(personId);
    await lookedAfter();
    const mails = mailbox.mails.map(readMail);
    // Nothing waits for either of the others, and only one wants to hear that.
    expect(mails.map(({ to }) => to)).toEqual([BEA, 'carl@bank.example']);
    expect(mails[1]?.subject).toBe('Scopewatch: nothing waits');
    const days = await pipeline.database.query(
      'SELECT person_id, count(*)::int AS n FROM digest GROUP BY 1 ORDER BY 1',
    );
    expect(days).toEqual([BEA, 'carl@bank.example', 'dan@bank.example'].map((id) => ({ person_id: id, n: 1 })));
  });

  it('can be chosen only where it can come, which is said', async () => {
    const refusal = async (client: ApiClient) => {
      const { status, body } = await client.post('/v1/me/settings', settings({ digest: 'WORKDAYS' }));
      const me = await client.get<{ digest: { obstacle: string } }>('/v1/me');
      expect([status, body['detail']]).toEqual([409, me.body.digest.obstacle]);
      return me.body.digest.obstacle;
    };
    const vic = await people.signIn('vic', { roles: ['viewer'] });
    expect(await refusal(vic)).toBe('No mail address of yours is known here. An admin can enter it.');
    const mia = await people.signIn('mia@bank.example', { roles: ['marketing'] });
    expect(await refusal(mia)).toContain('your roles don’t show that page');
    const { page: shown } = await dashboard.visit('vic', { roles: ['viewer'] });
    const dialog = await openSettings(shown);
    await dialog.getByText('No mail address of yours is known here.').waitFor();
    expect(await dialog.getByRole('radio', { name: 'Every Monday' }).isDisabled()).toBe(true);
    expect(await violationsOn(shown, 'everything')).toEqual([]);

    const { url } = await pipeline.startApi();
    const without = await People.open(pipeline.database.appUrl, url);
    const eve = await without.signIn('eve@bank.example', { roles: ['approver'] });
    expect(await refusal(eve)).toContain('No server for mail is set up here');
    await without.close();
    // Whoever wants none any more can always say so.
    const { body } = await bea.post('/v1/me/settings', settings({ digest: null }));
    expect(body['digest']).toBeNull();
  });

  it('leaves a record that verifies', async () => {
    await expectVerified(pipeline);
  });
});
