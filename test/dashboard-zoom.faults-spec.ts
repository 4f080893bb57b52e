import type { Browser, BrowserContext, Page } from 'playwright-core';
import { SEARCHES } from '../apps/dashboard/src/router/searches';
import { work } from './support/alert-answers';
import type { ApiClient, Body } from './support/api-client';
import { openBrowser } from './support/browser';
import { DEADLINE_MS } from './support/deadline';
import { campaign, custodyOf, customers, ENTITY, exchangeOf, fact, requested, rolledOut, used } from './support/events';
import { findingsOn } from './support/page-findings';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';

const SIZES = [
  // A screen of 1440 × 900 at 200 %.
  { what: '200 %', viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 },
  { what: 'a telephone', viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 },
] as const;

const CLIENTS = ['ada', 'bob', 'a-client-whose-id-is-as-long-as-an-id-of-a-client-may-be-and-has-no-space'];

/** Pages that read something of their address show it other parts of themselves. */
const MORE = [
  '/alerts?group=incident&proposal=BY_OTHERS',
  '/alerts?status=CLOSED&severity=critical&q=nobody',
  '/clients?inDrift=true',
  '/silences?new=true&clientId=ada',
  '/privacy?show=holds',
  '/book?trueOn=2025-06-20',
  '/clients/ada?trueOn=2025-06-20',
  '/nothing/is/here',
];

describe('every page at 200 %, and on a telephone', () => {
  let pipeline: Pipeline;
  let people: People;
  let browser: Browser;
  let address: string;
  let root: ApiClient;
  /** The id that stands for each name in a path. */
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    pipeline = await Pipeline.open('zoom');
    [, { url: address }, browser] = await Promise.all([pipeline.start(), pipeline.startApi(), openBrowser()]);
    people = await People.open(pipeline.database.appUrl, address);
    await pipeline.sendInTurn([
      ...customers(CLIENTS),
      fact('client.onboarded.v1', 'eve-on', 0, { clientId: 'eve', entityId: ENTITY, kind: 'NATURAL', country: 'DE' }),
      requested('eve', 10, custodyOf('BTC')),
      ...CLIENTS.map((id) => used(id, 40_000, custodyOf('ETH'))),
      ...rolledOut('A product with a name that goes on', 50_000, 'S', exchangeOf('BTC')),
      campaign('A-campaign-with-an-id-that-goes-on-and-on-without-a-space-in-it', 60_000, 'S', exchangeOf('ETH')),
    ]);
    await pipeline.sendRaw(pipeline.topics.account, [
      { key: 'ada', value: '{"data":{"clientId":"ada"},"specversion":"1.0"}' },
      { key: null, value: 'nobody can read this' },
    ]);
    await pipeline.settled();
    root = await people.signIn('root', { roles: ['admin'] });
    await people.link('ann', { roles: ['admin', 'privacy'] });
    await workOnIt();
    const [alert] = await itemsOf('/v1/alerts?severity=critical');
    const [incident] = await itemsOf('/v1/incidents');
    Object.assign(ids, { alertId: alert?.['alertId'], incidentId: incident?.['incidentId'], clientId: CLIENTS[2] });
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await people?.close();
    await pipeline?.close();
  });

  const itemsOf = async (path: string): Promise<readonly Body[]> => (await root.get(path)).body.items ?? [];
  const made = async (path: string, body: Body): Promise<Body> => {
    const answer = await root.post(path, body);
    expect([path, answer.status < 300 ? 'made' : answer.body]).toEqual([path, 'made']);
    return answer.body;
  };

  /** Something on every page. */
  async function workOnIt(): Promise<void> {
    const [first, second, ...others] = await itemsOf('/v1/alerts?limit=200');
    const alertIds = [first, second].map((alert) => String(alert?.['alertId']));
    for (const alertId of alertIds)
      expect((await work(root, alertId, 'close', { reason: 'OTHER', text: 'For @ann to see.' })).status).toBe(200);
    await work(root, String(others[0]?.['alertId']), 'comment', { text: 'Is this yours, @ann?' });
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString();
    await made('/v1/silences', { matchers: [{ facet: 'clientId', values: CLIENTS }], reason: 'Known.', until });
    const offer = {
      entityId: ENTITY,
      actor: 'FIRM',
      channel: 'EMAIL',
      content: 'PROMOTIONAL',
      offers: [exchangeOf('ETH')],
    } as const;
    const planned = { ...offer, campaignId: 'summer', audience: { clientIds: CLIENTS } };
    const { checkId } = await made('/v1/checks', {
      events: [fact('marketing.campaign-launched.v1', 'summer', 90_000, planned)],
    });
    const [policy] = await itemsOf('/v1/policies');
    const { backtestId } = await made('/v1/backtests', { version: policy?.['version'] });
    Object.assign(ids, { checkId, backtestId });
    await made('/v1/receivers', {
      name: 'Case desk',
      url: 'https://desk.example/a/path/that/goes/on/and/on/and/on/and/on',
      route: [],
    });
    await made('/v1/keys', { name: 'A key', roles: ['viewer'], entities: null });
    await made('/v1/erasures', { clientId: 'eve', reason: 'By letter.' });
    await made('/v1/holds', { clientId: 'ada', reason: 'A lawsuit that goes on.' });
  }

  const shown = async ({ viewport, deviceScaleFactor }: (typeof SIZES)[number]): Promise<BrowserContext> => {
    const context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce', viewport, deviceScaleFactor });
    context.setDefaultTimeout(DEADLINE_MS);
    return context;
  };
  const open = async (page: Page, path: string) => {
    await page.goto(`${address}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForFunction('document.querySelector(".mantine-Skeleton-root") === null');
  };

  it.each(SIZES)('violates nothing of WCAG 2.2 AA at $what, and nothing is cut', async (size) => {
    const context = await shown(size);
    const page = await context.newPage();
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const found = await findingsOn(page, `sign in at ${size.what}`);
    await page.goto(`${address}${await people.link('ann', { roles: ['admin', 'privacy'] })}`);
    const paths = Object.keys(SEARCHES).map((path) =>
      path.replace(/\$(\w+)/, (_, name: string) => encodeURIComponent(ids[name] ?? 'none')),
    );
    for (const path of [...paths, ...MORE]) {
      await open(page, path);
      found.push(...(await findingsOn(page, `${path.replaceAll('/', ' ')} at ${size.what}`)));
    }
    await context.close();
    expect(found).toEqual([]);
  });

  it.each(SIZES)('keeps its dialogs and menus on the screen at $what', async (size) => {
    const context = await shown(size);
    const page = await context.newPage();
    await page.goto(`${address}${await people.link('ann', { roles: ['admin', 'privacy'] })}`);
    const found: string[] = [];
    await open(page, `/alerts/${ids['alertId']}`);
    for (const [name, key] of [
      ['help', '?'],
      ['comment', 'm'],
      ['go to', 'Control+k'],
    ] as const) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').first().waitFor();
      found.push(...(await findingsOn(page, `${name} at ${size.what}`)));
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').first().waitFor({ state: 'hidden' });
    }
    await open(page, '/alerts');
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('dialog').waitFor();
    found.push(...(await findingsOn(page, `filters at ${size.what}`)));
    await page.keyboard.press('Escape');
    for (const key of ['j', 'x']) await page.keyboard.press(key);
    await page.getByText('1 alert selected').waitFor();
    found.push(...(await findingsOn(page, `selected at ${size.what}`)));
    await page.getByRole('button', { name: 'Open the navigation' }).click();
    found.push(...(await findingsOn(page, `navigation at ${size.what}`)));
    await context.close();
    expect(found).toEqual([]);
  });
});
