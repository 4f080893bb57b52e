import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { ApiClient as Client, type ApiClient, type Body } from './support/api-client';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { book } from './support/two-entities';

describe('what comes in and goes out', () => {
  let pipeline: Pipeline;
  let people: People;
  let url: string;
  let root: ApiClient;
  beforeAll(async () => {
    pipeline = await Pipeline.open('access-audit');
    [, { url }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, url);
    await pipeline.send(book());
    await pipeline.settled();
    root = await people.signIn('root', { roles: ['admin'] });
  });
  afterAll(async () => {
    await people.close();
    await pipeline.close();
  });

  /** What was put on record of these operations, the oldest first. */
  const trail = async (...operations: string[]): Promise<Body[]> =>
    ((await root.get('/v1/audit?limit=200')).body.items ?? [])
      .filter(({ operation }) => operations.includes(String(operation)))
      .map(({ personId, operation, target, after }) => ({ personId, operation, target, after }))
      .reverse();

  it('is on record: links, and who made them, on the command line too', async () => {
    const { code } = await pipeline.scopewatch('link', '--as', 'guest', '--role', 'viewer');
    expect(code).toBe(0);
    const made = (await trail('link.make')).find(({ target }) => target === 'guest');
    expect(made).toEqual({
      personId: expect.stringMatching(/^shell:./) as unknown,
      operation: 'link.make',
      target: 'guest',
      after: { roles: ['viewer'], minutes: 60 },
    });
  });

  it('is on record: who signs in, who is not let in, and who leaves', async () => {
    const stranger = new Client(url);
    const link = await people.link('ann', { roles: ['analyst'] });
    const ann = await people.signIn('ann', { roles: ['analyst'] });
    await stranger.get(link);
    await stranger.get(link);
    await stranger.get('/auth/oidc/callback?code=x&state=y');
    expect((await ann.post('/auth/sign-out')).status).toBe(204);
    const wrong = `Bearer swk_${'0'.repeat(16)}_${'A'.repeat(43)}`;
    for (let i = 0; i < 5; i += 1)
      expect((await stranger.with({ Authorization: wrong }).get('/v1/alerts')).status).toBe(401);
    expect(await trail('sign-in.refused', 'sign-out')).toEqual([
      { personId: 'unknown', operation: 'sign-in.refused', target: 'unknown', after: { problem: 'link' } },
      { personId: 'ann', operation: 'sign-out', target: 'ann', after: null },
      // The same again from one address is not put down again and again.
      { personId: 'unknown', operation: 'sign-in.refused', target: `key:${'0'.repeat(16)}`, after: { problem: 'key' } },
    ]);
  });

  it('is on record: whatever is taken out, by whom and of what', async () => {
    const bob = await people.signIn('bob', { roles: ['analyst'] });
    const check = await bob.post('/v1/checks', { events: [] as unknown[] });
    expect(check.status).toBe(422);
    await bob.get('/v1/alerts.csv?severity=critical');
    await bob.get('/v1/clients/ada/assurance?from=2025-01-01&to=2025-02-01');
    await bob.get('/v1/clients/ada/evidence');
    expect((await bob.get('/v1/replay?clientId=ada')).status).toBe(200);
    const folder = mkdtempSync(join(tmpdir(), 'scopewatch-'));
    const { code, stdout } = await pipeline.scopewatch('evidence', '--client', 'ada', '-o', join(folder, 'ada.zip'));
    expect(statSync(join(folder, 'ada.zip')).mode & 0o777).toBe(0o600);
    const { 'subject.json': subject } = unzipSync(readFileSync(join(folder, 'ada.zip')));
    rmSync(folder, { recursive: true });
    expect(code).toBe(0);
    const taken = await trail('alerts.export', 'assurance.take', 'evidence.take', 'replay.take');
    expect(taken).toMatchObject([
      { personId: 'bob', operation: 'alerts.export', after: { severity: ['critical'] } },
      { personId: 'bob', operation: 'assurance.take', target: 'ada' },
      { personId: 'bob', operation: 'evidence.take', target: 'ada' },
      { personId: 'bob', operation: 'replay.take', target: 'ada', after: { clientId: 'ada' } },
      { operation: 'evidence.take', target: 'ada', after: { rootDigest: stdout.trim() } },
    ]);
    const shell = String(taken.at(-1)?.['personId']);
    expect(shell).toMatch(/^shell:/);
    // The pack itself says it too.
    const { madeBy } = JSON.parse(strFromU8(subject ?? new Uint8Array())) as { madeBy?: object };
    expect(madeBy).toEqual({ personId: shell, name: expect.stringContaining('at the command line of') as string });
  });
});
