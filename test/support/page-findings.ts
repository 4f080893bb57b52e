import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { violationsOn } from './browser';

/** Where pictures of the pages are left, for whoever wants to look at them. */
const PICTURES = process.env['SCOPEWATCH_TEST_PICTURES'];
/** Time for what moves to have come to rest. */
const SETTLED_MS = 250;

const COLOURS = ['light', 'dark'] as const;

/**
 * What can't be reached by scrolling down: words beyond the edge of the window, or of a box that hides what sticks out of it.
 * What scrolls by itself, what is cut after some lines with the whole in its title, and what is only for screen readers is well.
 */
const CUT = `(() => {
  const root = document.documentElement;
  const found = root.scrollWidth > root.clientWidth ? ['the page is ' + (root.scrollWidth - root.clientWidth) + ' px too wide'] : [];
  const hides = (style) => style.overflowX === 'hidden' || style.overflowX === 'clip';
  const range = document.createRange();
  for (const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); words.nextNode(); ) {
    const text = words.currentNode;
    if (text.textContent.trim() === '' || !text.parentElement.checkVisibility({ visibilityProperty: true })) continue;
    range.selectNodeContents(text);
    const { left, right, width, height } = range.getBoundingClientRect();
    if (width === 0 || height === 0) continue;
    let [from, to] = [0, innerWidth];
    let isWell = false;
    for (let box = text.parentElement; box !== null && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      const edge = box.getBoundingClientRect();
      if (style.overflowX === 'auto' || style.overflowX === 'scroll' || edge.width <= 1 || box.title !== '') isWell = true;
      if (['fixed', 'absolute'].includes(style.position) && edge.right <= 0) isWell = true;
      if (hides(style)) [from, to] = [Math.max(from, edge.left), Math.min(to, edge.right)];
    }
    if (!isWell && (left < from - 1 || right > to + 1)) found.push('cut: ' + text.textContent.trim().slice(0, 80));
  }
  return found;
})()`;

/** All that is not well with the page on the screen, at one size, in both colour schemes: what WCAG 2.2 AA says, and what is cut. */
export async function findingsOn(page: Page, what: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of COLOURS) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' });
    await page.waitForTimeout(SETTLED_MS);
    if (PICTURES !== undefined)
      await page.screenshot({ path: join(PICTURES, `${what} ${colorScheme}.png`), fullPage: true });
    for (const violation of await violationsOn(page, colorScheme === 'light' ? 'everything' : 'colours'))
      found.push(`${what}, ${colorScheme}: ${violation}`);
  }
  for (const cut of await page.evaluate<string[]>(CUT)) found.push(`${what}: ${cut}`);
  return found;
}
