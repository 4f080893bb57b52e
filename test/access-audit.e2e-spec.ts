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

  it('is on record: who invited whom and how, who came in by it, and what was withdrawn', async () => {
    await root.post('/v1/people', { personId: 'gil', name: 'Gil', roles: ['viewer'] });
    const invited = await root.post<{ secret: string }>('/v1/people/gil/invitation', { by: 'link' });
    expect(invited.status).toBe(201);
    const token = invited.body.secret.replace(/^.*#/, '');
    expect((await new Client(url).post('/auth/invitation', { token })).status).toBe(200);
    expect((await new Client(url).post('/auth/invitation', { token })).status).toBe(409);
    await root.post('/v1/people/gil/invitation', { by: 'link' });
    expect((await root.send('DELETE', '/v1/people/gil/invitation')).status).toBe(200);
    expect((await trail('person.invite', 'sign-in.link', 'person.withdraw-invitation')).slice(-4)).toEqual([
      { personId: 'root', operation: 'person.invite', target: 'gil', after: { by: 'link' } },
      {
        personId: 'gil',
        operation: 'sign-in.link',
        target: 'gil',
        after: { by: 'invitation', madeBy: 'root', mailedTo: null },
      },
      { personId: 'root', operation: 'person.invite', target: 'gil', after: { by: 'link' } },
      { personId: 'root', operation: 'person.withdraw-invitation', target: 'gil', after: null },
    ]);
    // Where nothing can be mailed nothing is promised.
    expect((await root.post('/v1/people/gil/invitation', { by: 'mail' })).status).toBe(409);
  });

  it('is on record: the export of the record, which is whole, in order, and no formula', async () => {
    await root.post('/v1/people', { personId: 'hal', name: '=1+1', roles: ['viewer'] });
    const { body: text } = await root.get<string>('/v1/audit.csv?operation=person.save&operation=audit.export');
    const lines = text.split('\r\n').slice(0, -1);
    expect(lines[0]).toBe('position,at,personId,from,operation,target,before,after');
    expect(lines[1]).toContain(',root,');
    expect(lines[1]).toContain('audit.export');
    expect(lines[2]).toContain(',person.save,hal,');
    expect(text).not.toMatch(/[,":]=1\+1/);
    const [latest] = (await trail('audit.export')).slice(-1);
    expect(latest).toMatchObject({ personId: 'root', after: { operation: ['person.save', 'audit.export'] } });
    const { body: names } = await root.get<{ operations: string[]; personIds: string[] }>('/v1/audit/names');
    expect(names.operations).toContain('audit.export');
    expect(names.personIds).toContain('root');
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
