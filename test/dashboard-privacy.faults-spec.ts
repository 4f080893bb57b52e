import type { Locator, Page } from 'playwright-core';
import { violationsOn } from './support/browser';
import { Dashboard } from './support/dashboard-visit';
import { BTC, ENTITY, ETH, classified, custodyOf, exchangeOf, onboarded, promoted, requested } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';

const SETTLED_MS = 250;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const COLOURS = [
  ['light', 'everything'],
  ['dark', 'colours'],
] as const;

const breachOf = (clientId: string) => [
  onboarded(clientId),
  requested(clientId, 10, custodyOf('BTC')),
  promoted(clientId, 50_000, exchangeOf('ETH'), 'mail'),
];

describe('erasures and legal holds, in browsers', () => {
  let pipeline: Pipeline;
  let people: People;
  let dashboard: Dashboard;
  let [dora, dan, ann] = [] as unknown as [Page, Page, Page];
  let address: string;

  beforeAll(async () => {
    pipeline = await Pipeline.open('privacy-pages', { compacted: true });
    [, { url: address }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, address);
    dashboard = await Dashboard.open(people, address);
    await pipeline.sendInTurn([classified('BTC', BTC), classified('ETH', ETH), ...breachOf('ada'), ...breachOf('bob')]);
    dora = (await dashboard.visit('dora', { roles: ['privacy'] })).page;
    dan = (await dashboard.visit('dan', { roles: ['privacy'] })).page;
    ann = (await dashboard.visit('ann', { roles: ['approver'] })).page;
  });
  afterAll(async () => {
    await dashboard?.close();
    await people?.close();
    await pipeline?.close();
  });

  const openPrivacy = async (page: Page, show = '') => {
    await page.goto(`${address}/privacy${show}`);
    await page.getByRole('heading', { level: 1, name: 'Privacy' }).waitFor();
  };
  const openClient = async (page: Page, clientId: string) => {
    await page.goto(`${address}/clients/${clientId}`);
    await page.getByRole('heading', { name: 'Every act as judged' }).waitFor();
  };

  /** By Tab alone, as somebody does who has no mouse. */
  const tabTo = async (page: Page, target: Locator) => {
    await target.waitFor();
    for (let i = 0; i < 80; i += 1) {
      if ((await page.locator(':focus').count()) > 0 && (await target.and(page.locator(':focus')).count()) > 0) return;
      await page.keyboard.press('Tab');
    }
    throw new Error('No Tab leads there.');
  };

  /** Large and small, light and dark, and nothing sticks out. */
  const expectWell = async (page: Page, what: string) => {
    for (const size of SIZES) {
      await page.setViewportSize(size);
      for (const [colorScheme, rules] of COLOURS) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(SETTLED_MS);
        const violations = await violationsOn(page, rules);
        expect({ what, ...size, colorScheme, violations }).toEqual({ what, ...size, colorScheme, violations: [] });
      }
      const beyond = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect({ what, ...size, beyond }).toEqual({ what, ...size, beyond: 0 });
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 720 });
  };

  it('is offered to those who may, and to nobody else', async () => {
    const { page: vic, context } = await dashboard.visit('vic', { roles: ['viewer'] });
    await openClient(vic, 'ada');
    expect(await vic.getByRole('heading', { name: 'Privacy' }).count()).toBe(0);
    expect(await vic.getByRole('link', { name: 'Privacy', exact: true }).count()).toBe(0);
    await context.close();
    // Of some entities only, nobody sees or erases a whole client.
    const { page: lim, context: limited } = await dashboard.visit('lim', { roles: ['privacy'], entities: [ENTITY] });
    await openClient(lim, 'ada');
    expect(await lim.getByRole('button', { name: 'Ask for erasure' }).count()).toBe(0);
    await limited.close();

    await dora.getByRole('link', { name: 'Privacy', exact: true }).click();
    await dora.getByText('No erasure was asked for').waitFor();
    await dora.getByRole('tab', { name: 'Legal holds' }).click();
    await dora.getByText('No legal hold was placed').waitFor();
  });

  it('gives all that is held of a client, to be read and to be processed', async () => {
    await openClient(dora, 'bob');
    for (const [name, holding] of [
      [/^Export .*JSON/, '"clientIds":["bob"]'],
      [/^Export .*page/, '<html'],
    ] as const) {
      const link = dora.getByRole('link', { name });
      await tabTo(dora, link);
      const answer = await dora.request.get(`${address}${await link.getAttribute('href')}`);
      expect([answer.status(), await answer.text()]).toEqual([200, expect.stringContaining(holding)]);
    }
  });

  it('is asked for on the page of a client, and not approved by whoever asked', async () => {
    await openClient(dora, 'ada');
    await dora.getByRole('button', { name: 'Ask for erasure' }).click();
    const dialog = dora.getByRole('dialog', { name: 'Ask for an erasure' });
    expect(await dialog.getByLabel('Client').inputValue()).toBe('ada');
    await dialog.getByLabel('Reason').fill('By letter of 3 May.');
    await expectWell(dora, 'asking');
    await dialog.getByRole('button', { name: 'Ask for it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await dora.getByText('asked for: waits for a second person').waitFor();

    await dora.getByRole('link', { name: 'To the erasures' }).click();
    const card = dora.getByRole('article', { name: 'Erasure of ada' });
    await card.getByText('“By letter of 3 May.”').waitFor();
    await card.getByText('The client asked for it').waitFor();
    await card.getByText('it is you who asked for it').waitFor();
    expect(await dora.getByRole('button', { name: /^Approve/ }).count()).toBe(0);
    await expectWell(dora, 'what waits');
  });

  it('says that there is no such client, and loses nothing that was typed', async () => {
    await openPrivacy(dora);
    await dora.getByRole('button', { name: 'Ask for an erasure' }).click();
    const dialog = dora.getByRole('dialog', { name: 'Ask for an erasure' });
    await dialog.getByLabel('Client').fill('nobody-at-all');
    await dialog.getByLabel('Reason').fill('Why not.');
    await dialog.getByRole('button', { name: 'Ask for it' }).click();
    await dialog.getByText('Nothing is on file of a client nobody-at-all').waitFor();
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('Why not.');
    await dora.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('is refused while a hold stands, and says which', async () => {
    await openClient(ann, 'ada');
    await ann.getByRole('button', { name: 'Place a legal hold' }).click();
    const placing = ann.getByRole('dialog', { name: 'Place a legal hold' });
    await placing.getByLabel('Reason').fill('Case 4 O 12/26.');
    await placing.getByRole('button', { name: 'Place it' }).click();
    await placing.waitFor({ state: 'hidden' });

    await openClient(dan, 'ada');
    await dan.getByText('A legal hold stands: nothing of this client is erased').waitFor();
    await expectWell(dan, 'the notices of a client');
    await openPrivacy(dan);
    const card = dan.getByRole('article', { name: 'Erasure of ada' });
    await card.getByText('A legal hold stands').waitFor();
    await expectWell(dan, 'what is held');
    await card.getByRole('button', { name: 'Approve the erasure of ada' }).click();
    const dialog = dan.getByRole('dialog', { name: 'Erase ada' });
    for (const list of ['What is erased', 'What stays']) await dialog.getByRole('list', { name: list }).waitFor();
    await dialog.getByText('It can’t be undone').waitFor();
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    const refusal = dialog.getByRole('alert');
    await refusal.getByText('“Case 4 O 12/26.”, placed by ann on ada').waitFor();
    await expectWell(dan, 'the refusal');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('lifts a hold, with a reason, by keyboard alone', async () => {
    await openPrivacy(dan);
    await tabTo(dan, dan.getByRole('tab', { name: 'Erasures' }));
    await dan.keyboard.press('ArrowRight');
    await dan.waitForURL(/show=holds/);
    await dan.getByRole('table', { name: 'In force' }).waitFor();
    await expectWell(dan, 'holds');
    await tabTo(dan, dan.getByRole('button', { name: /^Lift the hold on ada/ }));
    await dan.keyboard.press('Enter');
    const dialog = dan.getByRole('dialog', { name: 'Lift the hold on ada' });
    await dialog.waitFor();
    await tabTo(dan, dialog.getByLabel('Reason'));
    await dan.keyboard.type('The case is over.');
    await tabTo(dan, dialog.getByRole('button', { name: 'Lift it' }));
    await dan.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await dan.getByRole('table', { name: 'Lifted' }).getByText('“The case is over.”').waitFor();
  });

  it('is approved by a second person, by keyboard alone, and seen to its end', async () => {
    await openPrivacy(dan);
    await tabTo(dan, dan.getByRole('button', { name: 'Approve the erasure of ada' }));
    await dan.keyboard.press('Enter');
    const dialog = dan.getByRole('dialog', { name: 'Erase ada' });
    await dialog.waitFor();
    await tabTo(dan, dialog.getByRole('button', { name: 'Erase for good' }));
    await dan.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    // It follows by itself.
    const card = dan.getByRole('article').filter({ hasText: 'Erased client' });
    await card.getByText('Finished', { exact: true }).first().waitFor();
    const outside = card.getByRole('list', { name: 'Still outside' });
    await outside.getByText(`${pipeline.topics.alerts}, until Kafka next compacts the topic`).waitFor();
    expect(await card.getByText('ada', { exact: true }).count()).toBe(0);
    await expectWell(dan, 'what is done');
  });

  it('leaves alerts of an erased client that lead nowhere in vain', async () => {
    const asked: string[] = [];
    ann.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await ann.goto(`${address}/alerts`);
    const row = ann.getByRole('table', { name: 'Alerts' }).locator('tbody tr[data-index]', {
      hasText: 'Erased client',
    });
    await row.first().waitFor();
    expect(await ann.locator('main a[href*="/clients/erased-"]').count()).toBe(0);
    await row.locator('[data-primary]').first().click();
    await ann.getByRole('heading', { name: 'Decision' }).waitFor();
    await ann
      .getByText(/Erased\.$/)
      .first()
      .waitFor();
    await ann.getByText('The client was erased: nothing of what happened').waitFor();
    await ann.getByText(/^Raised: /).waitFor();
    expect(await ann.locator('main a[href*="/clients/erased-"]').count()).toBe(0);
    const main = ann.locator('main');
    for (const name of ['Silence this…', 'Evidence']) expect(await main.getByRole('link', { name }).count()).toBe(0);
    await expectWell(ann, 'an alert of an erased client');

    const [left] = await pipeline.database.query<{ id: string }>(
      `SELECT client_id AS id FROM alert WHERE client_id LIKE 'erased-%' LIMIT 1`,
    );
    await ann.goto(`${address}/clients/${left?.id}`);
    await ann.getByText('This client was erased').waitFor();
    await expectWell(ann, 'the place of an erased client');
    await ann.getByRole('link', { name: 'What is left of their alerts' }).click();
    await row.first().waitFor();
    expect(asked.filter((path) => path.startsWith('/v1/clients/erased-'))).toEqual([]);
  });
});
