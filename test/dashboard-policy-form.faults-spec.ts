import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { checkout } from '#runtime';
import { violationsOn } from './support/browser';
import { Dashboard } from './support/dashboard-visit';
import { campaign, customers, exchangeOf } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { until } from './support/until';
import { expectVerified } from './support/verified';

type Pack = Record<string, unknown>;

const shipped = JSON.parse(readFileSync(join(checkout, 'policy', 'mica-61.json'), 'utf8')) as {
  version: string;
  severities: object;
  serviceHours: object;
};
const WIDTHS = [1440, 1024, 390];

describe('a rule pack, changed by a form', () => {
  let pipeline: Pipeline;
  let people: People;
  let dashboard: Dashboard;
  let address: string;
  /** The head of compliance, and who approves. */
  let ann: Page;
  let bea: Page;

  beforeAll(async () => {
    pipeline = await Pipeline.open('policy-form');
    [, { url: address }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, address);
    dashboard = await Dashboard.open(people, address);
    await pipeline.sendInTurn([...customers(['ada']), campaign('spring', 60_000, 'S', exchangeOf('ETH'))]);
    await pipeline.settled();
    ann = (await dashboard.visit('ann', { roles: ['approver'] })).page;
    bea = (await dashboard.visit('bea', { roles: ['approver'] })).page;
  });
  afterAll(async () => {
    await dashboard?.close();
    await people?.close();
    await pipeline?.close();
  });
  beforeEach(async () => {
    await ann.goto(`${address}/policy`);
    await ann.getByRole('link', { name: 'Propose a pack' }).click();
    await field('Window, in hours').waitFor();
    await saidOf('Nothing yet but the version.');
  });

  const field = (label: string) => ann.getByLabel(label, { exact: true });
  const part = (name: string) => ann.getByRole('group', { name, exact: true });
  const summary = () => ann.getByRole('region', { name: /to be put right/ });
  const differences = () => ann.getByRole('list', { name: 'Differences to the pack in force' }).getByRole('listitem');
  const saidOf = (sentence: string) => ann.getByRole('status').getByText(sentence, { exact: true }).waitFor();
  const view = (name: 'Form' | 'Text') => ann.getByRole('tab', { name }).click();
  const text = () => ann.getByLabel('The pack', { exact: true });
  const draftAsText = async (): Promise<Pack> => {
    await view('Text');
    return JSON.parse(await text().inputValue()) as Pack;
  };
  /** Where the focus is, and whether what stands there is said to be wrong. */
  const focused = () =>
    ann.evaluate(`[document.activeElement.id, document.activeElement.getAttribute('aria-invalid')].join(' ')`);

  it('begins with the pack in force under a version that is free, and says what each part does by which law', async () => {
    expect(await field('Version').inputValue()).toBe('mica-61/2');
    const window = part('Window after a request');
    await window.getByText('In force: 240 hours').waitFor();
    await window.getByText(/ESMA guidelines on reverse solicitation, guideline 3/).waitFor();
    await window.getByText('secondary', { exact: true }).waitFor();
    await part('Deadlines').getByText('No law sets a time').waitFor();
    expect(await ann.getByRole('button', { name: /^Set back/ }).count()).toBe(0);
    expect(await draftAsText()).toEqual({ ...shipped, version: 'mica-61/2' });
  });

  it('refuses a wrong value at its field, in words, and leads there from what is to be put right', async () => {
    await field('Window, in hours').fill('700');
    await part('Window after a request').getByText('Must be below 672.').waitFor();
    expect(await field('Window, in hours').getAttribute('aria-invalid')).toBe('true');
    await part('Deadlines').getByLabel('Low, in hours').fill('');
    await part('Deadlines').getByText('Is missing.').waitFor();
    await saidOf('What it changes is said here once all of it can be read.');
    await ann.getByRole('button', { name: 'Propose it' }).click();
    await summary().getByText('3 things to be put right').waitFor();
    expect(await ann.evaluate('document.activeElement.textContent')).toMatch(/^3 things to be put right/);
    await summary()
      .getByRole('link', { name: /windowHours/ })
      .click();
    expect(await focused()).toBe('pack-windowHours true');
    await summary()
      .getByRole('link', { name: /Say why/ })
      .click();
    expect(await focused()).toBe('pack-reason true');
    expect(await violationsOn(ann, 'everything')).toEqual([]);

    // A country that contradicts itself, whose line was closed.
    await ann.getByRole('button', { name: /^Norway/ }).click();
    await field('Until').fill('2025-01-01');
    await part('Norway').getByText('Until 2025-01-01 is not after from 2025-07-01.').waitFor({ state: 'detached' });
    await field('Window, in hours').fill('96');
    await part('Deadlines').getByLabel('Low, in hours').fill('336');
    await part('Norway').getByText('Until 2025-01-01 is not after from 2025-07-01.').waitFor();
    await ann.getByRole('button', { name: 'Set back: Perimeter' }).click();
    await ann.getByRole('button', { name: 'Set back: Window after a request' }).click();
    await saidOf('Nothing yet but the version.');

    await field('Version').fill(shipped.version);
    await ann.getByText(`${shipped.version} is in force already.`).first().waitFor();
  });

  it('is one draft in two views: what the form does not know stays, and what can’t be read takes nothing away', async () => {
    await field('Window, in hours').fill('96');
    const draft = await draftAsText();
    expect(draft['windowHours']).toBe(96);
    await text().fill(JSON.stringify({ ...draft, bouncedSeverity: 'high', $schema: './own.json' }));
    await view('Form');
    expect(await field('A contact that bounced').inputValue()).toBe('high');
    await field('Kept for, in years').fill('6');
    await ann.getByText(/^What is on file of a client is kept for 6 years/).waitFor();
    await field('Kept for, in years').fill('');
    await field('A contact that bounced').selectOption('medium');
    expect(await draftAsText()).toEqual({ ...draft, bouncedSeverity: 'medium', $schema: './own.json' });

    await text().fill('{\n  "version": "x",\n  "windowHours": \n}');
    await ann
      .getByText(/line 4, column 1: a value is missing/)
      .first()
      .waitFor();
    await view('Form');
    await ann.getByText('The form is as the text was when it could last be read').waitFor();
    expect(await field('Window, in hours').inputValue()).toBe('96');
    expect(await field('Window, in hours').isDisabled()).toBe(true);
    await summary()
      .getByRole('link', { name: /line 4/ })
      .click();
    expect(await text().inputValue()).toContain('"x"');
    await view('Form');
    await ann.getByRole('button', { name: 'Give up the text since then' }).click();
    expect(await field('A contact that bounced').inputValue()).toBe('medium');
    expect(await field('Window, in hours').isEnabled()).toBe(true);
  });

  it('takes countries and citations in and out, by keyboard too', async () => {
    await ann.getByRole('button', { name: 'Add a country' }).press('Enter');
    await field('Country code').fill('QQ');
    await ann.getByText('ISO 3166-1 assigns no such country code.').first().waitFor();
    await field('Country code').fill('CH');
    await saidOf('1 difference to the pack in force:');
    expect(await differences().allInnerTexts()).toEqual([
      'From 30 December 2024 Switzerland counts as inside the perimeter (before: never).',
    ]);
    await ann.getByRole('button', { name: /^Iceland/ }).press('Enter');
    await ann.getByRole('button', { name: 'Take Iceland out' }).press('Enter');
    await saidOf('2 differences to the pack in force:');
    expect(await ann.evaluate('document.activeElement.textContent')).toBe('Add a country');
    await ann.getByRole('button', { name: 'Take text 2 out of Contaminated request' }).click();
    await ann.getByRole('button', { name: 'Add a text to No basis' }).click();
    await part('No basis').getByLabel('Text 3', { exact: true }).fill('MiCA, recital 75');
    await saidOf('4 differences to the pack in force:');
    await part('What makes the same type').getByRole('checkbox', { name: 'Liquidity' }).uncheck();
    await saidOf('5 differences to the pack in force:');
    expect(await differences().allInnerTexts()).toEqual([
      expect.stringMatching(/^From 30 December 2024 Switzerland/),
      expect.stringMatching(/^Iceland no longer counts as inside/),
      expect.stringMatching(/^The facet liquidity is no part/),
      'A finding CONTAMINATED_REQUEST cites MiCA, Article 61(1), second subparagraph (primary) (before: cites MiCA, Article 61(1), second subparagraph (primary) and MiCA, Article 61(2) (primary)).',
      expect.stringMatching(/^A finding NO_BASIS cites .* and MiCA, recital 75 \(unverified\)/),
    ]);
  });

  it.each(WIDTHS)(
    'is cut off nowhere at %i, and leaves nothing to be desired by WCAG in light and dark',
    async (width) => {
      await ann.setViewportSize({ width, height: 900 });
      await field('Window, in hours').fill('96');
      await ann.getByRole('button', { name: /^Norway/ }).click();
      await saidOf('1 difference to the pack in force:');
      for (const name of ['Form', 'Text'] as const) {
        await view(name);
        await ann.getByRole('tabpanel').waitFor();
        const across = await ann.evaluate(
          '[...document.querySelectorAll("main *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 200))',
        );
        expect(across).toEqual([]);
        for (const colorScheme of ['light', 'dark'] as const) {
          await ann.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          expect(await violationsOn(ann, colorScheme === 'light' ? 'everything' : 'colours')).toEqual([]);
        }
      }
      await ann.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await ann.setViewportSize({ width: 1440, height: 900 });
    },
  );

  it('is proposed by one, approved by another, and then in force with exactly what was filled in', async () => {
    await field('Window, in hours').fill('96');
    await part('Severities').getByLabel('Follow-on, out of context').selectOption('medium');
    await part('Deadlines').getByLabel('Critical, in hours').fill('12');
    await saidOf('3 differences to the pack in force:');
    const said = await differences().allInnerTexts();
    expect(said).toEqual([
      'The window after a request is 96 hours (before: is 240 hours).',
      'An alert FOLLOW_ON_OUTSIDE_CONTEXT has severity medium (before: has severity high).',
      'An alert of severity critical is to be closed within 12 hours (before: is to be closed within 24 hours).',
    ]);
    await ann.getByRole('textbox', { name: 'Reason' }).fill('Agreed with the supervisor.');
    await ann.getByRole('button', { name: 'Propose it' }).click();
    const card = (page: Page) => page.getByRole('article', { name: 'Proposal mica-61/2' });
    await card(ann).getByText('Somebody else has to approve').waitFor();
    expect(ann.url()).toBe(`${address}/policy`);

    await bea.goto(`${address}/policy`);
    await card(bea).getByText('On all history:').waitFor();
    expect(await card(bea).getByRole('listitem').allInnerTexts()).toEqual(said);
    await card(bea).getByRole('button', { name: 'Approve mica-61/2' }).click();
    await card(bea).getByText('Approved by bea').waitFor();

    const cora = await people.signIn('cora', { roles: ['auditor'] });
    const packInForce = async () => {
      const { body } = await cora.get<{ items: { version: string; inForce: boolean; pack: Pack }[] }>('/v1/policies');
      return body.items.find(({ inForce }) => inForce);
    };
    await until('the pack is in force', async () => (await packInForce())?.version === 'mica-61/2');
    expect((await packInForce())?.pack).toEqual({
      ...shipped,
      version: 'mica-61/2',
      windowHours: 96,
      severities: { ...shipped.severities, FOLLOW_ON_OUTSIDE_CONTEXT: 'medium' },
      serviceHours: { ...shipped.serviceHours, critical: 12 },
    });
    await expectVerified(pipeline);
    await ann.goto(`${address}/policy/propose`);
    await part('Window after a request').getByText('In force: 96 hours').waitFor();
    expect(await field('Version').inputValue()).toBe('mica-61/3');
  });
});
