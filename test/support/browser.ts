import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const CANDIDATES = [
  process.env['SCOPEWATCH_TEST_BROWSER'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * A Chromium of this machine's.
 * @throws where there is none: that a page was not looked at must not pass for its being well
 */
export function openBrowser(): Promise<Browser> {
  const executablePath = CANDIDATES.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined) {
    throw new Error(
      'No Chromium is found. Install one ("apt-get install chromium"), or set SCOPEWATCH_TEST_BROWSER to its path.',
    );
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** Every question that the api did not understand, from now on: the page must ask for nothing that isn't there. */
export function misunderstoodIn(context: BrowserContext): readonly string[] {
  const found: string[] = [];
  context.on('response', (response) => {
    const asked = response.request().method() === 'GET' && new URL(response.url()).pathname.startsWith('/v1/');
    if (asked && [400, 422].includes(response.status())) found.push(`${response.status()} ${response.url()}`);
  });
  return found;
}

const axe = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** All that another colour scheme can change. */
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** It is drawn, and no colour is on its way to another one: what is looked at is then what stays. */
const STILL = `new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))).then(() => Promise.allSettled(
  document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity).map(({ finished }) => finished),
)).then(() => undefined)`;

/** What of WCAG 2.2 AA the page on the screen violates: a rule and an element each. */
export async function violationsOn(page: Page, what: 'everything' | 'colours'): Promise<string[]> {
  await page.evaluate(STILL);
  await page.evaluate(axe);
  return page.evaluate(
    async (runOnly) => {
      const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } };
      interface Violation {
        id: string;
        nodes: { html: string }[];
      }
      const { violations } = await axe.run({ runOnly });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    },
    what === 'colours' ? COLOURS : TAGS,
  );
}
