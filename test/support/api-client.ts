/** What the api answered; `body` is what its JSON holds, or the text where it is none. */
export interface Answer<T = Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}
/** Only as much as specs look at by name; they compare the rest whole. */
export type Body = Readonly<Record<string, unknown>> & { readonly code?: string; readonly items?: readonly Body[] };

export interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Somebody at the api: with a session, with a key, or a stranger. Redirects are not followed. */
export class ApiClient {
  constructor(
    readonly url: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** The same caller with other headers; an empty one is left out. */
  with(headers: Readonly<Record<string, string>>): ApiClient {
    const all = Object.entries({ ...this.headers, ...headers }).filter(([, value]) => value !== '');
    return new ApiClient(this.url, Object.fromEntries(all));
  }

  get<T = Body>(path: string, sent: Sent = {}): Promise<Answer<T>> {
    return this.send<T>('GET', path, sent);
  }

  post<T = Body>(path: string, body: unknown = {}, sent: Sent = {}): Promise<Answer<T>> {
    return this.send<T>('POST', path, { ...sent, body });
  }

  /** Only whether it is let through; what is answered is not read. */
  async status(method: string, path: string, body?: unknown): Promise<number> {
    const answer = await this.fetch(method, path, { body });
    await answer.body?.cancel();
    return answer.status;
  }

  async send<T = Body>(method: string, path: string, sent: Sent = {}): Promise<Answer<T>> {
    const answer = await this.fetch(method, path, sent);
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: parsed(text) as T };
  }

  private fetch(method: string, path: string, { headers = {}, body }: Sent): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...this.headers, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Name and value of each cookie that an answer sets, with its attributes. */
export const cookiesOf = ({ headers }: Pick<Answer, 'headers'>): { name: string; value: string; line: string }[] =>
  headers.getSetCookie().map((line) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    return { name, value, line };
  });
