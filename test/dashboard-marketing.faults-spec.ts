import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { parseDelimited } from '../apps/dashboard/src/pages/checks/list/delimited';
import { violationsOn } from './support/browser';
import { Dashboard } from './support/dashboard-visit';
import {
  BTC,
  ETH,
  classified,
  clientIds,
  custodyOf,
  ENTITY,
  fact,
  exchangeOf,
  onboarded,
  requested,
} from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';

/** Time for what moves to have come to rest. */
const SETTLED_MS = 250;

// Whoever lives outside the Union may be written to; the others had asked for something else.
const outside = clientIds('us', 10);
const inside = clientIds('eu', 15);
const unknown = clientIds('gone', 5);
const HEADER = 'Name;E-Mail;Kundennummer;Ort';
const list = [
  HEADER,
  ...[...outside, ...inside, ...unknown].map((id, i) => `"Müller; ${i}";person-${i}@mail.example;${id};Köln`),
].join('\r\n');

describe('marketing, at the dashboard', () => {
  let pipeline: Pipeline;
  let people: People;
  let dashboard: Dashboard;
  let page: Page;
  let address: string;
  const refused: string[] = [];
  const sent: string[] = [];

  beforeAll(async () => {
    pipeline = await Pipeline.open('marketing-pages');
    [, { url: address }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, address);
    dashboard = await Dashboard.open(people, address);
    await pipeline.send([
      classified('BTC', BTC),
      classified('ETH', ETH),
      fact('entity.authorised.v1', 'authorised', 0, { entityId: ENTITY, services: ['PLACING'] }),
      ...outside.map((id) => onboarded(id, 'US')),
      ...inside.flatMap((id) => [onboarded(id), requested(id, 10, custodyOf('BTC'))]),
    ]);
    await pipeline.settled();
    ({ page } = await dashboard.visit('mia', { roles: ['marketing'] }));
    page.on('response', (answer) => {
      if (answer.status() >= 400) refused.push(`${answer.status()} ${answer.url()}`);
    });
    page.on('console', (message) => {
      if (message.type() === 'error') refused.push(message.text());
    });
    page.on('request', (request) => sent.push(request.url(), request.postData() ?? ''));
  });
  afterAll(async () => {
    await dashboard?.close();
    await people?.close();
    await pipeline?.close();
  });

  /** Its list of choices goes by the same label. */
  const field = (label: string) => page.locator('input').and(page.getByLabel(label));
  const title = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

  it('begins on the page of checks, and shows no other', async () => {
    await page.goto(address);
    await title('Check before sending');
    expect(new URL(page.url()).pathname).toBe('/checks');
    const pages = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
    expect(await pages.allInnerTexts()).toEqual(['Check before sending']);
    await page.goto(`${address}/clients/ada`);
    await title('This page is not for your role');
    expect(refused).toEqual([]);
  });

  it('refuses what is not known, and says what was probably meant', async () => {
    await page.goto(`${address}/checks`);
    await field('Entity of the firm').fill('ENT1');
    await field('Asset').fill('EHT');
    await page.getByLabel('To whom').selectOption('EVERYONE');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('“ENT1” is not known here. Did you mean “ENT-1”?').waitFor();
    await page.getByText('Did you mean “ETH”?').waitFor();
    expect(new URL(page.url()).pathname).toBe('/checks');
  });

  it('takes a list as it is, asks about whom is on file, and sends nothing but ids', async () => {
    await page.goto(`${address}/checks`);
    await field('Entity of the firm').fill(ENTITY);
    await field('Asset').fill(exchangeOf('ETH').assetId);
    await page.getByLabel('To whom').selectOption('LIST');
    await page.locator('input[type="file"]').setInputFiles({
      name: 'summer.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(list),
    });
    const summary = page.getByRole('list', { name: 'What is in the list' });
    await summary.getByText('25 ids are on file').waitFor();
    await summary.getByText('5 ids are not on file').waitFor();
    await summary.getByText('E-mail addresses stand in “E-Mail”').waitFor();
    expect(await page.getByLabel('Column of the ids').inputValue()).toBe('2');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await title('Check');
    await page.getByText('25 clients by id').waitFor();
    await page.getByText('Exchange for crypto of ETH').waitFor();
    expect(sent.filter((text) => /@mail|Müller|Köln/.test(text))).toEqual([]);
    const [kept] = await pipeline.database.query<{ events: string }>('SELECT events FROM planned_check');
    expect(unknown.filter((id) => kept?.events.includes(id))).toEqual([]);
  });

  const download = async (press: () => Promise<void>): Promise<{ name: string; text: string }> => {
    const [file] = await Promise.all([page.waitForEvent('download'), press()]);
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
  };

  const answeredRows = async () => {
    const button = page.getByRole('button', { name: 'Download the list with the answers' });
    const { name, text } = await download(() => button.click());
    expect(name).toBe('summer-answered.csv');
    return parseDelimited(text, ';');
  };

  it('gives the same list back with the answer and the reason, also when it is chosen again', async () => {
    const [header, ...rows] = await answeredRows();
    expect(header).toEqual([...HEADER.split(';'), 'Scopewatch answer', 'Scopewatch reason']);
    expect(rows).toHaveLength(30);
    expect(rows.map((row) => row.slice(0, 4))).toEqual(parseDelimited(list, ';').slice(1));
    const answers = rows.map((row) => row[4]);
    expect(answers).toEqual([
      ...outside.map(() => 'May'),
      ...inside.map(() => 'May not'),
      ...unknown.map(() => 'Not on file'),
    ]);
    expect(rows[10]?.[5]).toContain(`client ${inside[0]}`);

    await page.reload();
    await page.locator('input[type="file"]').setInputFiles({
      name: 'summer.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(list),
    });
    await page.getByText('25 ids are on file').waitFor();
    expect(await answeredRows()).toEqual([header, ...rows]);
  });

  it('gives three lists whose names can’t be mixed up', async () => {
    const checkId = new URL(page.url()).pathname.split('/').at(-1);
    for (const [label, name, clients] of [
      ['May', 'MAY', outside],
      ['May not', 'MAY-NOT', inside],
      ['Needs a person', 'NEEDS-A-PERSON', []],
    ] as const) {
      const file = await download(() => page.getByRole('link', { name: label, exact: true }).click());
      const rows = parseDelimited(file.text, ',').slice(1);
      expect([file.name, rows.map(([id]) => id)]).toEqual([`${checkId}-${name}.csv`, [...clients]]);
    }
  });

  it('violates nothing of WCAG 2.2 AA, in light and in dark colours, however wide', async () => {
    const { pathname } = new URL(page.url());
    for (const path of ['/checks', pathname]) {
      await page.goto(`${address}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      for (const width of [1440, 390])
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme });
          await page.waitForTimeout(SETTLED_MS);
          const violations = await violationsOn(page, 'everything');
          expect({ path, width, colorScheme, violations }).toEqual({ path, width, colorScheme, violations: [] });
        }
    }
    await page.setViewportSize({ width: 1280, height: 720 });
    expect(refused).toEqual([]);
  });

  it('is seen by whoever reads the book, in words as well as in colours', async () => {
    const { pathname } = new URL(page.url());
    const checkId = pathname.split('/').at(-1) ?? '';
    const { page: ann } = await dashboard.visit('ann', { roles: ['admin'] });
    await ann.goto(`${address}${pathname}`);
    await ann.getByText('Nothing was sent yet that names this check.').waitFor();
    await pipeline.send([
      fact('marketing.campaign-launched.v1', 'summer', 90_000, {
        campaignId: 'summer',
        entityId: ENTITY,
        actor: 'FIRM',
        channel: 'EMAIL',
        content: 'PROMOTIONAL',
        offers: [exchangeOf('ETH')],
        audience: { clientIds: [...outside, ...inside.slice(0, 2)] },
        checkId,
      }),
    ]);
    await pipeline.settled();
    await ann.reload();
    await ann.getByText('Not kept to: 2 messages should not have been sent.').waitFor();
    await ann.getByText('Sent though refused: 2').waitFor();
    await ann.getByText(inside.slice(0, 2).join(', ')).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await ann.emulateMedia({ colorScheme });
      await ann.waitForTimeout(SETTLED_MS);
      expect(await violationsOn(ann, 'everything')).toEqual([]);
    }
    await ann.context().close();
  });
});
