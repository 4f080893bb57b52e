import { freePort } from '#devstack';
import type { Browser, Page } from './http-browser';
import { Child } from './child';
import { until } from './until';

/** Somebody's claims there, by the name that they sign in with. */
export type Accounts = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const CLIENT = { id: 'scopewatch', secret: 'a secret of the tests that is long enough' };

/** A certified OpenID provider with its own pages for signing in and consenting. */
export class IdentityProvider {
  private constructor(
    readonly issuer: string,
    private readonly child: Child,
  ) {}

  static async start(redirectUrl: string, accounts: Accounts): Promise<IdentityProvider> {
    const port = await freePort();
    const child = Child.start(
      ['test/support/oidc-provider.mjs', String(port), redirectUrl, JSON.stringify(accounts)],
      {},
    );
    const issuer = `http://127.0.0.1:${port}`;
    await until('the identity provider answers', async () => {
      child.requireRunning();
      return fetch(`${issuer}/.well-known/openid-configuration`).then(
        (answer) => answer.ok,
        () => false,
      );
    });
    return new IdentityProvider(issuer, child);
  }

  /** Signs in and consents on the provider's pages. @returns the redirect that leads back to the application */
  async signIn(browser: Browser, from: Page, account: string): Promise<URL> {
    const isBack = (url: URL): boolean => url.origin !== this.issuer;
    const forms: Record<string, string>[] = [
      { prompt: 'login', login: account, password: 'any' },
      { prompt: 'consent' },
    ];
    let page = from;
    for (const form of forms) {
      if (page.location !== null && isBack(page.location)) break;
      page = await browser.go(page.url, isBack, form);
    }
    if (page.location === null) throw new Error(`The provider did not send us back: ${page.status} ${page.text}`);
    return page.location;
  }

  /** From now on it says this of them. */
  async tell(accounts: Accounts): Promise<void> {
    const { status } = await fetch(`${this.issuer}/accounts`, { method: 'POST', body: JSON.stringify(accounts) });
    if (status !== 204) throw new Error(`The provider was not told: ${status}`);
  }

  close(): Promise<void> {
    return this.child.end('SIGKILL');
  }
}
