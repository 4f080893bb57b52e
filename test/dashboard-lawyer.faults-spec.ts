import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { violationsOn } from './support/browser';
import { Dashboard } from './support/dashboard-visit';
import { BTC, ETH, classified, custodyOf, exchangeOf, onboarded, promoted, requested } from './support/events';
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
const PICTURES = process.env['SCOPEWATCH_TEST_PICTURES'];
const WORDS = 'Please keep my BTC, nothing else.';

describe('what is written for a lawyer, in a browser', () => {
  let pipeline: Pipeline;
  let people: People;
  let dashboard: Dashboard;
  let ann: Page;
  let address: string;

  beforeAll(async () => {
    pipeline = await Pipeline.open('lawyer');
    [, { url: address }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, address);
    dashboard = await Dashboard.open(people, address);
    const asked = requested('bob', 10, custodyOf('BTC'));
    const statement = { ...promoted('bob', 20_000, exchangeOf('ETH'), 'statement') };
    statement.data = { ...(statement.data as object), content: 'OPERATIONAL', offers: [] };
    const mail = promoted('bob', 50_000, exchangeOf('ETH'), 'mail');
    await pipeline.sendInTurn([
      classified('BTC', BTC),
      classified('ETH', ETH),
      onboarded('bob'),
      { ...asked, data: { ...(asked.data as object), words: WORDS } },
      statement,
      {
        ...mail,
        data: {
          ...(mail.data as object),
          subject: 'More than custody',
          excerpt: 'Swap your coins with us',
          uri: 'https://bank.example/mail/7',
        },
      },
    ]);
    ann = (await dashboard.visit('ann', { roles: ['analyst'] })).page;
  }, 300_000);
  afterAll(async () => {
    await dashboard?.close();
    await people?.close();
    await pipeline?.close();
  });

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

  it('says on an alert in one sentence what was done, asked for and said, by which law, without codes', async () => {
    await ann.goto(`${address}/alerts`);
    await ann
      .getByRole('link', { name: /Marketed beyond scope/ })
      .first()
      .click();
    const sentence = ann.locator('blockquote');
    await sentence.getByText('when the client’s own request of 1 Jun 2025').waitFor();
    await sentence.getByText('covered custody and administration in respect of BTC').waitFor();
    await sentence.getByText(`“${WORDS}”`).waitFor();
    const cited = sentence.getByRole('link', { name: 'MiCA, Article 61(2)' });
    expect(await cited.getAttribute('href')).toMatch(/^https:\/\/eur-lex\.europa\.eu\//);
    await sentence.getByText('Its wording, and how well it is confirmed').first().click();
    await sentence.getByText(/shall not entitle a third-country firm to market new types/).waitFor();
    await sentence.getByText('Confirmed from the published text itself.').waitFor();
    const decision = ann.getByRole('region', { name: 'Decision' });
    await decision.getByText('New type marketed').waitFor();
    await decision.getByText(/Marketing of a service or a type of asset that is new/).waitFor();
    expect(await ann.getByText('BREACH_61_2').first().isVisible()).toBe(false);
    await decision.getByText('Show them').click();
    await ann.getByText('BREACH_61_2').first().waitFor();
    await expectWell(ann, 'alert for a lawyer');
  });

  /** The strip of a page: bars, forms, and what sticks out by a letter, with the words of the message. */
  const expectStrip = async (page: Page) => {
    const section = page.getByRole('region', { name: 'At one glance' });
    const strip = section.getByRole('group', { name: 'Scope and acts over time' });
    await strip.locator('[data-shape="REQUEST"]').waitFor();
    expect(await strip.locator('[data-shape="REQUEST"]').count()).toBe(1);
    const offered = strip.locator('[data-shape="PROMOTIONAL"]');
    // By form, not by colour alone, and with the words of the message.
    expect(await offered.getAttribute('aria-label')).toMatch(
      /^A: Exchange for other crypto-assets in respect of ETH: Promotional message: Marketed beyond scope: “More than custody”: “Swap your coins with us”/,
    );
    expect(await strip.locator('[data-shape="MESSAGE"]').count()).toBe(1);
    await strip.getByText('promotional message', { exact: true }).waitFor();
    await strip.getByText('operational or other message', { exact: true }).waitFor();
    expect(await strip.locator('.strip-band-original').count()).toBeGreaterThan(0);
    const notes = section.getByRole('list', { name: 'What sticks out of the scope' });
    await notes.getByText('“More than custody”').waitFor();
    expect(await notes.getByRole('link', { name: 'The message' }).getAttribute('href')).toBe(
      'https://bank.example/mail/7',
    );
    return { strip, notes };
  };

  it('shows the client at one glance on the page of the alert, and leads from a point to its fact', async () => {
    const { strip } = await expectStrip(ann);
    expect(await strip.locator('path.strip-act').count()).toBeGreaterThan(0);
    await strip.locator('[data-shape="PROMOTIONAL"]').click();
    await ann.waitForFunction('document.activeElement.textContent.includes("More than custody")');
  });

  it('gives the same sentence over HTTP and in the report', async () => {
    const alertId = new URL(ann.url()).pathname.split('/').at(-1) ?? '';
    const { sentence } = (await (await ann.request.get(`${address}/v1/alerts/${alertId}`)).json()) as {
      sentence: { text: string };
    };
    expect(sentence.text).toMatch(/^On 5 July 2025 at 17:20 UTC ENT-1 marketed exchange for other crypto-assets/);
    const pack = await ann.request.get(`${address}/v1/clients/bob/evidence`);
    const report = Buffer.from(unzipSync(new Uint8Array(await pack.body()))['report.html'] ?? []).toString();
    expect(report).toContain(sentence.text);
    expect(report).toContain('<svg');
    for (const said of ['More than custody', 'Swap your coins with us', 'https://bank.example/mail/7'])
      expect([said, report.includes(said)]).toEqual([said, true]);
    const shown = await ann.context().newPage();
    await shown.setContent(report);
    expect(await violationsOn(shown, 'everything')).toEqual([]);
    await shown.close();
  });

  it('opens what a term means', async () => {
    await ann.locator('blockquote').getByRole('button', { name: 'type', exact: true }).first().click();
    await ann.getByText(/Services are of one type where they are the same service of MiCA/).waitFor();
    await ann.keyboard.press('Escape');
  });

  it('shows all times of a page in one zone, which is the person’s, with UTC at hand', async () => {
    await ann.getByRole('button', { name: /^Signed in as/ }).click();
    await ann.getByRole('menuitem', { name: 'Settings' }).click();
    const dialog = ann.getByRole('dialog', { name: 'Settings' });
    const zone = dialog.getByRole('combobox', { name: 'Time zone' });
    await zone.fill('Tokyo');
    await ann.getByRole('option', { name: 'Asia/Tokyo' }).click();
    await dialog.getByRole('combobox', { name: 'Begin with' }).click();
    await ann.getByRole('option', { name: 'Clients', exact: true }).click();
    await expectWell(ann, 'settings');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    // 17:20 in UTC.
    await ann.locator('blockquote').getByText('On 6 Jul 2025, 02:20 (+09:00)').waitFor();
    await ann.getByText('Times are in Asia/Tokyo (+09:00).').waitFor();
    await ann.getByRole('button', { name: 'Show them in UTC' }).click();
    await ann.locator('blockquote').getByText('On 5 Jul 2025, 17:20 (+00:00)').waitFor();
    await ann.getByRole('button', { name: 'Show them in my zone' }).click();
    await ann.locator('blockquote').getByText('02:20').waitFor();
    const { page, context } = await dashboard.visit('ann', { roles: ['analyst'] });
    expect(new URL(page.url()).pathname).toBe('/clients');
    await page.getByText(/Times are in Asia/).waitFor();
    await context.close();
  });

  it('shows what a message said', async () => {
    await ann.goto(`${address}/clients/bob`);
    const line = ann.getByRole('row').filter({ hasText: 'Marketing Contacted' }).first();
    await line.getByText('“More than custody”').waitFor();
    await line.getByText('“Swap your coins with us”').waitFor();
    expect(await line.getByRole('link', { name: 'The message' }).getAttribute('href')).toBe(
      'https://bank.example/mail/7',
    );
    await expectStrip(ann);
    await expectWell(ann, 'client with a message');
  });

  it('says of every act in words how it was judged, its codes on demand', async () => {
    const acts = ann.getByRole('table', { name: 'Acts and verdicts' });
    const mail = acts.getByRole('row').filter({ hasText: 'Promotional message' });
    await mail
      .getByText('That is a new type, different from everything in the scope.')
      .filter({ visible: true })
      .waitFor();
    const codes = mail.getByText(/\(EXCH_CRYPTO\) .* \(row 13\)/);
    expect(await codes.isVisible()).toBe(false);
    await mail.getByText('As it was judged').click();
    await codes.waitFor();
  });
});
