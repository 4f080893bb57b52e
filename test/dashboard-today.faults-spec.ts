import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { checkout } from '#runtime';
import { work } from './support/alert-answers';
import type { ApiClient, Body } from './support/api-client';
import { violationsOn } from './support/browser';
import { Dashboard } from './support/dashboard-visit';
import { campaign, custodyOf, customers, exchangeOf, used } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';

const pack = JSON.parse(readFileSync(join(checkout, 'policy', 'mica-61.json'), 'utf8')) as Body;
const CLIENTS = ['ada', 'bob', 'cleo'];
const closing = { reason: 'REMEDIATED', text: 'The campaign was taken back.' };

describe('where the day begins, in a browser', () => {
  let pipeline: Pipeline;
  let people: People;
  let dashboard: Dashboard;
  let address: string;
  let ann: ApiClient;
  let bea: Page;

  beforeAll(async () => {
    pipeline = await Pipeline.open('today-pages');
    [, { url: address }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, address);
    dashboard = await Dashboard.open(people, address);
    await pipeline.sendInTurn([
      ...customers(CLIENTS),
      campaign('spring', 60_000, 'S', exchangeOf('ETH')),
      used('ada', 60_001, custodyOf('ETH')),
    ]);
    await pipeline.settled();
    await people.link('bea', { roles: ['approver'] });
    ann = await people.signIn('ann', { roles: ['analyst'] });
    const { body } = await ann.get<{ items: Body[] }>('/v1/alerts?limit=200');
    const [first, ...others] = body.items.filter(({ severity }) => severity === 'critical');
    for (const { alertId } of others) await work(ann, String(alertId), 'close', closing);
    await work(ann, String(first?.['alertId']), 'comment', { text: 'Is this yours, @bea?' });
    await ann.post('/v1/policies', { pack: { ...pack, version: 'spring/1' }, reason: 'A shorter window.' });
    // She was here yesterday.
    await pipeline.database.query(
      `INSERT INTO visit VALUES ('bea', now() - interval '1 day', now() - interval '2 days')`,
    );
    bea = (await dashboard.visit('bea', { roles: ['approver'] })).page;
  });
  afterAll(async () => {
    await dashboard?.close();
    await people?.close();
    await pipeline?.close();
  });

  const onToday = async (page: Page) => {
    await page.goto(`${address}/today`);
    await page.getByRole('heading', { name: 'What campaigns and other causes led to' }).waitFor();
  };
  const cards = (page: Page) => page.locator('a.card-link');

  it('is what somebody who works on alerts comes to, and the overview what others do', async () => {
    await bea.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    await bea.getByText('You were here last on').waitFor();
    const { page: vic } = await dashboard.visit('vic', { roles: ['viewer'] });
    await vic.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await onToday(vic);
    expect(await vic.getByRole('heading', { name: 'Waiting for my approval' }).count()).toBe(0);
    await vic.context().close();
  });

  it('names what waits for them, by whom and why, with proposed rule packs, and leads there', async () => {
    await onToday(bea);
    const waiting = bea.getByRole('table', { name: 'Waiting for my approval' });
    await bea.getByText('3 in all: 2 closings, 1 rule pack').waitFor();
    const closings = waiting.getByRole('row').filter({ hasText: 'Close 2 alerts of Campaign spring – Remediated' });
    expect(await closings.innerText()).toMatch(/ann[\s\S]*The campaign was taken back\./);
    const policy = waiting.getByRole('row').filter({ hasText: 'Put the rule pack spring/1 into force' });
    expect(await policy.innerText()).toMatch(/ann[\s\S]*A shorter window\./);
    await closings.getByRole('link').click();
    await bea.getByRole('button', { name: 'Approve 2 closings' }).waitFor();
    await onToday(bea);
    await policy.getByRole('link').click();
    await bea.getByRole('heading', { level: 1, name: 'Policy' }).waitFor();
  });

  it('counts with each number the very list that it opens, and says what it counts', async () => {
    await onToday(bea);
    const all = await cards(bea).allInnerTexts();
    expect(all.length).toBe(8);
    for (const [i, text] of all.entries()) {
      const [label = '', number = '', definition = ''] = text.split('\n').filter((line) => line.trim() !== '');
      expect([label, definition]).toEqual([label, expect.stringMatching(/^(Open|Alerts).{10,}\.$/)]);
      await onToday(bea);
      await cards(bea).nth(i).click();
      const counted = Number(number) === 1 ? '1 alert' : `${number} alerts`;
      await bea.getByText(counted, { exact: true }).first().waitFor();
      if (Number(number) === 0) await bea.getByText('No alert matches').waitFor();
      else {
        const rows = bea.getByRole('table', { name: 'Alerts' }).locator('tbody tr[data-index]');
        await rows.first().waitFor();
        expect([label, await rows.count()]).toEqual([label, Number(number)]);
      }
    }
    expect(all.find((text) => text.startsWith('Mentions'))).toMatch(/^Mentions\s+1\s/);
  });

  it('has Article 61(2) as one number with its parts, which is that of the overview', async () => {
    const numbers = async (): Promise<string[]> => {
      const total = bea.getByRole('link', { name: /open alerts under Article 61\(2\)/ });
      await total.waitFor();
      const parts = bea.getByRole('link', { name: /^\d+ (marketed|enabled|under another regime)$/ });
      return [await total.innerText(), ...(await parts.allInnerTexts())];
    };
    await onToday(bea);
    const today = await numbers();
    expect(today).toEqual(['4', '3 marketed', '1 enabled', '0 under another regime']);
    await bea.goto(address);
    expect(await numbers()).toEqual(today);
  });

  it('violates nothing of WCAG 2.2 AA, wide and narrow, in light and in dark colours', async () => {
    for (const width of [1440, 390]) {
      await bea.setViewportSize({ width, height: 900 });
      await onToday(bea);
      for (const [colorScheme, what] of [
        ['light', 'everything'],
        ['dark', 'colours'],
      ] as const) {
        await bea.emulateMedia({ colorScheme });
        await bea.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' });
        const violations = await violationsOn(bea, what);
        expect({ width, colorScheme, violations }).toEqual({ width, colorScheme, violations: [] });
      }
    }
  });
});
