import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { violationsOn } from './support/browser';
import { Dashboard } from './support/dashboard-visit';
import {
  BTC,
  ENTITY,
  ETH,
  classified,
  custodyOf,
  exchangeOf,
  fact,
  onboarded,
  promoted,
  requested,
} from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';

const SETTLED_MS = 250;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];
const COLOURS = [
  ['light', 'everything'],
  ['dark', 'colours'],
] as const;
/** Where pictures of the pages are left, for whoever wants to look at them. */
const PICTURES = process.env['SCOPEWATCH_TEST_PICTURES'];

const barely = (clientId: string) => [
  fact('client.onboarded.v1', `${clientId}-on`, 0, { clientId, entityId: ENTITY, kind: 'NATURAL', country: 'DE' }),
  requested(clientId, 10, custodyOf('BTC')),
];

describe('evidence and "no breach", in browsers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
  let pipeline: Pipeline;
  let people: People;
  let dashboard: Dashboard;
  let [ann, app, vic] = [] as unknown as [Page, Page, Page];
  let address: string;

  beforeAll(async () => {
    pipeline = await Pipeline.open('evidence-pages');
    [, { url: address }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, address);
    dashboard = await Dashboard.open(people, address);
    await pipeline.sendInTurn([
      classified('BTC', BTC),
      classified('ETH', ETH),
      ...barely('ada'),
      onboarded('clean'),
      requested('clean', 10, custodyOf('BTC')),
      onboarded('bob'),
      requested('bob', 10, custodyOf('BTC')),
      promoted('bob', 50_000, exchangeOf('ETH'), 'mail'),
      promoted('bob', 50_001, { service: 'CUSTODY', assetId: 'NEVER-TOLD' }, 'unknown'),
    ]);
    await pipeline.sendRaw(pipeline.topics.account, [
      { key: 'clean', value: '{"data":{"clientId":"clean"},"specversion":"1.0"}' },
      { key: null, value: 'nobody can read this' },
    ]);
    await pipeline.settled();
    ann = (await dashboard.visit('ann', { roles: ['analyst'] })).page;
    app = (await dashboard.visit('app', { roles: ['approver'] })).page;
    vic = (await dashboard.visit('vic', { roles: ['viewer'] })).page;
  }, 300_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await dashboard?.close();
    await people?.close();
    await pipeline?.close();
  });

  const openClient = async (page: Page, clientId: string) => {
    await page.goto(`${address}/clients/${clientId}`);
    await page.getByRole('heading', { name: 'Every act as judged' }).waitFor();
  };
  const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

  /** Large and small, light and dark, and nothing sticks out. */
  const expectWell = async (page: Page, what: string) => {
    for (const size of SIZES) {
      await page.setViewportSize(size);
      for (const [colorScheme, rules] of COLOURS) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(SETTLED_MS);
        if (PICTURES !== undefined)
          await page.screenshot({ path: join(PICTURES, `${what}-${size.width}-${colorScheme}.png`), fullPage: true });
        const violations = await violationsOn(page, rules);
        expect({ what, ...size, colorScheme, violations }).toEqual({ what, ...size, colorScheme, violations: [] });
      }
      const beyond = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect({ what, ...size, beyond }).toEqual({ what, ...size, beyond: 0 });
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 720 });
  };

  const askNoBreach = async (page: Page) => {
    const asking = section(page, 'No breach');
    await asking.getByRole('button', { name: 'Can it be said?' }).click();
    await asking.getByRole('status').waitFor();
    return asking;
  };

  it('lists what is missing, counts it on Today, and gives it to somebody', async () => {
    await ann.goto(`${address}/today`);
    await section(ann, 'Evidence to get').getByText('3 in all').click();
    await ann.getByRole('heading', { level: 1, name: 'Evidence to get' }).waitFor();
    const table = ann.getByRole('table', { name: 'Evidence to get' });
    await table.getByText('No acknowledgement of third-country status').waitFor();
    expect(await table.getByRole('row').count()).toBe(4);
    await table.getByRole('button', { name: /^Ask somebody: No acknowledgement/ }).click();
    const dialog = ann.getByRole('dialog', { name: 'No acknowledgement of third-country status' });
    await dialog.getByRole('button', { name: 'Me' }).click();
    await expectWell(ann, 'asking for evidence');
    await dialog.getByRole('button', { name: 'Ask them' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await table.getByRole('cell', { name: 'ann', exact: true }).waitFor();
    await ann.getByText('Mine', { exact: true }).click();
    await ann.waitForURL(/whose=me/);
    await table.getByText('Exposure to marketing not checked').waitFor({ state: 'hidden' });
    await table.getByRole('row').nth(1).waitFor();
    expect(await table.getByRole('row').count()).toBe(2);
    await ann.getByText('All', { exact: true }).click();
    await expectWell(ann, 'evidence to get');
    await vic.goto(`${address}/evidence`);
    await vic.getByRole('table', { name: 'Evidence to get' }).waitFor();
    expect(await vic.getByRole('button', { name: /^(Ask|Record)/ }).count()).toBe(0);
  });

  it('records the acknowledgement with its document from the page of the client', async () => {
    await openClient(ann, 'ada');
    const missing = ann.getByRole('list', { name: `Missing evidence, ${ENTITY}` });
    await missing.getByRole('button', { name: /^Record the acknowledgement/ }).click();
    const dialog = ann.getByRole('dialog', { name: 'Record the acknowledgement' });
    await dialog.getByLabel('Day of the acknowledgement').fill('1 Mar 2026');
    await dialog.getByLabel('Day of the acknowledgement').press('Tab');
    const letter = join(folder, 'letter.txt');
    writeFileSync(letter, 'I know that you are no firm of the Union.\n');
    const choosing = ann.waitForEvent('filechooser');
    await dialog.getByLabel('A document that shows it').click();
    await (await choosing).setFiles(letter);
    await dialog.getByText('letter.txt').waitFor();
    await expectWell(ann, 'recording');
    await dialog.getByRole('button', { name: 'Record it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await missing.getByText('No acknowledgement of third-country status').waitFor({ state: 'hidden' });
    await missing.getByText('Exposure to marketing not checked').waitFor();
    const documents = section(ann, 'Documents');
    await documents.getByRole('link', { name: 'letter.txt' }).waitFor();
    await documents.getByText('Acknowledgement of third-country status').waitFor();
    await ann.getByText('recorded by ann').first().waitFor();
    const href = await documents.getByRole('link', { name: 'letter.txt' }).getAttribute('href');
    const file = await ann.request.get(`${address}${href}`);
    expect([file.status(), file.headers()['content-type'], await file.text()]).toEqual([
      200,
      'text/plain; charset=utf-8',
      'I know that you are no firm of the Union.\n',
    ]);
    await expectWell(ann, 'client with gaps');
  });

  it('records an exposure check and the first contact, and nothing is missing then', async () => {
    const missing = ann.getByRole('list', { name: `Missing evidence, ${ENTITY}` });
    await missing.getByRole('button', { name: /^Record the exposure check/ }).click();
    const check = ann.getByRole('dialog', { name: 'Record the exposure check' });
    await check.getByLabel('Day of the check').fill('2 Mar 2026');
    await check.getByLabel('Day of the check').press('Tab');
    await check.getByRole('radio', { name: 'Marketing had reached the client', exact: true }).check();
    await check.getByText('needs a person').waitFor();
    await expectWell(ann, 'exposure found');
    await check.getByLabel('No marketing had reached the client').check();
    await check.getByLabel(/^What was looked through/).fill('CRM\n\nMailings');
    await check.getByRole('button', { name: 'Record it' }).click();
    await check.waitFor({ state: 'hidden' });
    await missing.getByRole('button', { name: /^Record the first contact/ }).click();
    const contact = ann.getByRole('dialog', { name: 'Record the first contact' });
    await contact.getByLabel('Day of the first contact').fill('1 Jun 2025');
    await contact.getByLabel('Day of the first contact').press('Tab');
    await contact.getByRole('combobox', { name: 'How the client came' }).click();
    await ann.getByRole('option', { name: 'Telephone' }).click();
    await contact.getByRole('button', { name: 'Record it' }).click();
    await contact.waitFor({ state: 'hidden' });
    await missing.waitFor({ state: 'hidden' });
    await ann.getByText('Established').first().waitFor();
  });

  it('refuses a file that is none of those taken, and says so where it was chosen', async () => {
    await section(ann, 'Documents').getByRole('button', { name: 'Attach a document' }).click();
    const dialog = ann.getByRole('dialog', { name: 'Attach a document' });
    const program = join(folder, 'letter.pdf');
    writeFileSync(program, Buffer.from('4d5a90000300', 'hex'));
    const choosing = ann.waitForEvent('filechooser');
    await dialog.getByLabel('File').click();
    await (await choosing).setFiles(program);
    await dialog.getByRole('button', { name: 'Attach it' }).click();
    await dialog
      .getByRole('alert')
      .getByText(/none of PDF, PNG, JPEG/)
      .waitFor();
    await expectWell(ann, 'attaching');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('says what stands in the way of "no breach", and takes it away from there, by two where it takes two', async () => {
    await openClient(ann, 'clean');
    const asking = await askNoBreach(ann);
    await asking.getByText('2 things stand in the way').waitFor();
    const lines = asking.getByRole('list', { name: 'What stands in the way' }).getByRole('listitem');
    const named = lines.filter({ hasText: 'names this client' });
    const illegible = lines.filter({ hasText: 'nothing in it says whom it is about' });
    await expectWell(ann, 'no breach refused');
    await illegible.getByRole('button', { name: 'Set aside' }).click();
    const dialog = ann.getByRole('dialog');
    await dialog.getByLabel('Why').fill('A test of the producer.');
    await dialog.getByRole('button', { name: 'Set aside' }).click();
    await illegible.waitFor({ state: 'hidden' });
    await named.getByRole('button', { name: /^Re-drive/ }).click();
    await ann.getByText(/refused again/).waitFor();
    await named.getByRole('button', { name: 'Set aside' }).click();
    await dialog.getByLabel('Why').fill('It was sent again since.');
    await dialog.getByRole('button', { name: 'Set aside' }).click();
    await named.getByText('Somebody else has to agree').waitFor();
    await named.getByRole('link', { name: /^Show/ }).click();
    await ann.getByRole('article').getByText('ann proposes to set it aside').waitFor();
    expect(await ann.getByRole('article').count()).toBe(1);

    await openClient(app, 'clean');
    const approving = await askNoBreach(app);
    await approving.getByRole('button', { name: 'Agree to set it aside' }).click();
    await approving.getByText(/^No act on client clean .* was found that alerts or is undecided/).waitFor();
    await expectWell(app, 'no breach given');
  });

  it('says the same of alerts and of what can’t be decided, and leads there', async () => {
    await openClient(ann, 'bob');
    const asking = await askNoBreach(ann);
    await asking.getByText('2 things stand in the way').waitFor();
    const lines = asking.getByRole('list', { name: 'What stands in the way' }).getByRole('listitem');
    await lines
      .filter({ hasText: 'Marketed beyond scope' })
      .getByText('closing it takes nothing of that back')
      .waitFor();
    const open = lines.filter({ hasText: 'can’t be decided' });
    await open.getByRole('link', { name: 'Evidence to get' }).waitFor();
    await expectWell(ann, 'no breach with alerts');
    await open.getByRole('link', { name: /^Open the alert/ }).click();
    await ann.getByRole('heading', { level: 1, name: 'Needs review' }).waitFor();
  });
});
