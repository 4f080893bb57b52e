import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { ApiClient, cookiesOf } from './support/api-client';
import { People, signedIn } from './support/people';
import { Pipeline } from './support/pipeline';

const REQUESTS = 150;
const SIGN_INS = 30;

describe('around the api', () => {
  let pipeline: Pipeline;
  let people: People;
  let url: string;
  let stranger: ApiClient;
  beforeAll(async () => {
    pipeline = await Pipeline.open('access-http');
    ({ url } = await pipeline.startApi({
      SCOPEWATCH_REQUESTS_PER_MINUTE: String(REQUESTS),
      SCOPEWATCH_SIGN_INS_PER_MINUTE: String(SIGN_INS),
      // A provider that is not there.
      SCOPEWATCH_OIDC_ISSUER: 'http://127.0.0.1:9',
      SCOPEWATCH_OIDC_CLIENT_ID: 'scopewatch',
    }));
    people = await People.open(pipeline.database.appUrl, url);
    stranger = new ApiClient(url);
  });
  afterAll(async () => {
    await people.close();
    await pipeline.close();
  });

  const expectProblem = (answer: { status: number; headers: Headers; body: unknown }, status: number, code: string) => {
    expect([answer.status, (answer.body as { code?: string }).code]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({
      type: `urn:scopewatch:problem:${code.toLowerCase().replaceAll('_', '-')}`,
      status,
      title: expect.any(String) as unknown,
      detail: expect.stringMatching(/\w+.*/) as unknown,
    });
  };

  it('a link signs in once, and leaves a session that no script and no other site can use', async () => {
    const path = await people.link('ann', { roles: ['analyst'] });
    const first = await stranger.get(path);
    expect([first.status, first.headers.get('location')]).toEqual([303, '/today']);
    const [cookie, ...more] = cookiesOf(first);
    expect(more).toEqual([]);
    expect(cookie?.line).toMatch(
      /^scopewatch_session=[\w-]{43}; Max-Age=86400; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    const again = await stranger.get(path);
    expect([again.status, again.headers.get('location'), cookiesOf(again)]).toEqual([303, '/sign-in?problem=link', []]);
    // Whoever only reads begins with the overview.
    const toRead = await stranger.get(await people.link('vic', { roles: ['viewer', 'auditor'] }));
    expect(toRead.headers.get('location')).toBe('/');
    // Two who open it at once: one gets in.
    const once = await people.link('ann', { roles: ['analyst'] });
    const both = await Promise.all([stranger.get(once), stranger.get(once), stranger.get(once)]);
    expect(both.map(({ headers }) => headers.get('location')).sort()).toEqual([
      '/sign-in?problem=link',
      '/sign-in?problem=link',
      '/today',
    ]);
  });

  it('a link that is too old, or of somebody who was disabled, signs nobody in', async () => {
    const old = await people.link('ann', { roles: ['analyst'] });
    await pipeline.database.query('UPDATE sign_in_link SET expires_at = clock_timestamp()');
    expect((await stranger.get(old)).headers.get('location')).toBe('/sign-in?problem=link');
    const gone = await people.link('gone', { roles: ['admin'] });
    await pipeline.database.query(`UPDATE person SET disabled = true WHERE person_id = 'gone'`);
    expect((await stranger.get(gone)).headers.get('location')).toBe('/sign-in?problem=link');
    const link = await pipeline.scopewatch('link', '--as', 'gone');
    expect([link.code, link.stdout, link.stderr]).toEqual([1, '', expect.stringMatching(/disabled/) as unknown]);
  });

  it('signing out ends the session, there and here, and no other', async () => {
    const [here, there] = [
      await people.signIn('ann', { roles: ['analyst'] }),
      await people.signIn('ann', { roles: ['analyst'] }),
    ];
    const out = await here.post('/auth/sign-out');
    expect([out.status, out.body]).toEqual([204, '']);
    expect(cookiesOf(out)[0]?.line).toMatch(/^scopewatch_session=; Path=\/; Expires=Thu, 01 Jan 1970/);
    expectProblem(await here.get('/v1/me'), 401, 'NOT_SIGNED_IN');
    expect((await there.get('/v1/me')).status).toBe(200);
  });

  it('an identity provider that is not there is told of, and the link works on', async () => {
    expect((await stranger.get('/auth/methods')).body).toEqual({ oidc: true, link: true, mail: false });
    for (const [path, problem] of [
      ['start', 'oidc-unreachable'],
      ['callback?code=x&state=y', 'oidc-expired'],
    ]) {
      const answer = await stranger.get(`/auth/oidc/${path ?? ''}`);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `/sign-in?problem=${problem ?? ''}`]);
    }
    expect((await signedIn(url, await people.link('ann', { roles: ['analyst'] }))).headers['Cookie']).toBeDefined();
  });

  it('every answer keeps pages and answers from being misused', async () => {
    const ann = await people.signIn('ann', { roles: ['analyst'] });
    const page = await stranger.with({ Accept: 'text/html' }).get('/');
    const answers = [page, await ann.get('/v1/me'), await stranger.get('/v1/me'), await stranger.get('/nowhere')];
    for (const { headers } of answers) {
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy.split(';')).toEqual(
        expect.arrayContaining([
          `default-src 'self'`,
          `script-src 'self'`,
          `object-src 'none'`,
          `frame-ancestors 'none'`,
        ]),
      );
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
    }
    // Answers are about clients: kept nowhere, and told to no page of another site.
    const foreign = await ann.get('/v1/me', { headers: { Origin: 'https://elsewhere.example' } });
    expect(foreign.headers.get('cache-control')).toBe('no-store');
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    // Routes are found whatever the case of their address.
    for (const path of ['/V1/me', '/v1/ME', '/v1/me/']) {
      const { status, headers } = await ann.get(path);
      expect([path, status, headers.get('cache-control')]).toEqual([path, 200, 'no-store']);
    }
    expectProblem(answers[3] ?? page, 404, 'NOT_FOUND');
  });

  it('a connection is kept for longer than proxies keep one that nobody uses', async () => {
    const { headers } = await stranger.get('/auth/methods');
    expect(headers.get('keep-alive')).toBe('timeout=75');
  });

  it('long answers come compressed, and the live stream as it is', async () => {
    const long = await stranger.get('/openapi.json', { headers: { 'Accept-Encoding': 'gzip' } });
    expect([long.status, long.headers.get('content-encoding')]).toEqual([200, 'gzip']);
    const plain = await stranger.get('/openapi.json', { headers: { 'Accept-Encoding': 'identity' } });
    expect([plain.headers.get('content-encoding'), plain.headers.get('vary')]).toEqual([null, 'Accept-Encoding']);
    expect(plain.body).toEqual(long.body);
    const ann = await people.signIn('ann', { roles: ['analyst'] });
    const stream = await fetch(`${url}/v1/stream`, { headers: { ...ann.headers, 'Accept-Encoding': 'gzip' } });
    await stream.body?.cancel();
    expect([stream.status, stream.headers.get('content-encoding')]).toEqual([200, null]);
  });

  it('what can’t be read is refused in words', async () => {
    const ann = await people.signIn('ann', { roles: ['analyst'] });
    const comment = '/v1/alerts/none/comment';
    const send = (body: string | Buffer, headers: Record<string, string> = {}) =>
      fetch(`${url}${comment}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...ann.headers, ...headers },
        body: new Uint8Array(Buffer.from(body)),
      }).then(async (answer) => ({ status: answer.status, headers: answer.headers, body: await answer.json() }));

    expectProblem(await send(JSON.stringify({ text: 'x'.repeat(1024 * 1024) })), 413, 'TOO_LARGE');
    const bomb = gzipSync(JSON.stringify({ text: 'x'.repeat(4 * 1024 * 1024) }));
    expectProblem(await send(bomb, { 'Content-Encoding': 'gzip' }), 413, 'TOO_LARGE');
    expectProblem(await send('{"text": '), 400, 'UNREADABLE');
    expectProblem(await send('no gzip', { 'Content-Encoding': 'gzip' }), 400, 'UNREADABLE');
    expectProblem(await send('{}', { 'Content-Encoding': 'zip' }), 400, 'UNREADABLE');
    expectProblem(await send('{}', { 'Content-Type': 'application/json; charset=klingon' }), 400, 'UNREADABLE');
    expectProblem(await send('text', { 'Content-Type': 'text/plain' }), 415, 'BODY_TYPE');
    for (const body of [
      '[]',
      '"text"',
      '1',
      'null',
      '{"text":""}',
      '{"text":1}',
      '{"text":"a\\u0000"}',
      '{"text":"\\ud800"}',
      '{"text":" \\n"}',
      '{"text":"fine","action":"approve"}',
      `{"text":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
    ])
      expectProblem(await send(body), 422, 'INVALID_INPUT');
    expectProblem(await send('{"text":"fine"}'), 404, 'NOT_FOUND');
    for (const path of [
      '/v1/alerts/%00',
      '/v1/alerts?q=%00',
      '/v1/alerts?raisedFrom=2026-02-30T00:00:00Z',
      '/v1/alerts?raisedTo=0000-01-01T00:00:00Z',
      '/v1/alerts?limit=0',
      '/v1/alerts?limit=1e99',
      '/v1/alerts?cursor=e30',
      `/v1/alerts?cursor=${Buffer.from('["infinity","x"]').toString('base64url')}`,
      `/v1/alerts?cursor=${'A'.repeat(2_001)}`,
      '/v1/alerts?severity=dreadful',
    ])
      expectProblem(await ann.get(path), 422, 'INVALID_INPUT');
    expectProblem(await ann.get('/v1/alerts/%zz'), 400, 'UNREADABLE');
    expectProblem(await ann.get(`/v1/alerts?q=${'A'.repeat(20_000)}`), 431, 'HEADERS_TOO_LARGE');
    // An address that leads out of its folder is no file of the dashboard and no folder of it either.
    expectProblem(await raw('GET /v1/incidents/..%2F.. HTTP/1.1'), 401, 'NOT_SIGNED_IN');
    expectProblem(await raw('HELLO'), 400, 'UNREADABLE');
    expectProblem(
      await ann.post(comment, {}, { headers: { 'Idempotency-Key': 'k'.repeat(201) } }),
      422,
      'INVALID_INPUT',
    );
  });

  /** Sends a first line as it stands, which no client would. */
  const raw = async (firstLine: string): Promise<{ status: number; headers: Headers; body: unknown }> => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(`${firstLine}\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    const [status = '', ...headers] = head.split('\r\n');
    const pairs = headers.map((line) => line.split(/: (.*)/).slice(0, 2) as [string, string]);
    return { status: Number(status.split(' ')[1]), headers: new Headers(pairs), body: JSON.parse(body) as unknown };
  };

  it('who asks too much has to wait, sooner where it is about signing in', async () => {
    /** Asks until it is refused, at most so often. */
    const untilRefused = async (path: string, most: number) => {
      for (let asked = 1; asked < most; asked += 1) {
        const answer = await stranger.get(path);
        if (answer.status === 429) return answer;
      }
      return stranger.get(path);
    };
    expectProblem(await untilRefused('/auth/methods', SIGN_INS + 1), 429, 'TOO_MANY_REQUESTS');
    expect((await stranger.get('/v1/me')).status).toBe(401);
    const refused = await untilRefused('/v1/me', REQUESTS + 1);
    expectProblem(refused, 429, 'TOO_MANY_REQUESTS');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
