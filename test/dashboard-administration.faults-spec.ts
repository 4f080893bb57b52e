import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { freePort } from '#devstack';
import { violationsOn } from './support/browser';
import { Dashboard } from './support/dashboard-visit';
import { Mailbox } from './support/mailbox';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { until } from './support/until';

/** Wide, middling and narrow. */
const WIDTHS = [1440, 1024, 390];
/** Where pictures of the pages are left for somebody to look at; unset: nowhere. */
const SHOTS = process.env['SCOPEWATCH_TEST_SHOTS'];

describe('running Scopewatch from its pages, in a browser', () => {
  let pipeline: Pipeline;
  let people: People;
  let dashboard: Dashboard;
  let mailbox: Mailbox;
  let address: string;
  let root: Page;
  let bea: Page;

  beforeAll(async () => {
    pipeline = await Pipeline.open('administration-pages');
    mailbox = await Mailbox.start();
    const port = String(await freePort());
    address = `http://127.0.0.1:${port}`;
    const mail = {
      SCOPEWATCH_SMTP_URL: mailbox.url,
      SCOPEWATCH_SMTP_FROM: 'watch@bank.example',
      SCOPEWATCH_PUBLIC_URL: address,
    };
    await Promise.all([
      pipeline.startMonitor(),
      pipeline.startNotifier(mail),
      pipeline.startApi({ ...mail, SCOPEWATCH_PORT: port }),
    ]);
    people = await People.open(pipeline.database.appUrl, address);
    dashboard = await Dashboard.open(people, address);
    const { marketing } = pipeline.topics;
    const refused = ['{"clientId":"ada"', '{"clientId":"bob"', '{"clientId":"cleo"'].map((value) => ({
      key: 'k',
      value: Buffer.from(value),
    }));
    await pipeline.sendRaw(marketing, refused);
    await pipeline.sendRaw(pipeline.topics.account, [{ key: 'k', value: Buffer.from('no JSON') }]);
    await pipeline.settled();
    root = (await dashboard.visit('root', { roles: ['admin'] })).page;
    bea = (await dashboard.visit('bea', { roles: ['approver'] })).page;
  });
  afterAll(async () => {
    await dashboard?.close();
    await people?.close();
    await mailbox?.close();
    await pipeline?.close();
  });

  /** Nothing that axe finds, and nothing cut, at any width. */
  const looksWell = async (page: Page, name: string) => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await violationsOn(page, 'everything')]).toEqual([width, []]);
      const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
      expect([name, width, Math.max(0, beyond)]).toEqual([name, width, 0]);
      if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}-${width}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  };

  const add = async (id: string) => {
    await root.goto(`${address}/access`);
    await root.getByRole('button', { name: 'New person' }).click();
    const form = root.getByRole('dialog', { name: 'New person' });
    await form.getByLabel('Id').fill(id);
    await form.getByLabel('Name').fill(id);
    await form.getByRole('checkbox', { name: 'approver' }).check();
    await form.getByRole('button', { name: 'Save' }).click();
    return root.getByRole('dialog', { name: `Invite ${id}` });
  };
  const comesIn = async (link: string) => {
    const { page, context } = await dashboard.stranger();
    await page.goto(link);
    await page.getByRole('button', { name: 'Sign in' }).click();
    return { page, context };
  };

  it('lets somebody in by a link, which works once and counts them as one with who handed it over', async () => {
    const dialog = await add('dan');
    await looksWell(root, 'invite');
    await dialog.getByRole('button', { name: 'Make a link' }).click();
    await dialog.getByText('This is shown once').waitFor();
    const link = await dialog.getByText(/\/welcome#/).innerText();
    await dialog.getByRole('button', { name: 'I have handed it over' }).click();
    await root.getByText(/^Invited by root; the link works until/).waitFor();
    await looksWell(root, 'access');

    const { page, context } = await comesIn(link);
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    await context.close();
    const again = await comesIn(link);
    await again.page.getByText('This invitation works no more').waitFor();
    await looksWell(again.page, 'welcome');
    await again.context.close();
    const [line] = await pipeline.database.query('SELECT person_id, let_in_by FROM let_in');
    expect(line).toEqual({ person_id: 'dan', let_in_by: 'root' });
  });

  it('mails an invitation, whose link nobody else has seen, and withdraws one', async () => {
    const dialog = await add('eve@bank.example');
    await dialog.getByRole('button', { name: 'Mail it to eve@bank.example' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await until('the invitation was mailed', () => Promise.resolve(mailbox.mails.length > 0));
    const mail = (mailbox.mails[0] ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=');
    const [link = ''] = /http:\/\/127[^\s"<]*\/welcome#[\w-]+/.exec(mail) ?? [];
    await root.reload();
    await root.getByRole('button', { name: 'Invite eve@bank.example' }).click();
    await dialog.getByText(/mailed to eve@bank.example; the link works until/).waitFor();
    await dialog.getByRole('button', { name: 'Withdraw the invitation' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const { page, context } = await comesIn(link);
    await page.getByText('This invitation works no more').waitFor();
    await context.close();
  });

  it('stands tables closer where somebody wants it, in every browser of theirs', async () => {
    const heightOf = async () => (await root.getByRole('table', { name: 'People' }).boundingBox())?.height ?? 0;
    const before = await heightOf();
    await root.getByRole('button', { name: 'Signed in as root' }).click();
    await root.getByRole('menuitem', { name: /Settings/ }).click();
    const dialog = root.getByRole('dialog', { name: 'Settings' });
    await dialog.getByRole('radio', { name: 'Compact' }).check();
    await looksWell(root, 'settings');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await heightOf()).toBeLessThan(before);
    await root.reload();
    await root.getByRole('table', { name: 'People' }).waitFor();
    expect(await heightOf()).toBeLessThan(before);
    await looksWell(root, 'access-compact');
  });

  it('filters the audit by what stands in the address, and gives all of it as CSV', async () => {
    await root.goto(`${address}/audit`);
    await root.getByLabel('What', { exact: true }).and(root.locator('input')).click();
    await root.getByRole('option', { name: 'person.invite', exact: true }).click();
    await root.waitForURL(/operation=person\.invite/);
    await root.keyboard.press('Escape');
    const lines = root.getByRole('table', { name: 'Audit' }).locator('tbody tr[data-index]');
    await lines.nth(1).waitFor();
    expect(await lines.count()).toBe(2);
    await root.getByRole('textbox', { name: 'On what' }).fill('dan');
    await root.keyboard.press('Enter');
    await root.waitForURL(/target=dan/);
    await lines.filter({ hasText: 'eve@bank.example' }).waitFor({ state: 'hidden' });
    await looksWell(root, 'audit');
    const [download] = await Promise.all([
      root.waitForEvent('download'),
      root.getByRole('link', { name: 'CSV' }).click(),
    ]);
    const csv = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(csv).toHaveLength(3);
    expect(csv[1]).toContain(',root,');
    expect(csv[1]).toContain(',person.invite,dan,');
  });

  it('groups what was refused by cause, and decides on a whole group by two', async () => {
    await root.goto(`${address}/rejections`);
    await root.getByText('By cause').click();
    const group = root.getByRole('article', { name: /marketing/ });
    await group.getByText('3 messages: it is no JSON').waitFor();
    await looksWell(root, 'rejections');
    await group.getByRole('button', { name: 'Set 3 aside' }).click();
    const dialog = root.getByRole('dialog', { name: 'Set 3 messages aside' });
    await dialog.getByLabel('Why').fill('A test of the sender.');
    await dialog.getByRole('button', { name: 'Set aside' }).click();
    await group.getByText('3 to be set aside').waitFor();

    await bea.goto(`${address}/rejections?by=cause`);
    const theirs = bea.getByRole('article', { name: /marketing/ });
    await theirs.getByRole('button', { name: 'Decide 3 proposals' }).click();
    await bea.getByText('root, 3 messages: “A test of the sender.”').waitFor();
    await looksWell(bea, 'rejections-decide');
    await bea.getByRole('button', { name: 'Agree to set 3 messages aside' }).click();
    await bea.getByText('3 messages done').waitFor();
    await bea.getByText('Set aside', { exact: true }).first().click();
    await theirs.getByRole('link', { name: /3 messages/ }).click();
    await bea.getByRole('article').nth(2).waitFor();

    const other = root.getByRole('article', { name: /account/ });
    await root.reload();
    await other.getByRole('button', { name: 'Re-drive 1' }).click();
    await root.getByText('1 message refused again, for the reason shown.').waitFor();
  });

  it('says of what is unwell since when, and what to do about it', async () => {
    await root.goto(`${address}/status`);
    await root.getByRole('heading', { level: 1, name: 'Health' }).waitFor();
    await pipeline.database.query(
      `INSERT INTO reading_trouble (monitor, message, since, attempts, next_attempt_at)
       VALUES ('here', 'No space left on device.', now() - interval '5 minutes', 3, now() + interval '1 hour')`,
    );
    await root.reload();
    await root.getByText('Messages are not being read').waitFor();
    await root.getByText(/Make room on the disk of the database/).waitFor();
    await looksWell(root, 'status');
  });
});
