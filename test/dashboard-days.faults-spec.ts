import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { work } from './support/alert-answers';
import type { ApiClient, Body } from './support/api-client';
import { CountedPage } from './support/counted-page';
import { Dashboard } from './support/dashboard-visit';
import {
  BTC,
  classified,
  clientIds,
  custodyOf,
  campaign,
  ENTITY,
  ETH,
  exchangeOf,
  joined,
  onboarded,
  requested,
  used,
} from './support/events';
import { monitorBefore } from './support/older-monitor';
import { People, type Someone } from './support/people';
import { Pipeline } from './support/pipeline';
import { until } from './support/until';

const ASKED_BY_PHONE = clientIds('phone', 6);
const WRONG_ASSET = clientIds('asset', 4);
const SPRING = clientIds('spring', 5);
const AUTUMN = clientIds('autumn', 2);
const OUTSIDE = clientIds('us', 3);

const customer = (clientId: string) => [onboarded(clientId), requested(clientId, 10, custodyOf('BTC'))];
const inSegment = (ids: readonly string[], segmentId: string) =>
  ids.flatMap((id) => [...customer(id), joined(id, 20, segmentId)]);
/** As the calendar of the browser names it. */
const dayOf = (at: Date): string => `${at.getDate()} ${at.toLocaleString('en', { month: 'long' })} ${at.getFullYear()}`;
const closing = { reason: 'REMEDIATED', text: 'The mail was taken back.' };

describe('five days at the desk, in a browser', () => {
  let pipeline: Pipeline;
  let people: People;
  let dashboard: Dashboard;
  let address: string;
  let ann: ApiClient;

  beforeAll(async () => {
    pipeline = await Pipeline.open('days');
    // It does not know yet that services are used.
    const older = await pipeline.startMonitor({}, monitorBefore('account.service-used.v1'));
    const [, { url }] = await Promise.all([pipeline.startNotifier(), pipeline.startApi()]);
    address = url;
    people = await People.open(pipeline.database.appUrl, address);
    dashboard = await Dashboard.open(people, address);
    await pipeline.sendInTurn([
      classified('BTC', BTC),
      classified('ETH', ETH),
      ...customer('late'),
      used('late', 30_000, custodyOf('ETH')),
    ]);
    await older.end('SIGTERM');
    await pipeline.startMonitor();
    await pipeline.sendInTurn([
      ...ASKED_BY_PHONE.flatMap((id) => [...customer(id), used(id, 40_000, custodyOf('ETH'))]),
      ...OUTSIDE.map((id) => onboarded(id, 'US')),
    ]);
    await pipeline.sendInTurn(WRONG_ASSET.flatMap((id) => [...customer(id), used(id, 41_000, exchangeOf('BTC'))]));
    await pipeline.settled();
    ann = await people.signIn('ann', { roles: ['analyst'] });
    await ann.post('/v1/me/settings', { timeZone: null, landing: '/alerts' });
  });
  afterAll(async () => {
    await dashboard?.close();
    await people?.close();
    await pipeline?.close();
  });

  /** Somebody signs in, and begins with the page that is theirs. */
  const begin = async (personId: string, someone: Someone, title: string): Promise<CountedPage> => {
    const { page } = await dashboard.visit(personId, someone);
    await heading(page, title);
    return new CountedPage(page);
  };
  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
  const toPage = (page: Page, name: string): Locator =>
    page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true });
  const rows = (page: Page) => page.getByRole('table', { name: 'Alerts' }).locator('tbody tr[data-index]');
  const alerts = async (query: string): Promise<Body[]> =>
    (await ann.get<{ items: Body[] }>(`/v1/alerts?limit=200&${query}`)).body.items;

  it('an analyst reads ten alerts and closes each of them, with sixty keys and no click', async () => {
    const hand = await begin('ann', { roles: ['analyst'] }, 'Alerts');
    const { page } = hand;
    await rows(page).nth(9).waitFor();
    const dialog = page.getByRole('dialog', { name: 'Close: this alert' });
    const reads = async (place: number) => {
      await page.getByText(`${place} of 10`).waitFor();
      await page.locator('blockquote').waitFor();
    };
    const closes = async (reason: string, text: string) => {
      await hand.press('c');
      await dialog.waitFor();
      await hand.press(reason);
      await hand.press('Tab');
      await hand.type(text);
      await hand.press('Control+Enter');
    };
    const closesAgain = async (text: string) => {
      await hand.press('.');
      // What will stand in the log is on the screen before it is sent.
      await dialog.getByText(text).waitFor();
      await hand.press('Enter');
    };
    const first = await shownClients(page);
    await hand.press('j');
    await hand.press('Enter');
    let written: string | undefined;
    for (const [i, clientId] of first.entries()) {
      await reads(i + 1);
      const [reason, text] = clientId.startsWith('phone') ? ['e', 'Asked by phone.'] : ['t', 'Wrong asset id.'];
      if (written === text) await closesAgain(text);
      else await closes(reason, text);
      written = text;
    }
    await until('all ten are closed', async () => (await alerts('status=CLOSED')).length === 10);
    const closed = await alerts('status=CLOSED');
    // Each with words of its own in the log.
    const found = await Promise.all(
      closed.map(({ alertId, clientId }) => closingOf(String(alertId), String(clientId))),
    );
    expect(new Set(found)).toEqual(
      new Set([
        ...ASKED_BY_PHONE.map((id) => `${id}: CLIENT_INITIATED_EVIDENCE, Asked by phone.`),
        ...WRONG_ASSET.map((id) => `${id}: FALSE_DATA, Wrong asset id.`),
      ]),
    );
    const { clicks, keys } = hand.counted('the analyst');
    expect(clicks).toBe(0);
    expect(keys).toBeLessThanOrEqual(60);
    await page.context().close();
  });

  const closingOf = async (alertId: string, clientId: string): Promise<string> => {
    const { body } = await ann.get<{ items: Body[] }>(`/v1/alerts/${alertId}/history`);
    const { reason, text } = (body.items.at(-1)?.['note'] ?? {}) as Body;
    return `${clientId}: ${String(reason)}, ${String(text)}`;
  };
  const shownClients = async (page: Page): Promise<string[]> => {
    const texts = await rows(page).allInnerTexts();
    return texts.map((text) => /(?:phone|asset)-\d+/.exec(text)?.[0] ?? text);
  };

  describe('after two campaigns', () => {
    let between: number;
    beforeAll(async () => {
      await pipeline.sendInTurn([...inSegment(SPRING, 'S'), ...inSegment(AUTUMN, 'T')]);
      await pipeline.settled();
      between = Date.now();
      await pipeline.sendInTurn([
        campaign('spring', 60_000, 'S', exchangeOf('ETH')),
        campaign('autumn', 61_000, 'T', exchangeOf('ETH')),
      ]);
      await pipeline.settled();
      // Those of autumn are older than they may get.
      await pipeline.database.query(
        `UPDATE alert SET raised_at = raised_at - interval '2 days' WHERE client_id LIKE 'autumn%'`,
      );
      for (const { alertId } of await alerts('severity=critical'))
        expect((await work(ann, String(alertId), 'close', closing)).status).toBe(200);
    });

    it('an approver finds what waits for them, approves one campaign, rejects the other, and sees what is late', async () => {
      const hand = await begin('bea', { roles: ['approver'] }, 'Today');
      const { page } = hand;
      const waitingSection = page.getByRole('region', { name: 'Waiting for my approval' });
      const waiting = waitingSection.getByRole('table');
      await page.getByText('7 in all: 7 closings').waitFor();
      const decides = async (which: RegExp, button: string, why: string, done: string) => {
        await hand.click(waiting.getByRole('link', { name: which }));
        await hand.click(page.getByRole('button', { name: button }));
        const dialog = page.getByRole('dialog');
        await dialog.getByText(closing.text).waitFor();
        await hand.type(why);
        await hand.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        await page.getByText(done).waitFor();
        await hand.click(toPage(page, 'Today'));
      };
      await decides(/Campaign spring/, 'Approve 5 closings', 'I have seen the list.', '5 alerts closed.');
      await decides(/Campaign autumn/, 'Reject 2 closings', 'Nobody was told.', '2 alerts left open.');
      await waitingSection.getByText('Nobody else has proposed anything').waitFor();
      const overdue = page.locator('a.card-link').filter({ hasText: /^Overdue/ });
      await overdue.getByText('2', { exact: true }).waitFor();
      await hand.click(overdue);
      await rows(page).nth(1).waitFor();
      expect((await rows(page).allInnerTexts()).every((text) => /autumn[\s\S]*Was due/.test(text))).toBe(true);
      expect((await alerts('status=CLOSED')).map(({ clientId }) => clientId)).toEqual(expect.arrayContaining(SPRING));
      expect(hand.counted('the approver').clicks).toBeLessThanOrEqual(7);
      await page.context().close();
    });

    it('a marketing manager sees whom a campaign affects, and whom the next one may be sent to', async () => {
      const hand = await begin('mia', { roles: ['viewer', 'marketing'] }, 'Overview');
      const { page } = hand;
      // All that it raised is decided by now; whom it reached is still to be seen.
      await hand.click(toPage(page, 'Incidents'));
      await hand.click(page.getByRole('link', { name: /spring/ }));
      await page.getByText('5 clients reached').waitFor();
      const reached = page.getByRole('table', { name: 'Alerts of this incident' });
      for (const id of SPRING) await reached.getByText(id).filter({ visible: true }).first().waitFor();
      await hand.click(toPage(page, 'Check before sending'));
      const field = (label: string) => page.locator('input').and(page.getByLabel(label));
      await hand.click(field('Entity of the firm'));
      await hand.type(ENTITY);
      const asset = field('Asset');
      while ((await asset.and(page.locator(':focus')).count()) === 0) await hand.press('Tab');
      await hand.type('ETH');
      await hand.press('Tab');
      await hand.press('e');
      expect(await page.getByLabel('To whom').inputValue()).toBe('EVERYONE');
      await hand.click(page.getByRole('button', { name: 'Ask', exact: true }));
      await page.getByText('It may not be sent to all of them.').waitFor();
      const list = page.waitForEvent('download');
      await hand.click(page.getByRole('link', { name: 'May', exact: true }));
      const lines = readFileSync(await (await list).path(), 'utf8')
        .trim()
        .split('\r\n')
        .slice(1);
      expect(lines.map((line) => line.split(',')[0])).toEqual(OUTSIDE);
      expect(hand.counted('the marketing manager').clicks).toBeLessThanOrEqual(6);
      await page.context().close();
    });

    it('an auditor sees what was known then, goes through history, and verifies the evidence of a client', async () => {
      const hand = await begin('cora', { roles: ['auditor'] }, 'Overview');
      const { page } = hand;
      await hand.click(toPage(page, 'Clients'));
      await hand.click(page.getByRole('link', { name: SPRING[0] ?? '', exact: true }));
      await heading(page, `Client ${SPRING[0]}`);
      const evidence = page.waitForEvent('download');
      await hand.click(page.getByRole('link', { name: 'Evidence', exact: true }));
      const { code, stdout } = await pipeline.scopewatch('evidence', 'verify', await (await evidence).path());
      expect([code, stdout]).toEqual([0, 'same\n']);

      const acts = page.getByRole('table', { name: 'Acts and verdicts' });
      await acts.getByText('Promotional message').first().waitFor();
      const then = new Date(between);
      await hand.click(page.getByLabel('As known on'));
      await hand.click(page.getByRole('button', { name: dayOf(then), exact: true }));
      await hand.click(page.getByRole('dialog').getByRole('spinbutton').first());
      await hand.type(then.toTimeString().slice(0, 8).replaceAll(':', ''));
      await hand.press('Escape');
      await hand.click(page.getByRole('button', { name: 'Show', exact: true }));
      await page.getByText('This is not the present').waitFor();
      await acts.getByText('Promotional message').first().waitFor({ state: 'hidden' });

      await hand.click(toPage(page, 'Replay'));
      await hand.click(page.getByRole('button', { name: 'Replay', exact: true }));
      await page.getByText('The record holds').waitFor();
      expect(hand.counted('the auditor').clicks).toBeLessThanOrEqual(9);
      await page.context().close();
    });

    it('an operator sees what is unwell, opens what was refused, and has it taken', async () => {
      const hand = await begin('otto', { roles: ['admin'] }, 'Today');
      const { page } = hand;
      await hand.click(toPage(page, 'Health'));
      await heading(page, 'Health');
      await hand.click(page.getByRole('link', { name: '1', exact: true }));
      await heading(page, 'Rejections');
      const card = page.getByRole('article');
      await card.getByText('UNKNOWN_TYPE').waitFor();
      await hand.click(card.getByText('As it came', { exact: true }));
      await card.getByText('late-use-30000').first().waitFor();
      await hand.click(card.getByRole('button', { name: 'Re-drive' }));
      await page.getByText('1 message taken').waitFor();
      await page.getByText('Nothing is waiting').waitFor();
      await pipeline.settled();
      expect((await alerts('clientId=late')).map(({ status }) => status)).toEqual(['OPEN']);
      expect(hand.counted('the operator').clicks).toBeLessThanOrEqual(4);
      await page.context().close();
    });
  });
});
