import type { Browser, BrowserContext, Page } from 'playwright-core';
import { misunderstoodIn, openBrowser, violationsOn } from './support/browser';
import { DEADLINE_MS } from './support/deadline';
import { BTC, ETH, classified, custodyOf, exchangeOf, onboarded, promoted, requested } from './support/events';
import { Pipeline } from './support/pipeline';
import { until } from './support/until';

/** An event must be on the screen after this long. */
const SEEN_WITHIN_MS = 2_000;

/** The stream keeps the network busy, so there is no idleness to wait for. */
const SETTLED_MS = 250;

/** Bytes over the network for the first page, compressed. */
const FIRST_PAGE_MAX = 300_000;

const clientThatAsked = (clientId: string) => [onboarded(clientId), requested(clientId, 10, custodyOf('BTC'))];

// A machine without a browser can still run all the rest.
describe('the dashboard, in a browser', () => {
  let pipeline: Pipeline;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let address: string;
  let misunderstood: readonly string[];

  beforeAll(async () => {
    pipeline = await Pipeline.open('dashboard');
    [, { url: address }, browser] = await Promise.all([pipeline.start(), pipeline.startApi(), openBrowser()]);
    context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' });
    misunderstood = misunderstoodIn(context);
    page = await context.newPage();
    page.setDefaultTimeout(DEADLINE_MS);
  });
  afterAll(async () => {
    await browser?.close();
    await pipeline?.close();
    expect(misunderstood).toEqual([]);
  });

  const rows = () => page.getByRole('table', { name: 'Alerts' }).locator('tbody tr[data-index]');

  /** As `npm start` prints it. */
  const signInLink = async (): Promise<string> => {
    const { stdout } = await pipeline.scopewatch('link');
    return `${address}${/\/login\?token=\S+/.exec(stdout)?.[0]}`;
  };

  it('says how to get in, lets in by the link, and tells how to send a first event', async () => {
    await page.goto(address);
    await page.getByRole('heading', { name: 'Sign in to Scopewatch' }).waitFor();
    await page.goto(await signInLink());
    await page.getByRole('heading', { name: 'No event has come in yet' }).waitFor();
    expect(await page.getByText('An indication for review, not a legal determination.').count()).toBe(1);
  });

  it('shows the first alert by itself, and announces the next without moving the list', async () => {
    await page.goto(`${address}/alerts`);
    await page.getByText('No alert matches').waitFor();
    await pipeline.send([classified('BTC', BTC), classified('ETH', ETH), ...clientThatAsked('ada')]);
    await pipeline.settled();
    await pipeline.send([promoted('ada', 50_000, exchangeOf('ETH'), 'mail')]);
    await rows().first().waitFor({ timeout: SEEN_WITHIN_MS });
    expect(await rows().allInnerTexts()).toEqual([expect.stringContaining('Marketed beyond scope')]);

    await pipeline.sendInTurn([...clientThatAsked('bob'), promoted('bob', 50_000, exchangeOf('ETH'), 'mail')]);
    const bar = page.getByRole('button', { name: '1 new alert – show' });
    await bar.waitFor();
    expect(await rows().count()).toBe(1);
    await bar.click();
    await rows().nth(1).waitFor();
  });

  it('is worked by keyboard alone, up to a closing that waits for a second person', async () => {
    await page.goto(`${address}/alerts?q=ada`);
    await rows().first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await rows().getByText('Acknowledged').filter({ visible: true }).waitFor();
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').waitFor();
    await page.keyboard.type('Rem');
    await page.keyboard.press('Tab');
    await page.keyboard.type('The mail was taken back.');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'hidden' });
    await rows().getByText('Closing proposed').filter({ visible: true }).waitFor();
    const [work] = await pipeline.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM alert_fact WHERE body LIKE '%The mail was taken back.%' AND body LIKE '%REMEDIATED%'`,
    );
    expect(work?.n).toBe(1);
  });

  it('keeps the whole filter in the address', async () => {
    await page.goto(`${address}/alerts`);
    await page.getByRole('checkbox', { name: 'Critical' }).check();
    await page.getByLabel('Order').selectOption('dueAt');
    await page.waitForURL(/severity=critical.*sort=dueAt|sort=dueAt.*severity=critical/);
    await page.reload();
    await rows().first().waitFor();
    expect(await page.getByRole('checkbox', { name: 'Critical' }).isChecked()).toBe(true);
    expect(await page.getByLabel('Order').inputValue()).toBe('dueAt');
    const file = await page.request.get(
      `${address}${await page.getByRole('link', { name: 'CSV' }).getAttribute('href')}`,
    );
    expect([file.status(), (await file.text()).split('\n')[0]]).toEqual([200, expect.stringContaining('alertId')]);
  });

  it.each([
    ['/alerts?severity=nonsense&sort=upside&group=odd&active=perhaps', 'Alerts'],
    ['/alerts?severity=&entityId=&q=', 'Alerts'],
    ['/incidents?kind=nonsense', 'Incidents'],
    ['/clients?initiative=nonsense&gap=odd', 'Clients'],
    ['/rejections?standing=&reason=', 'Rejections'],
    ['/silences?clientId=&state=odd', 'Silences'],
    ['/replay?speed=nonsense', 'Replay'],
  ])('takes what it does not know in an address for absent: %s', async (path, heading) => {
    await page.goto(`${address}${path}`);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  });

  it('opens a list as long as the number in the drift matrix says', async () => {
    await page.goto(address);
    const cell = page.getByRole('link', { name: /Exchange for crypto, .*marketed/ });
    const said = /(\d+) alerts?/.exec(await cell.innerText())?.[1];
    await cell.click();
    await rows().first().waitFor();
    expect(await rows().count()).toBe(Number(said));
  });

  it('needs no more than 300 kB for its first page; the chart comes after it', async () => {
    const fresh = await browser.newContext({ storageState: await context.storageState() });
    const first = await fresh.newPage();
    await first.goto(address);
    await first.getByRole('heading', { level: 1 }).waitFor();
    const loaded = () =>
      first.evaluate<{ name: string; startTime: number; transferSize: number }[]>(
        `['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type).map((entry) => entry.toJSON()))`,
      );
    const isChart = ({ name }: { name: string }) => /chart/.test(name);
    await until('the chart is there', async () => (await loaded()).some(isChart));
    const entries = await loaded();
    await fresh.close();
    // What the chart itself needs comes with it or later.
    const chartAt = Math.min(...entries.filter(isChart).map(({ startTime }) => startTime));
    const page = entries.filter(({ startTime }) => startTime < chartAt);
    expect(page.filter(({ name }) => /\/assets\/overview-page/.test(name))).toHaveLength(1);
    expect(page.reduce((sum, { transferSize }) => sum + transferSize, 0)).toBeLessThan(FIRST_PAGE_MAX);
  });

  it('violates nothing of WCAG 2.2 AA, in light and in dark colours', async () => {
    const [alert] = await pipeline.database.query<{ id: string }>('SELECT alert_id AS id FROM alert LIMIT 1');
    const paths = ['/', '/alerts', `/alerts/${alert?.id}`, '/incidents', '/clients', '/clients/ada'];
    for (const path of [...paths, '/rejections', '/policy', '/status', '/access', '/audit']) {
      await page.goto(`${address}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForTimeout(SETTLED_MS);
      for (const [colorScheme, what] of [
        ['light', 'everything'],
        ['dark', 'colours'],
      ] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(SETTLED_MS);
        const violations = await violationsOn(page, what);
        expect({ path, colorScheme, violations }).toEqual({ path, colorScheme, violations: [] });
      }
    }
  });
});
