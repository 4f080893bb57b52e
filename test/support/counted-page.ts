import type { Locator, Page } from 'playwright-core';

/** What takes Shift on a keyboard. */
const SHIFTED = /[A-Z~!@#$%^&*()_+{}|:"<>?]/;

/** A page that somebody works with their own hands: whatever they click and press is counted. */
export class CountedPage {
  private clicks = 0;
  private keys = 0;

  constructor(readonly page: Page) {}

  async click(target: Locator): Promise<void> {
    this.clicks += 1;
    await target.click();
  }

  /** @param key as Playwright names it; "Control+Enter" is two keys */
  async press(key: string): Promise<void> {
    this.keys += key.split('+').length;
    await this.page.keyboard.press(key);
  }

  /** Each letter is a key, and Shift is one more. */
  async type(text: string): Promise<void> {
    for (const letter of text) this.keys += SHIFTED.test(letter) ? 2 : 1;
    await this.page.keyboard.type(text);
  }

  /** @returns all of it since the page was opened, having said it on stderr */
  counted(whose: string): { clicks: number; keys: number } {
    const { clicks, keys } = this;
    process.stderr.write(`The day of ${whose}: ${clicks} clicks, ${keys} keys\n`);
    return { clicks, keys };
  }
}
