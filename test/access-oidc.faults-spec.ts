import { freePort } from '#devstack';
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
  ida: { name: 'Ida', email: 'ida@bank.example', email_verified: true, roles: ['admin'], entities: '*' },
  max: { name: 'Max', email: 'max@bank.example', email_verified: true, roles: ['viewer'], entities: ['ENT-1'] },
  rex: { name: 'Rex', email: 'rex@bank.example', email_verified: true, roles: ['viewer'], entities: '*' },
  rex2: { name: 'Rex', email: 'REX@bank.example', email_verified: true, roles: ['admin'], entities: '*' },
};

/** Where somebody begins who is let in: at what there is to do, if they work on alerts. */
const LET_IN = /^\/(today)?$/;

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
    expect((await new ApiClient(url).get('/auth/methods')).body).toEqual({ oidc: true, link: true, mail: false });
  });

  it('lets somebody in, with the roles that the provider gives, and says so in the audit trail', async () => {
    const browser = new Browser();
    expect(await signIn('ann', browser)).toMatch(LET_IN);
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
    expect(await comeBack(went, back)).toMatch(LET_IN);
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
    expect(await comeBack(browser, back)).toMatch(LET_IN);
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
    expect(await comeBack(elsewhere, tempted)).toMatch(LET_IN);
  });

  it('lets in nobody without a role of ours, and takes nobody for somebody else by an address that is not verified', async () => {
    expect(await signIn('zoe')).toBe('/sign-in?problem=no-role');
    expect(await signIn('tom')).toBe('/sign-in?problem=no-role');
    await pipeline.database.query(
      `INSERT INTO person (person_id, name, given_roles, created_at) VALUES ('local', 'Local administrator', '{admin}', now())`,
    );
    const browser = new Browser();
    expect(await signIn('eve', browser)).toMatch(LET_IN);
    expect((await me(browser)).body).toMatchObject({ personId: expect.stringMatching(/^oidc-/) as unknown });
  });

  it('goes by what was settled here where the provider does not speak of roles', async () => {
    await pipeline.database.query(
      `INSERT INTO person (person_id, name, given_roles, created_at)
       VALUES ('Tom@bank.example', 'Tom', '{approver}', now())`,
    );
    const browser = new Browser();
    expect(await signIn('tom', browser)).toMatch(LET_IN);
    expect((await me(browser)).body).toMatchObject({
      personId: 'Tom@bank.example',
      roles: ['approver'],
      entities: ['ENT-2'],
    });
  });

  it('limits to the entities of a claim, and lets in nobody without one', async () => {
    const browser = new Browser();
    expect(await signIn('vic', browser)).toMatch(LET_IN);
    expect((await me(browser)).body).toMatchObject({ roles: ['viewer'], entities: ['ENT-1'] });
    expect(await signIn('una')).toBe('/sign-in?problem=no-entity');
  });

  it.each([
    ['is missing', {}],
    ['is empty', { roles: [] }],
    ['names none of ours', { roles: ['billing'] }],
  ])('takes what the provider no longer gives, from open sessions and keys too: the claim %s', async (_, claim) => {
    const { roles, ...rest } = accounts.ida;
    await provider.tell({ ida: { ...rest, roles } });
    const before = new Browser();
    expect(await signIn('ida', before)).toMatch(LET_IN);
    const made = await (
      await withToken(asked(before))
    ).post<{ secret: string }>('/v1/keys', { name: 'k', roles: ['admin'] });
    const key = new ApiClient(url, { Authorization: `Bearer ${made.body.secret}` });
    expect((await key.get('/v1/audit')).status).toBe(200);

    await provider.tell({ ida: { ...rest, ...claim } });
    expect(await signIn('ida')).toBe('/sign-in?problem=no-role');
    for (const client of [asked(before), key]) expect((await client.get('/v1/audit')).status).toBe(403);
    expect((await me(before)).status).toBe(403);
    const noted = await pipeline.database.query<{ operation: string; after: string }>(
      `SELECT operation, after FROM audit WHERE target = 'ida@bank.example' ORDER BY position DESC LIMIT 2`,
    );
    expect(noted.map(({ operation, after }) => [operation, JSON.parse(after)])).toEqual([
      ['sign-in.refused', { problem: 'no-role' }],
      ['sign-in.rights', expect.objectContaining({ roles: [] })],
    ]);
  });

  it('keeps apart what was given here: neither takes away the other’s, and both are shown', async () => {
    const browser = new Browser();
    expect(await signIn('max', browser)).toMatch(LET_IN);
    const eve = new Browser();
    await signIn('eve', eve);
    const admin = await withToken(asked(eve));
    const max = { personId: 'max@bank.example', name: 'Max', email: 'max@bank.example' };
    const saved = await admin.post('/v1/people', { ...max, roles: ['approver'], entities: ['ENT-3'] });
    expect(saved.body).toMatchObject({
      roles: expect.arrayContaining(['viewer', 'approver']) as unknown,
      entities: ['ENT-3', 'ENT-1'],
      givenHere: { roles: ['approver'], entities: ['ENT-3'] },
      toldByProvider: { roles: ['viewer'], entities: ['ENT-1'] },
    });
    expect((await me(browser)).body).toMatchObject({ roles: ['viewer', 'approver'], entities: ['ENT-3', 'ENT-1'] });

    // Neither claim is there any more: what was given here is left.
    await provider.tell({ max: { name: 'Max', email: 'max@bank.example', email_verified: true } });
    expect(await signIn('max', new Browser())).toMatch(LET_IN);
    expect((await me(browser)).body).toMatchObject({ roles: ['approver'], entities: ['ENT-3'] });
    const listed = await admin.get('/v1/people?limit=200');
    expect(listed.body.items?.find(({ personId }) => personId === max.personId)).toMatchObject({
      givenHere: { roles: ['approver'], entities: ['ENT-3'] },
      toldByProvider: { roles: [], entities: [] },
    });

    // Nor is what was given here any more: the provider's alone.
    await provider.tell({ max: accounts.max });
    expect(await signIn('max', new Browser())).toMatch(LET_IN);
    await admin.post('/v1/people', { ...max, roles: [], entities: null });
    expect((await me(browser)).body).toMatchObject({ roles: ['viewer'], entities: ['ENT-1'] });
    // All entities by the provider are all, whatever stands here.
    await provider.tell({ max: { ...accounts.max, entities: '*' } });
    expect(await signIn('max', new Browser())).toMatch(LET_IN);
    expect((await me(browser)).body).toMatchObject({ entities: null });
    await provider.tell({ max: { ...accounts.max, entities: [] } });
    expect(await signIn('max', new Browser())).toBe('/sign-in?problem=no-entity');
    expect((await asked(browser).get('/v1/alerts')).body).toMatchObject({ items: [] });
  });

  it('takes nobody in under another subject whose address was disabled', async () => {
    expect(await signIn('rex')).toMatch(LET_IN);
    const eve = new Browser();
    await signIn('eve', eve);
    const rex = { personId: 'rex@bank.example', name: 'Rex', email: 'rex@bank.example', roles: [], disabled: true };
    expect((await (await withToken(asked(eve))).post('/v1/people', rex)).status).toBe(200);
    expect(await signIn('rex')).toBe('/sign-in?problem=disabled');
    expect(await signIn('rex2')).toBe('/sign-in?problem=disabled');
  });

  it('keeps out whom an admin disabled, whatever the provider says, and ends their sessions', async () => {
    const browser = new Browser();
    expect(await signIn('vic', browser)).toMatch(LET_IN);
    const eve = new Browser();
    await signIn('eve', eve);
    const admin = await withToken(asked(eve));
    const disabled = { personId: 'vic@bank.example', name: 'Vic', roles: ['viewer'], disabled: true };
    expect((await admin.post('/v1/people', disabled)).status).toBe(200);
    expect((await me(browser)).status).toBe(401);
    expect(await signIn('vic')).toBe('/sign-in?problem=disabled');
  });
});
