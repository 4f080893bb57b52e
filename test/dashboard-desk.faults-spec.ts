import type { Page } from 'playwright-core';
import type { Child } from './support/child';
import { Dashboard } from './support/dashboard-visit';
import { BTC, ETH, classified, custodyOf, exchangeOf, onboarded, promoted, requested } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';

const breachOf = (clientId: string) => [
  onboarded(clientId),
  requested(clientId, 10, custodyOf('BTC')),
  promoted(clientId, 50_000, exchangeOf('ETH'), 'mail'),
];

describe('the desk of several people, in their browsers', () => {
  let pipeline: Pipeline;
  let people: People;
  let dashboard: Dashboard;
  let ann: Page;
  let bea: Page;
  let address: string;
  let api: Child;

  beforeAll(async () => {
    pipeline = await Pipeline.open('desk-pages');
    [, { api, url: address }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, address);
    dashboard = await Dashboard.open(people, address);
    await pipeline.send([classified('BTC', BTC), classified('ETH', ETH), ...breachOf('ada'), ...breachOf('bob')]);
    await pipeline.settled();
    ann = (await dashboard.visit('ann', { roles: ['admin'] })).page;
    bea = (await dashboard.visit('bea', { roles: ['approver'] })).page;
  });
  afterAll(async () => {
    await dashboard?.close();
    await people?.close();
    await pipeline?.close();
  });

  const openAlertOf = async (page: Page, clientId: string) => {
    await page.goto(`${address}/alerts?q=${clientId}`);
    await page.getByRole('table', { name: 'Alerts' }).locator('[data-primary]').first().click();
    await page.getByRole('heading', { name: 'Decision' }).waitFor();
  };

  it('silences the like of an alert, for long only with a second person, and ends it early', async () => {
    await openAlertOf(ann, 'ada');
    await ann.getByRole('link', { name: 'Silence this…' }).click();
    const dialog = ann.getByRole('dialog', { name: 'New silence' });
    await dialog.getByText('1 alert now').waitFor();
    await dialog.getByLabel('Reason').fill('Known; the mail is being taken back.');
    await dialog.getByText('30 days').click();
    await dialog.getByRole('button', { name: 'Silence them' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const waiting = ann.getByRole('table', { name: 'Waiting for a second person' });
    await waiting.getByText('Somebody else has to approve').waitFor();
    expect(await ann.getByRole('button', { name: /^Approve/ }).count()).toBe(0);

    await bea.goto(`${address}/silences`);
    await bea.getByRole('button', { name: /^Approve the silence/ }).click();
    await bea.getByRole('table', { name: 'In force' }).getByText('agreed to by bea').waitFor();
    await openAlertOf(bea, 'ada');
    await bea.getByText('Silenced', { exact: true }).first().waitFor();

    await bea.goto(`${address}/silences`);
    await bea.getByRole('button', { name: /^End now: the silence/ }).click();
    await bea.getByRole('table', { name: 'Ended' }).getByText('Ended by bea').waitFor();
  });

  it('tells a webhook: its secret is shown once, and the log says why a test did not arrive', async () => {
    await ann.goto(`${address}/notifications`);
    await ann.getByText('Alerts are told nowhere yet').waitFor();
    await ann.getByRole('button', { name: 'New receiver' }).click();
    const form = ann.getByRole('dialog', { name: 'New receiver' });
    await form.getByLabel('Name').fill('Case desk');
    await form.getByLabel('Address').fill('http://127.0.0.1:9/scopewatch');
    await form.getByRole('button', { name: 'Tell them from now on' }).click();
    const secret = ann.getByRole('dialog', { name: 'Secret of Case desk' });
    const first = await secret.getByText(/^whsec_/).innerText();
    await secret.getByRole('button', { name: 'I have kept it' }).click();
    await secret.waitFor({ state: 'hidden' });
    expect(await ann.getByText(first).count()).toBe(0);

    await ann.getByRole('button', { name: 'New secret: Case desk' }).click();
    expect(await secret.getByText(/^whsec_/).innerText()).not.toBe(first);
    await secret.getByText('The secret before signs too until').waitFor();
    await secret.getByRole('button', { name: 'I have kept it' }).click();

    await ann.getByRole('button', { name: 'Send a test: Case desk' }).click();
    await ann.getByLabel('Deliveries to').selectOption('Case desk');
    const log = ann.getByRole('table', { name: 'Deliveries' });
    await log.getByText('It leads to a private address, and those are not called.').first().waitFor();
    await log.getByText('Details of this').first().click();
    await log.getByText('PRIVATE_ADDRESS').first().waitFor();

    await ann.getByRole('button', { name: 'Delete: Case desk' }).click();
    await ann.getByText('Alerts are told nowhere yet').waitFor();
  });

  const close = async (page: Page) => {
    await page.getByRole('button', { name: 'Propose closing' }).click();
    const dialog = page.getByRole('dialog', { name: 'Propose closing: this alert' });
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('');
    await page.keyboard.type('Rem');
    await page.keyboard.press('Tab');
    await page.keyboard.type('The mail was taken back.');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'hidden' });
  };

  it('sets a rejection that names a client aside when a second person agrees, and shows who did what and why', async () => {
    await pipeline.sendRaw(pipeline.topics.marketing, [{ key: 'ada', value: Buffer.from('{"clientId":"ada"') }]);
    await pipeline.settled();
    await ann.goto(`${address}/rejections`);
    await ann.getByRole('button', { name: 'Set aside' }).click();
    const dialog = ann.getByRole('dialog', { name: /^Set .* aside$/ });
    await dialog.getByLabel('Why').fill('A test of the sender.');
    await dialog.getByRole('button', { name: 'Set aside' }).click();
    await ann.getByText('it is you who proposed it').waitFor();

    await bea.goto(`${address}/rejections`);
    await bea.getByRole('button', { name: 'Agree to set it aside' }).click();
    const decided = bea.getByRole('list', { name: 'What was decided' });
    await decided.getByText('bea set it aside: “A test of the sender.”').waitFor();
    await bea.getByText('Set aside', { exact: true }).first().click();
    await bea.getByRole('article').getByText('Set aside', { exact: true }).waitFor();
  });

  it('names on the page of an alert the facet that makes its type new, with both values', async () => {
    await openAlertOf(ann, 'bob');
    await ann.getByText('What makes it new').waitFor();
    await ann.getByText(/Service: Exchange for crypto; asked for was Custody/).waitFor();
  });

  it('closes what is critical only when a second person agrees', async () => {
    await openAlertOf(ann, 'ada');
    await close(ann);
    await ann.getByText('Somebody else has to approve').waitFor();
    expect(await ann.getByRole('button', { name: 'Approve closing' }).count()).toBe(0);
    await openAlertOf(bea, 'ada');
    await bea.getByRole('button', { name: 'Approve closing' }).click();
    await bea.getByRole('button', { name: 'Re-open' }).waitFor();
    // Ann sees it without doing anything, and is told by whom.
    await ann.getByRole('button', { name: 'Re-open' }).waitFor();
    await ann.getByText('bea approved your proposal to close').waitFor();
    await ann.getByRole('alert').getByRole('button').first().click();
  });

  it('tells the second of two on one alert that somebody was quicker, and how it stands now', async () => {
    const { page: cleo } = await dashboard.visit('cleo', { roles: ['analyst'] });
    // Cleo's page hears nothing of what others do.
    await cleo.route('**/v1/stream*', (route) => route.abort());
    await openAlertOf(cleo, 'bob');
    await openAlertOf(ann, 'bob');
    await ann.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await ann.getByRole('button', { name: 'Acknowledge', exact: true }).waitFor({ state: 'hidden' });
    await cleo.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await cleo.getByText('Somebody was quicker: it is shown as it stands now').waitFor();
    await cleo.getByRole('button', { name: 'Acknowledge', exact: true }).waitFor({ state: 'hidden' });
    await cleo.context().close();
  });

  it('offers colleagues to mention in a comment, who find it under what mentions them', async () => {
    await openAlertOf(ann, 'bob');
    await ann.getByRole('button', { name: 'Comment' }).click();
    const text = ann.getByRole('dialog').getByRole('textbox', { name: 'Text' });
    await text.pressSequentially('Look, @be');
    await ann.getByRole('option', { name: 'bea' }).waitFor();
    await text.press('Enter');
    expect(await text.inputValue()).toBe('Look, @bea ');
    await text.press('Control+Enter');
    await ann.getByText('“Look, @bea').waitFor();
    await bea.goto(`${address}/alerts`);
    await bea.getByRole('link', { name: 'Mentions me' }).click();
    await bea.getByText('Mentions @bea').waitFor();
    const found = bea.getByRole('table', { name: 'Alerts' }).locator('tbody tr[data-index]');
    await found.getByText('bob').filter({ visible: true }).first().waitFor();
    expect(await found.count()).toBe(1);
  });

  it('asks to sign in when the session has ended, without a reload', async () => {
    const { page: dan } = await dashboard.visit('dan', { roles: ['viewer'] });
    await dan.goto(`${address}/incidents`);
    await dan.getByRole('heading', { level: 1, name: 'Incidents' }).waitFor();
    await pipeline.database.query(`DELETE FROM session WHERE person_id = 'dan'`);
    const signIn = dan.getByRole('heading', { name: 'Sign in to Scopewatch' });
    // By what is asked for with a click, or by what the page asks for by itself, whichever comes first.
    const clicked = dan.getByRole('link', { name: 'Clients', exact: true }).click();
    await Promise.race([clicked.catch(() => undefined), signIn.waitFor()]);
    await signIn.waitFor();
    // Whoever signs in again in this tab goes on where they were.
    await dan.goto(`${address}${await people.link('dan', { roles: ['viewer'] })}`);
    await dan.getByRole('heading', { level: 1, name: /^(Clients|Incidents)$/ }).waitFor();
    await dan.context().close();
  });

  it('follows again when the server comes back, and has missed nothing meanwhile', async () => {
    await ann.goto(`${address}/alerts?q=fay`);
    await ann.getByText('No alert matches').waitFor();
    await api.end('SIGKILL');
    await ann.getByRole('status', { name: 'Live updates: Reconnecting' }).waitFor();
    await ann.getByText(/^Nothing was heard of the server since/).waitFor();
    await pipeline.send(breachOf('fay'));
    await pipeline.settled();
    ({ api } = await pipeline.startApi({ SCOPEWATCH_PORT: new URL(address).port }));
    await ann.getByRole('table', { name: 'Alerts' }).getByText('fay').filter({ visible: true }).first().waitFor();
    await ann.getByRole('status', { name: 'Live updates: Live' }).waitFor();
    expect(await ann.getByText(/^Nothing was heard of the server/).count()).toBe(0);
  });
});
