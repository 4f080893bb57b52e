/** A page, or a redirect that was not followed. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly location: URL | null;
  readonly text: string;
}

const HOPS_MAX = 10;

/** As much of a browser as signing in takes: cookies per origin, redirects, forms. */
export class Browser {
  private readonly jar = new Map<string, Map<string, string>>();

  /** @param until addresses that are not gone to, but returned as the redirect that leads there */
  async go(to: URL, until: (url: URL) => boolean = () => false, form?: Record<string, string>): Promise<Page> {
    let page = await this.request(to, form);
    for (let hop = 0; page.location !== null && !until(page.location); hop += 1) {
      if (hop === HOPS_MAX) throw new Error(`Sent on and on, last to ${page.location.href}`);
      page = await this.request(page.location);
    }
    return page;
  }

  cookie(origin: string, name: string): string | undefined {
    return this.jar.get(origin)?.get(name);
  }

  setCookie(origin: string, name: string, value: string): void {
    this.cookiesOf(origin).set(name, value);
  }

  private async request(url: URL, form?: Record<string, string>): Promise<Page> {
    const cookies = this.cookiesOf(url.origin);
    const answer = await fetch(url, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    return {
      url,
      status: answer.status,
      location: location === null ? null : new URL(location, url),
      text: await answer.text(),
    };
  }

  private cookiesOf(origin: string): Map<string, string> {
    const cookies = this.jar.get(origin) ?? new Map<string, string>();
    this.jar.set(origin, cookies);
    return cookies;
  }
}
