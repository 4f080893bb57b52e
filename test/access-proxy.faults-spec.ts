import { ApiClient, cookiesOf } from './support/api-client';
import { People, withToken } from './support/people';
import { Pipeline } from './support/pipeline';

const SIGN_INS = 5;
const PUBLIC_URL = 'https://watch.example';
/** Nothing listens there. */
const NO_KAFKA = '127.0.0.1:9';

/** As a proxy in front of us passes on what it got. */
const through = (client: ApiClient, address: string, proto = 'https'): ApiClient =>
  client.with({ 'X-Forwarded-For': address, 'X-Forwarded-Proto': proto });

describe('behind a proxy', () => {
  let pipeline: Pipeline;
  let people: People;
  /** One that trusts the proxy next to it, one that trusts another, and one that trusts nobody. */
  let [trusting, elsewhere, alone]: readonly ApiClient[] = [];
  beforeAll(async () => {
    pipeline = await Pipeline.open('access-proxy');
    const settings = { KAFKA_BROKERS: NO_KAFKA, SCOPEWATCH_SIGN_INS_PER_MINUTE: String(SIGN_INS) };
    const started = await Promise.all([
      pipeline.startApi({ ...settings, SCOPEWATCH_TRUST_PROXY: '127.0.0.0/8, ::1' }),
      pipeline.startApi({ ...settings, SCOPEWATCH_TRUST_PROXY: '192.0.2.0/24' }),
      pipeline.startApi(settings),
    ]);
    [trusting, elsewhere, alone] = started.map(({ url }) => new ApiClient(url));
    people = await People.open(pipeline.database.appUrl, trusting?.url ?? '');
  });
  afterAll(async () => {
    await people.close();
    await pipeline.close();
  });

  const given = (client: ApiClient | undefined): ApiClient => {
    if (client === undefined) throw new Error('The api was not started.');
    return client;
  };
  /** @returns what the link sets */
  const follow = async (client: ApiClient) =>
    cookiesOf(await client.get(await people.link('ann', { roles: ['admin'] })))[0];
  const addresses = async (): Promise<string[]> =>
    (
      await pipeline.database.query<{ address: string }>(
        `SELECT address FROM audit WHERE operation = 'sign-in.link' ORDER BY position`,
      )
    ).map(({ address }) => address);

  it('takes its word on who asks, and nobody else’s', async () => {
    const before = await addresses();
    await follow(through(given(trusting), '203.0.113.7'));
    // Only what the trusted proxy itself saw counts, not what it was told.
    await follow(through(given(trusting), '198.51.100.1, 203.0.113.8'));
    await follow(through(given(elsewhere), '203.0.113.7'));
    await follow(through(given(alone), '203.0.113.7'));
    const [first, second, ...others] = (await addresses()).slice(before.length);
    expect([first, second]).toEqual(['203.0.113.7', '203.0.113.8']);
    expect(others.map((address) => address.replace('::ffff:', ''))).toEqual(['127.0.0.1', '127.0.0.1']);
    await follow(through(given(trusting), 'nowhere'));
    expect((await addresses()).at(-1)).toMatch(/127\.0\.0\.1$/);
  });

  it('counts requests by who asks, so that one does not use up what is the others’', async () => {
    const busy = through(given(trusting), '203.0.113.20');
    const statuses: number[] = [];
    for (let i = 0; i <= SIGN_INS; i += 1) statuses.push((await busy.get('/auth/methods')).status);
    expect(statuses).toEqual([...Array<number>(SIGN_INS).fill(200), 429]);
    expect((await through(given(trusting), '203.0.113.21').get('/auth/methods')).status).toBe(200);
    // Whoever is not trusted can't get more by saying that they are many.
    const cheating = await Promise.all(
      Array.from({ length: SIGN_INS + 5 }, (_, i) => through(given(elsewhere), `203.0.113.${i}`).get('/auth/methods')),
    );
    expect(cheating.some(({ status }) => status === 429)).toBe(true);
  });

  it('keeps sessions of browsers that come by https in cookies that go no other way', async () => {
    const https = through(given(trusting), '203.0.113.30');
    const cookie = await follow(https);
    expect(cookie?.line).toMatch(
      /^__Host-scopewatch_session=[\w-]{43}; Max-Age=86400; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
    const ann = await withToken(https.with({ Cookie: `__Host-scopewatch_session=${cookie?.value ?? ''}` }));
    expect((await ann.get('/v1/me')).body).toMatchObject({ personId: 'ann' });
    // By the plain name anybody near could have set it.
    expect((await https.with({ Cookie: `scopewatch_session=${cookie?.value ?? ''}` }).get('/v1/me')).status).toBe(401);
    const out = await ann.post('/auth/sign-out');
    expect(cookiesOf(out).map(({ line }) => line)).toEqual([
      expect.stringMatching(/^scopewatch_session=; Path=\/; Expires=Thu, 01 Jan 1970/),
      expect.stringMatching(/^__Host-scopewatch_session=; Path=\/; Expires=Thu, 01 Jan 1970 .*; Secure$/),
    ]);
    expect((await ann.get('/v1/me')).status).toBe(401);
  });

  it.each([
    ['by plain http', () => through(given(trusting), '203.0.113.31', 'http')],
    ['by a proxy that is not trusted', () => through(given(alone), '203.0.113.31')],
  ])('sets a plain cookie for whoever comes %s', async (_, client) => {
    const cookie = await follow(client());
    expect(cookie?.line).toMatch(/^scopewatch_session=/);
    expect(cookie?.line).not.toMatch(/Secure/);
  });

  it('prints links under the address that people have', async () => {
    const { code, stdout } = await pipeline.scopewatchWith(
      { SCOPEWATCH_PUBLIC_URL: PUBLIC_URL },
      'link',
      '--as',
      'ann',
    );
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^https:\/\/watch\.example\/login\?token=[\w-]{43}\n$/)]);
    const everywhere = await pipeline.scopewatchWith({ SCOPEWATCH_HOST: '::' }, 'link', '--as', 'ann');
    expect(everywhere.stdout).toMatch(/^http:\/\/\[::1\]:6161\/login\?token=/);
  });

  it('is ready without Kafka, and says that it is degraded', async () => {
    const { status, body } = await given(alone).get('/health/ready');
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        ready: true,
        degraded: true,
        checks: expect.arrayContaining([
          expect.objectContaining({ name: 'database', ok: true }),
          expect.objectContaining({ name: 'kafka', ok: false, optional: true }),
        ]) as unknown,
      }),
    ]);
    const ann = await people.signIn('kim', { roles: ['admin'] });
    for (const path of ['/v1/alerts', '/v1/overview', '/v1/health', '/v1/clients'])
      expect([path, (await ann.get(path)).status]).toEqual([path, 200]);
  });
});
