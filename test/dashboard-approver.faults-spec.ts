import type { Page } from 'playwright-core';
import { work } from './support/alert-answers';
import type { ApiClient, Body } from './support/api-client';
import { violationsOn } from './support/browser';
import { Dashboard } from './support/dashboard-visit';
import { campaign, customers, exchangeOf } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';

const CLIENTS = ['ada', 'bob', 'cleo', 'dan', 'eve'];
const closing = { reason: 'REMEDIATED', text: 'The campaign was taken back.' };

describe('the day of somebody who approves, in their browser', () => {
  let pipeline: Pipeline;
  let people: People;
  let dashboard: Dashboard;
  let address: string;
  /** The analyst, by their own browser and by the api; the approver. */
  let ann: Page;
  let annsClient: ApiClient;
  let bea: Page;

  beforeAll(async () => {
    pipeline = await Pipeline.open('approver-pages');
    [, { url: address }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, address);
    dashboard = await Dashboard.open(people, address);
    await pipeline.sendInTurn([...customers(CLIENTS), campaign('spring', 60_000, 'S', exchangeOf('ETH'))]);
    await pipeline.settled();
    annsClient = await people.signIn('ann', { roles: ['analyst'] });
    ann = (await dashboard.visit('ann', { roles: ['analyst'] })).page;
    bea = (await dashboard.visit('bea', { roles: ['approver'] })).page;
  });
  afterAll(async () => {
    await dashboard?.close();
    await people?.close();
    await pipeline?.close();
  });

  const alertIds = async (): Promise<string[]> => {
    const { body } = await annsClient.get<{ items: Body[] }>('/v1/alerts?limit=200');
    return body.items.map(({ alertId }) => String(alertId));
  };
  const rowsOf = (page: Page) => page.getByRole('table', { name: 'Alerts' }).locator('tbody tr[data-index]');
  const decide = async (page: Page, name: string, why: string) => {
    const dialog = page.getByRole('dialog', { name });
    await dialog.getByText(/ann proposes to close \d alerts, Remediated/).waitFor();
    await dialog.getByText(closing.text).waitFor();
    await dialog.getByRole('textbox').fill(why);
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'hidden' });
  };

  it('finds what waits for them by one link, with how many, and decides on some by keyboard', async () => {
    for (const alertId of await alertIds())
      expect((await work(annsClient, alertId, 'close', closing)).status).toBe(200);
    await bea.goto(`${address}/alerts`);
    await bea.getByRole('link', { name: 'To approve (5)' }).click();
    await rowsOf(bea).nth(4).waitFor();
    await bea.getByRole('checkbox', { name: 'Proposed by others' }).waitFor();
    expect(await bea.getByRole('checkbox', { name: 'Proposed by others' }).isChecked()).toBe(true);
    for (const key of ['j', 'x', 'j', 'x', 'p']) await bea.keyboard.press(key);
    await decide(bea, 'Approve closing: 2 alerts', 'I have seen the list.');
    await bea.getByRole('link', { name: 'To approve (3)' }).waitFor();
    // Whoever proposed is told, wherever they are.
    await ann.getByText('bea approved your proposal to close').first().waitFor();
    await ann.getByText('I have seen the list.').first().waitFor();
  });

  it('decides on all that is left of an incident, with a reason', async () => {
    await bea.goto(`${address}/alerts?group=incident&proposal=BY_OTHERS`);
    await bea.getByRole('button', { name: 'Reject 3 closings' }).click();
    await decide(bea, 'Reject closing: 3 alerts', 'Two more were reached.');
    await bea.getByRole('link', { name: 'To approve (0)' }).waitFor();
    await ann.getByText('bea rejected your proposal to close').first().waitFor();
    await ann.goto(`${address}/alerts`);
    await ann.getByRole('link', { name: 'Mentions me' }).click();
    await rowsOf(ann).nth(4).waitFor();
  });

  it('can’t be somebody who proposed: they see that it waits, and no way to approve it', async () => {
    const [first = ''] = await alertIds();
    await work(annsClient, first, 'reopen');
    await work(annsClient, first, 'close', closing);
    await ann.goto(`${address}/alerts`);
    await ann.getByRole('link', { name: 'Proposed (1)' }).click();
    await rowsOf(ann).first().waitFor();
    for (const key of ['j', 'x', 'p']) await ann.keyboard.press(key);
    await ann.getByText('1 alert selected').waitFor();
    expect(await ann.getByRole('dialog').count()).toBe(0);
    expect(await ann.getByRole('button', { name: /^(Approve|Reject) closing/ }).count()).toBe(0);
    await ann.getByRole('button', { name: 'Propose closing' }).waitFor();
  });

  it('asks for a reason before anything can be closed, and leaves nothing to be desired by WCAG', async () => {
    await bea.goto(`${address}/alerts?proposal=BY_OTHERS`);
    await rowsOf(bea).first().waitFor();
    for (const key of ['j', 'p']) await bea.keyboard.press(key);
    const dialog = bea.getByRole('dialog', { name: 'Approve closing: this alert' });
    expect(await dialog.getByRole('button', { name: 'Approve closing' }).isDisabled()).toBe(true);
    await bea.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await violationsOn(bea, 'everything')).toEqual([]);
    await bea.goto(`${address}/alerts?group=incident&proposal=BY_OTHERS`);
    await bea.getByRole('button', { name: 'Approve 1 closing' }).waitFor();
    expect(await violationsOn(bea, 'everything')).toEqual([]);
  });
});
