import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { alertOf, changesOf, readAlert, work } from './support/alert-answers';
import type { ApiClient } from './support/api-client';
import { violationsOn } from './support/browser';
import { Dashboard } from './support/dashboard-visit';
import { campaign, custodyOf, customers, exchangeOf, promoted, used } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';

const CLIENTS = ['ada', 'bob', 'cleo'];

describe('the queue, in a browser', () => {
  let pipeline: Pipeline;
  let people: People;
  let dashboard: Dashboard;
  let address: string;
  let client: ApiClient;
  let ann: Page;

  beforeAll(async () => {
    pipeline = await Pipeline.open('queue-pages');
    [, { url: address }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, address);
    dashboard = await Dashboard.open(people, address);
    await pipeline.sendInTurn([
      ...customers(CLIENTS),
      used('ada', 40_000, custodyOf('ETH'), 'use'),
      campaign('spring', 60_000, 'S', exchangeOf('ETH')),
    ]);
    await pipeline.settled();
    await pipeline.send([promoted('bob', 61_000, exchangeOf('ETH'), 'mail')]);
    await pipeline.settled();
    client = await people.signIn('ann', { roles: ['analyst'] });
    ann = (await dashboard.visit('ann', { roles: ['analyst'] })).page;
  });
  afterAll(async () => {
    await dashboard?.close();
    await people?.close();
    await pipeline?.close();
  });

  const rows = (page: Page = ann) => page.getByRole('table', { name: 'Alerts' }).locator('tbody tr[data-index]');
  const open = async (path: string, page: Page = ann) => {
    await page.goto(`${address}${path}`);
    await rows(page).first().waitFor();
  };

  it('has the most urgent first, each with its campaign, the time of the act, and the reason before it is cut', async () => {
    await ann.setViewportSize({ width: 1440, height: 900 });
    await open('/alerts');
    expect(await ann.getByLabel('Order').inputValue()).toBe('urgency');
    const marks = await rows().getByRole('img').all();
    const severities = await Promise.all(marks.map((mark) => mark.getAttribute('aria-label')));
    // A use without a request is not as grave, though it came before all others.
    expect(severities).toEqual(['Critical', 'Critical', 'Critical', 'Critical', 'High']);
    const headers = await ann.getByRole('table', { name: 'Alerts' }).getByRole('columnheader').allInnerTexts();
    expect(headers).toEqual(expect.arrayContaining(['Campaign', 'Act', 'Raised, due']));
    const first = rows().first();
    await first.getByRole('link', { name: 'spring' }).waitFor();
    const reason = first.locator('.clamp');
    expect(await reason.innerText()).toMatch(/^[A-Z](?!n \d)/);
    expect(await reason.innerText()).not.toMatch(/^On \d/);
    const uncut = `(() => { const text = document.querySelector('td .clamp'); return text.scrollHeight <= text.clientHeight; })()`;
    expect(await ann.evaluate<boolean>(uncut)).toBe(true);
  });

  it('keeps the place where somebody was, and leads on from alert to alert without it', async () => {
    await open('/alerts');
    for (const key of ['j', 'j']) await ann.keyboard.press(key);
    await ann.keyboard.press('Enter');
    await ann.getByText('2 of 5').waitFor();
    await ann.keyboard.press('j');
    await ann.getByText('3 of 5').waitFor();
    await ann.getByRole('link', { name: 'Previous' }).click();
    await ann.getByText('2 of 5').waitFor();
    await ann.keyboard.press('j');
    await ann.getByText('3 of 5').waitFor();
    const seen = new URL(ann.url()).pathname;
    await ann.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Alerts' }).click();
    await rows().first().waitFor();
    await open('/alerts');
    await rows().nth(2).locator('[data-primary]').focus();
    await ann.keyboard.press('Enter');
    await ann.waitForURL(`${address}${seen}`);
    await ann.goBack();
    await rows().first().waitFor();
    // The row that was open has the focus again, so that the next key goes on from there.
    await ann.locator(`a[href="${seen}"]:focus`).waitFor();
    await ann.keyboard.press('j');
    await ann.keyboard.press('Enter');
    await ann.getByText('4 of 5').waitFor();
  });

  it('leads from an alert to its siblings', async () => {
    const { alertId } = await alertOf(client, 'bob-mail');
    await ann.goto(`${address}/alerts/${alertId}`);
    await ann.getByRole('link', { name: '1 other alert of this client' }).click();
    await rows().nth(1).waitFor();
    expect(await rows().count()).toBe(2);
  });

  it('keeps a view under a name, for colleagues too, and opens it as it was', async () => {
    await open('/alerts?severity=critical&sort=raisedAt&group=incident');
    await ann.getByRole('button', { name: 'Saved views' }).click();
    await ann.getByRole('button', { name: 'Save this view' }).click();
    const dialog = ann.getByRole('dialog', { name: 'Save this view' });
    await dialog.getByLabel('Name').fill('The gravest by cause');
    await dialog.getByRole('checkbox').check();
    await ann.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });

    const { page: bob } = await dashboard.visit('bob', { roles: ['viewer'] });
    await bob.goto(`${address}/alerts`);
    await bob.getByRole('button', { name: 'Saved views' }).click();
    await bob.getByText('Shared by ann').waitFor();
    expect(await bob.getByRole('button', { name: /^Delete the view/ }).count()).toBe(0);
    expect(await violationsOn(bob, 'everything')).toEqual([]);
    await bob.getByRole('link', { name: 'The gravest by cause' }).click();
    await bob.waitForURL(/severity=critical/);
    expect(new URL(bob.url()).search).toBe(new URL(ann.url()).search);
    await bob.context().close();

    await ann.getByRole('button', { name: 'Saved views' }).click();
    await ann.getByRole('button', { name: 'Delete the view The gravest by cause' }).click();
    await ann.getByText('None yet. Narrow the list down, then save it.').waitFor();
  });

  it('is taken out as it is seen, as CSV and for Excel', async () => {
    await open('/alerts?severity=critical&sort=raisedAt');
    const links = await rows().locator('[data-primary]').all();
    const seen = await Promise.all(links.map(async (link) => (await link.getAttribute('href'))?.split('/').at(-1)));
    const fileOf = async (name: string) => {
      const href = (await ann.getByRole('link', { name, exact: true }).getAttribute('href')) ?? '';
      return (await ann.request.get(`${address}${href}`)).body();
    };
    const csv = (await fileOf('CSV')).toString().trim().split('\r\n').slice(1);
    expect(csv.map((line) => line.split(',')[0])).toEqual(seen);
    const sheet = strFromU8(unzipSync(await fileOf('Excel'))['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect([...sheet.matchAll(/<row><c[^>]*><is><t[^>]*>([^<]*)/g)].map(([, first]) => first)).toEqual([
      'alertId',
      ...seen,
    ]);
    expect(sheet).toContain('>spring<');
  });

  it('is searched by campaigns and by requests', async () => {
    await open('/alerts?q=spring');
    expect(await rows().count()).toBe(3);
    await open('/alerts?q=bob-mail');
    expect(await rows().count()).toBe(1);
  });

  it('undoes the last step by a key, and says so in the history; a proposal is withdrawn', async () => {
    const { alertId } = await alertOf(client, 'ada-use');
    await open('/alerts?service=CUSTODY');
    await ann.keyboard.press('j');
    await ann.keyboard.press('a');
    await ann.getByText('1 alert acknowledged.').waitFor();
    await ann.keyboard.press('z');
    await ann.getByText('Undone: 1 alert as before.').waitFor();
    expect(await changesOf(client, alertId)).toEqual(['raised', 'acknowledged', 'reopened']);
    expect((await readAlert(client, alertId)).status).toBe('OPEN');

    const { alertId: critical } = await alertOf(client, 'bob-mail');
    await ann.goto(`${address}/alerts/${critical}`);
    await ann.getByRole('button', { name: 'Propose closing' }).click();
    const dialog = ann.getByRole('dialog');
    await dialog.getByLabel('Reason').selectOption('REMEDIATED');
    await dialog.getByRole('textbox').fill('Taken back.');
    await ann.keyboard.press('Control+Enter');
    await ann.getByRole('button', { name: 'Undo (z)' }).click();
    await ann.getByRole('button', { name: 'Propose closing' }).waitFor();
    expect(await changesOf(client, critical)).toEqual(['raised', 'close-proposed', 'close-rejected']);
  });

  it('leads on to the next alert once one is closed, and closes likewise what has the same cause', async () => {
    const { alertId } = await alertOf(client, 'ada-use');
    await open('/alerts?q=ada&sort=raisedAt');
    for (const key of ['.', 'j', 'Enter']) await ann.keyboard.press(key);
    await ann.getByText('1 of 2').waitFor();
    // Nothing was closed yet that this could be like.
    await ann.keyboard.press('.');
    await ann.keyboard.press('c');
    const dialog = ann.getByRole('dialog');
    await dialog.getByLabel('Reason').selectOption('DUPLICATE');
    await dialog.getByRole('textbox').fill('One of two.');
    await ann.keyboard.press('Control+Enter');
    await ann.getByText('2 of 2').waitFor();
    expect((await readAlert(client, alertId)).status).toBe('CLOSED');
    await ann.keyboard.press('.');
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('DUPLICATE');
    expect(await dialog.getByRole('textbox').inputValue()).toBe('One of two.');
    await dialog.getByRole('button', { name: 'Propose closing' }).and(ann.locator(':focus')).waitFor();
    await ann.keyboard.press('Escape');
    await ann.keyboard.press('c');
    await dialog.getByRole('button', { name: 'As the last one: Duplicate' }).click();
    expect(await dialog.getByRole('textbox').inputValue()).toBe('One of two.');
    await ann.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    // What was closed there is undone from here.
    await ann.keyboard.press('z');
    await ann.getByText('Undone: 1 alert as before.').waitFor();
    expect((await readAlert(client, alertId)).status).toBe('OPEN');
  });

  it('undoes nothing that somebody has touched since', async () => {
    const { alertId } = await alertOf(client, 'ada-use');
    await ann.goto(`${address}/alerts/${alertId}`);
    // What others do is not heard of here.
    await ann.route('**/v1/stream*', (route) => route.abort());
    await ann.reload();
    await ann.getByRole('button', { name: 'Escalate' }).click();
    await ann.keyboard.press('Control+Enter');
    await ann.getByText('1 alert escalated.').waitFor();
    await work(await people.signIn('bob', { roles: ['analyst'] }), alertId, 'comment', { text: 'I am at it.' });
    await ann.keyboard.press('z');
    await ann.getByText('Not undone').waitFor();
    expect((await readAlert(client, alertId)).status).toBe('ESCALATED');
    await ann.unroute('**/v1/stream*');
  });

  it('gives alerts only to people who may work on them', async () => {
    await people.link('vic', { roles: ['viewer'] });
    await people.link('otto', { roles: ['analyst'], entities: ['ENT-2'] });
    await people.link('wilma', { roles: ['analyst'], entities: ['ENT-1'] });
    const { alertId } = await alertOf(client, 'ada-use');
    await ann.goto(`${address}/alerts/${alertId}`);
    await ann.getByRole('button', { name: 'Assign' }).click();
    const dialog = ann.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'To whom' }).click();
    await ann.getByRole('option', { name: 'wilma' }).waitFor();
    const offered = await ann.getByRole('option').allInnerTexts();
    expect([offered.includes('vic'), offered.includes('otto'), offered.includes('ann')]).toEqual([false, false, true]);
    await ann.getByRole('option', { name: 'wilma' }).click();
    await ann.keyboard.press('Control+Enter');
    await ann.getByText('Assigned to wilma').waitFor();
  });

  it('violates nothing of WCAG 2.2 AA', async () => {
    for (const width of [1440, 1024, 390]) {
      await ann.setViewportSize({ width, height: 900 });
      await open('/alerts');
      expect([width, await violationsOn(ann, 'everything')]).toEqual([width, []]);
      const cut = await ann.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
      expect([width, cut]).toEqual([width, false]);
    }
  });
});
