import { freePort } from '#runtime';
import { ApiClient, type Answer } from './support/api-client';
import { Browser } from './support/http-browser';
import { CLIENT, IdentityProvider } from './support/identity-provider';
import { withToken } from './support/people';
import { Pipeline } from './support/pipeline';

const SESSION = 'scopewatch_session';
const PENDING = 'scopewatch_oidc';

/** What the provider knows. */
const accounts = {
  ann: {
    name: 'Ann Analyst',
    email: 'ann@bank.example',
    email_verified: true,
    roles: ['scopewatch:analyst', 'billing'],
    entities: '*',
  },
  vic: { name: 'Vic Viewer', email: 'vic@bank.example', email_verified: true, roles: 'viewer', entities: ['ENT-1'] },
  zoe: { name: 'Zoe', email: 'zoe@bank.example', email_verified: true, roles: ['billing'] },
  eve: { name: 'Eve', email: 'local', email_verified: false, roles: ['admin'], entities: '*' },
  tom: { name: 'Tom', email: 'tom@bank.example', email_verified: true, entities: ['ENT-2'] },
  una: { name: 'Una', roles: ['viewer'] },
};

describe('signing in with an identity provider', () => {
  let pipeline: Pipeline;
  let provider: IdentityProvider;
  let url: string;
  beforeAll(async () => {
    pipeline = await Pipeline.open('access-oidc');
    // The provider has to know where it sends people back to before the api knows the provider.
    const port = String(await freePort());
    const redirectUrl = `http://127.0.0.1:${port}/auth/oidc/callback`;
    provider = await IdentityProvider.start(redirectUrl, accounts);
    ({ url } = await pipeline.startApi({
      SCOPEWATCH_PORT: port,
      SCOPEWATCH_OIDC_ISSUER: provider.issuer,
      SCOPEWATCH_OIDC_CLIENT_ID: CLIENT.id,
      SCOPEWATCH_OIDC_CLIENT_SECRET: CLIENT.secret,
      SCOPEWATCH_OIDC_ENTITIES_CLAIM: 'entities',
    }));
  });
  afterAll(async () => {
    await provider.close();
    await pipeline.close();
  });

  /** Goes to the provider and signs in there. @returns the address that leads back, not gone to yet */
  const wayBack = async (browser: Browser, account: string): Promise<URL> =>
    provider.signIn(browser, await browser.go(new URL('/auth/oidc/start', url)), account);

  const comeBack = async (browser: Browser, back: URL): Promise<string> => {
    const { status, location } = await browser.go(back, () => true);
    expect(status).toBe(303);
    return `${location?.pathname ?? ''}${location?.search ?? ''}`;
  };

  const signIn = async (account: string, browser = new Browser()): Promise<string> =>
    comeBack(browser, await wayBack(browser, account));

  const asked = (browser: Browser): ApiClient =>
    new ApiClient(url, { Cookie: `${SESSION}=${browser.cookie(url, SESSION) ?? ''}` });

  const me = (browser: Browser): Promise<Answer> => asked(browser).get('/v1/me');

  it('is offered', async () => {
    expect((await new ApiClient(url).get('/auth/methods')).body).toEqual({ oidc: true, link: true });
  });

  it('lets somebody in, with the roles that the provider gives, and says so in the audit trail', async () => {
    const browser = new Browser();
    expect(await signIn('ann', browser)).toBe('/');
    expect((await me(browser)).body).toMatchObject({
      personId: 'ann@bank.example',
      name: 'Ann Analyst',
      roles: ['analyst'],
      entities: null,
      by: 'oidc',
    });
    expect(browser.cookie(url, PENDING)).toBeUndefined();
    const trail = await pipeline.database.query('SELECT person_id, operation, before, after FROM audit');
    expect(trail).toEqual([
      { person_id: 'ann@bank.example', operation: 'sign-in.oidc', before: null, after: expect.any(String) as unknown },
    ]);
    const client = await withToken(asked(browser));
    expect((await client.post('/auth/sign-out')).status).toBe(204);
    expect((await me(browser)).status).toBe(401);
  });

  it('asks with PKCE, a state and a nonce, and keeps what it asked with from scripts', async () => {
    const { headers, status } = await new ApiClient(url).get('/auth/oidc/start');
    expect(status).toBe(303);
    const to = new URL(headers.get('location') ?? '');
    expect(to.origin).toBe(provider.issuer);
    expect(Object.fromEntries(to.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as unknown,
      state: expect.stringMatching(/^[\w-]{20,}$/) as unknown,
      nonce: expect.stringMatching(/^[\w-]{20,}$/) as unknown,
    });
    const [cookie] = headers.getSetCookie();
    expect(cookie).toMatch(/^scopewatch_oidc=[\w-]{43}; .*Path=\/auth\/oidc; .*HttpOnly; SameSite=Lax$/);
  });

  it('refuses a way back with another state, without a code, or by a browser that did not go', async () => {
    for (const spoil of [
      (back: URL) => back.searchParams.set('state', 'x'.repeat(43)),
      (back: URL) => back.searchParams.delete('state'),
      (back: URL) => back.searchParams.delete('code'),
      (back: URL) => back.searchParams.set('iss', 'https://elsewhere.example'),
    ]) {
      const browser = new Browser();
      const back = await wayBack(browser, 'ann');
      spoil(back);
      expect(await comeBack(browser, back)).toBe('/sign-in?problem=oidc-refused');
      expect(browser.cookie(url, SESSION)).toBeUndefined();
    }
    const went = new Browser();
    const other = new Browser();
    const back = await wayBack(went, 'ann');
    expect(await comeBack(other, back)).toBe('/sign-in?problem=oidc-expired');
    other.setCookie(url, PENDING, 'A'.repeat(43));
    expect(await comeBack(other, back)).toBe('/sign-in?problem=oidc-expired');
    expect(await comeBack(went, back)).toBe('/');
  });

  it.each([
    ['nonce', 'nonce'],
    ['code verifier', 'code_verifier'],
  ])('refuses what was asked for with another %s', async (_, column) => {
    const browser = new Browser();
    const back = await wayBack(browser, 'ann');
    await pipeline.database.query(`UPDATE pending_sign_in SET ${column} = $1`, ['y'.repeat(43)]);
    expect(await comeBack(browser, back)).toBe('/sign-in?problem=oidc-refused');
  });

  it('lets nobody come back twice, nor too late, nor with a code that was used', async () => {
    const browser = new Browser();
    const back = await wayBack(browser, 'ann');
    const pending = browser.cookie(url, PENDING) ?? '';
    expect(await comeBack(browser, back)).toBe('/');
    browser.setCookie(url, PENDING, pending);
    expect(await comeBack(browser, back)).toBe('/sign-in?problem=oidc-expired');

    const again = new Browser();
    const next = await wayBack(again, 'ann');
    next.searchParams.set('code', back.searchParams.get('code') ?? '');
    expect(await comeBack(again, next)).toBe('/sign-in?problem=oidc-refused');

    const late = new Browser();
    const lateBack = await wayBack(late, 'ann');
    await pipeline.database.query(`UPDATE pending_sign_in SET expires_at = now() - interval '1 second'`);
    expect(await comeBack(late, lateBack)).toBe('/sign-in?problem=oidc-expired');
  });

  it('tells when the provider said no, and goes nowhere that an address asks for', async () => {
    const browser = new Browser();
    const back = await wayBack(browser, 'ann');
    const state = back.searchParams.get('state') ?? '';
    const no = new URL(`/auth/oidc/callback?error=access_denied&state=${state}&iss=${provider.issuer}`, url);
    expect(await comeBack(browser, no)).toBe('/sign-in?problem=oidc-denied');
    const start = new URL('/auth/oidc/start?redirect=https://elsewhere.example&returnTo=//elsewhere.example', url);
    const elsewhere = new Browser();
    const tempted = await provider.signIn(elsewhere, await elsewhere.go(start), 'ann');
    tempted.searchParams.set('returnTo', 'https://elsewhere.example');
    expect(await comeBack(elsewhere, tempted)).toBe('/');
  });

  it('lets in nobody without a role of ours, and takes nobody for somebody else by an address that is not verified', async () => {
    expect(await signIn('zoe')).toBe('/sign-in?problem=no-role');
    expect(await signIn('tom')).toBe('/sign-in?problem=no-role');
    await pipeline.database.query(
      `INSERT INTO person (person_id, name, roles, created_at) VALUES ('local', 'Local administrator', '{admin}', now())`,
    );
    const browser = new Browser();
    expect(await signIn('eve', browser)).toBe('/');
    expect((await me(browser)).body).toMatchObject({ personId: expect.stringMatching(/^oidc-/) as unknown });
  });

  it('goes by what was settled here where the provider does not speak of roles', async () => {
    await pipeline.database.query(
      `INSERT INTO person (person_id, name, roles, created_at)
       VALUES ('Tom@bank.example', 'Tom', '{approver}', now())`,
    );
    const browser = new Browser();
    expect(await signIn('tom', browser)).toBe('/');
    expect((await me(browser)).body).toMatchObject({
      personId: 'Tom@bank.example',
      roles: ['approver'],
      entities: ['ENT-2'],
    });
  });

  it('limits to the entities of a claim, and lets in nobody without one', async () => {
    const browser = new Browser();
    expect(await signIn('vic', browser)).toBe('/');
    expect((await me(browser)).body).toMatchObject({ roles: ['viewer'], entities: ['ENT-1'] });
    expect(await signIn('una')).toBe('/sign-in?problem=no-entity');
  });

  it('keeps out whom an admin disabled, whatever the provider says, and ends their sessions', async () => {
    const browser = new Browser();
    expect(await signIn('vic', browser)).toBe('/');
    const eve = new Browser();
    await signIn('eve', eve);
    const admin = await withToken(asked(eve));
    const disabled = { personId: 'vic@bank.example', name: 'Vic', roles: ['viewer'], disabled: true };
    expect((await admin.post('/v1/people', disabled)).status).toBe(200);
    expect((await me(browser)).status).toBe(401);
    expect(await signIn('vic')).toBe('/sign-in?problem=disabled');
  });
});
