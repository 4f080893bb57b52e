import { createDataSource, withSession } from '#store';
import { makeSignInLink } from '../sign-in-link.js';

const ANSWER_MS_MAX = 60_000;

/** Somebody of the demonstration. Nobody has such an address, and no way in is left to any of them. */
export interface DemoPerson {
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** Takes people's steps as people do: signed in, through the api, which asks of them what it asks of everybody. */
export class Desk {
  private constructor(
    private readonly apiUrl: string,
    private readonly cookie: string,
    private readonly csrfToken: string,
  ) {}

  /**
   * Signs somebody in by a link, as the command line makes one.
   * @param personId `undefined`: the local administrator
   * @throws where the api doesn't let them in
   */
  static async signIn(apiUrl: string, databaseUrl: string, personId?: string): Promise<Desk> {
    const dataSource = createDataSource(databaseUrl, 1, 'scopewatch-demo');
    await dataSource.initialize();
    try {
      const link = await withSession(dataSource, (session) =>
        session.transaction((tx) => makeSignInLink(tx, { personId })),
      );
      const answer = await fetch(`${apiUrl}${link ?? ''}`, { redirect: 'manual' });
      const cookie = (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
      const { csrfToken } = await new Desk(apiUrl, cookie, '').get<{ csrfToken: string }>('/v1/me');
      return new Desk(apiUrl, cookie, csrfToken);
    } finally {
      await dataSource.destroy();
    }
  }

  get<T>(path: string): Promise<T> {
    return this.ask<T>('GET', path);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.ask<T>('POST', path, JSON.stringify(body));
  }

  private async ask<T>(method: string, path: string, body?: string): Promise<T> {
    const answer = await fetch(`${this.apiUrl}${path}`, {
      method,
      headers: { cookie: this.cookie, 'x-csrf-token': this.csrfToken, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${text.slice(0, 300)}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
