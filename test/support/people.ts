import type { DataSource } from 'typeorm';
import { makeSignInLink } from '../../apps/cli/src/sign-in-link';
import { createDataSource, savePerson, withSession, type Sql, type Tx } from '#store';
import { ApiClient, cookiesOf } from './api-client';

export interface Someone {
  readonly roles: readonly string[];
  /** Limited to these; absent: all. */
  readonly entities?: readonly string[];
}

/** People who may approve of what others propose. */
export async function addPeople(tx: Tx, personIds: readonly string[]): Promise<void> {
  for (const personId of personIds) {
    await savePerson(tx, {
      personId,
      name: personId,
      email: null,
      roles: ['approver'],
      entities: null,
      disabled: false,
    });
  }
}

/** Lets people in, in the way in which they come: a one-time link, a session, a token against forged requests. */
export class People {
  private constructor(
    private readonly dataSource: DataSource,
    private readonly url: string,
  ) {}

  /** @param databaseUrl as the role that the apps run as */
  static async open(databaseUrl: string, url: string): Promise<People> {
    const dataSource = createDataSource(databaseUrl, 2, 'scopewatch-test-people');
    await dataSource.initialize();
    return new People(dataSource, url);
  }

  /** Asks the database what an app could ask it. */
  asApp<T>(question: (sql: Sql) => Promise<T>): Promise<T> {
    return withSession(this.dataSource, (session) => question(session.sql));
  }

  /** @returns path and query of a link that signs this person in once */
  async link(personId: string, { roles, entities }: Someone): Promise<string> {
    const person = { personId, name: personId, email: null, roles, entities: entities ?? null, disabled: false };
    return withSession(this.dataSource, (session) =>
      session.transaction(async (tx) => {
        await savePerson(tx, person);
        const path = await makeSignInLink(tx, { personId });
        if (path === null) throw new Error(`${personId} was disabled.`);
        return path;
      }),
    );
  }

  async signIn(personId: string, someone: Someone): Promise<ApiClient> {
    return signedIn(this.url, await this.link(personId, someone));
  }

  /** A key made by an admin. */
  async key(admin: ApiClient, { roles, entities }: Someone): Promise<{ client: ApiClient; keyId: string }> {
    const made = await admin.post<{ key: { keyId: string }; secret: string }>('/v1/keys', {
      name: `${roles.join(' ')} of ${entities?.join(' ') ?? 'all'}`,
      roles,
      entities: entities ?? null,
    });
    expect(made.status).toBe(201);
    return {
      client: new ApiClient(this.url, { Authorization: `Bearer ${made.body.secret}` }),
      keyId: made.body.key.keyId,
    };
  }

  close(): Promise<void> {
    return this.dataSource.destroy();
  }
}

/** Follows a one-time link, as a browser does. */
export async function signedIn(url: string, path: string): Promise<ApiClient> {
  const stranger = new ApiClient(url);
  const answer = await stranger.get(path);
  const session = cookiesOf(answer).find(({ name }) => name === 'scopewatch_session');
  if (session === undefined) throw new Error(`The link did not sign in: ${answer.headers.get('location') ?? ''}`);
  return withToken(stranger.with({ Cookie: `${session.name}=${session.value}` }));
}

/** With the token that a page of ours sends along. */
export async function withToken(client: ApiClient): Promise<ApiClient> {
  const { body } = await client.get<{ csrfToken?: string }>('/v1/me');
  return client.with({ 'X-CSRF-Token': body.csrfToken ?? '' });
}
