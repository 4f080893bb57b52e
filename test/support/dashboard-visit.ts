import type { Browser, BrowserContext, Page } from 'playwright-core';
import { misunderstoodIn, openBrowser } from './browser';
import { DEADLINE_MS } from './deadline';
import type { People, Someone } from './people';

/** People at the dashboard, each in a browser of their own. */
export class Dashboard {
  private readonly misunderstood: (readonly string[])[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly people: People,
    readonly address: string,
  ) {}

  static async open(people: People, address: string): Promise<Dashboard> {
    return new Dashboard(await openBrowser(), people, address);
  }

  /** Somebody signs in by a one-time link; nobody else's cookies are seen. */
  async visit(personId: string, someone: Someone): Promise<Visit> {
    const context = await this.browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' });
    this.misunderstood.push(misunderstoodIn(context));
    const page = await context.newPage();
    page.setDefaultTimeout(DEADLINE_MS);
    await page.goto(`${this.address}${await this.people.link(personId, someone)}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return { context, page };
  }

  /** Somebody whom the server does not know. */
  async stranger(): Promise<Visit> {
    const context = await this.browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(DEADLINE_MS);
    return { context, page };
  }

  /** Says too what the pages asked for in vain. */
  async close(): Promise<void> {
    await this.browser.close();
    expect(this.misunderstood.flat()).toEqual([]);
  }
}

export interface Visit {
  context: BrowserContext;
  page: Page;
}
