import 'reflect-metadata';
import { PERMISSIONS, ROLES, type Role } from '../apps/api/src/access/roles';
import { controllers, operationsOf } from '../apps/api/src/controllers';
import type { OperationSpec } from '../apps/api/src/http/operation';
import { ApiClient } from './support/api-client';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';

const operations = operationsOf(controllers);
/** About nothing that there is: what is let through is then refused for what it asks, or finds nothing. */
const pathOf = ({ path }: OperationSpec): string => `/${path.replace(/:\w+/g, 'none')}`;

/** What the table says of somebody with these roles. */
const expected = (spec: OperationSpec, roles: readonly Role[], limited: boolean): 'let through' | 403 => {
  if (spec.permission === 'everyone') return 'let through';
  const permitted = (PERMISSIONS[spec.permission] as readonly Role[]).some((role) => roles.includes(role));
  return permitted && !(limited && spec.wholeBook === true) ? 'let through' : 403;
};

describe('who may do what', () => {
  let pipeline: Pipeline;
  let people: People;
  let url: string;
  let admin: ApiClient;
  beforeAll(async () => {
    pipeline = await Pipeline.open('access-roles');
    ({ url } = await pipeline.startApi());
    people = await People.open(pipeline.database.appUrl, url);
    admin = await people.signIn('root', { roles: ['admin'] });
  });
  afterAll(async () => {
    await people.close();
    await pipeline.close();
  });

  /** Asks for every operation. @returns what came of each, as far as it is about access */
  const walk = async (client: ApiClient): Promise<Record<string, number | 'let through'>> => {
    const outcomes: Record<string, number | 'let through'> = {};
    for (const spec of operations) {
      const status = await client.status(spec.method, pathOf(spec), spec.method === 'GET' ? undefined : {});
      outcomes[spec.id] = status === 401 || status === 403 || status >= 500 ? status : 'let through';
    }
    return outcomes;
  };
  const table = (of: (spec: OperationSpec) => number | 'let through') =>
    Object.fromEntries(operations.map((spec) => [spec.id, of(spec)]));
  const nobody = table(({ permission }) => (permission === 'everyone' ? 'let through' : 401));

  it.each(ROLES)('is decided by the table alone: %s, for all entities or for one', async (role) => {
    const all = await people.key(admin, { roles: [role] });
    expect(await walk(all.client)).toEqual(table((spec) => expected(spec, [role], false)));
    const limited = await people.key(admin, { roles: [role], entities: ['ENT-1'] });
    expect(await walk(limited.client)).toEqual(table((spec) => expected(spec, [role], true)));
  });

  it('lets nobody through whom nobody knows', async () => {
    const stranger = new ApiClient(url);
    const { keyId } = await people.key(admin, { roles: ['admin'] });
    expect(await walk(stranger)).toEqual(nobody);
    for (const authorization of [
      `Bearer swk_${keyId}_${'A'.repeat(43)}`,
      'Bearer swk_0000000000000000_0',
      'Basic cm9vdDpyb290',
      '',
    ]) {
      // A key that is not valid is not made up for by the session that comes with it.
      const forged = { Authorization: authorization, ...(authorization === '' ? { Cookie: '' } : {}) };
      expect((await admin.with(forged).get('/v1/alerts')).status).toBe(401);
    }
    expect((await stranger.with({ Cookie: 'scopewatch_session=' + 'A'.repeat(43) }).get('/v1/me')).status).toBe(401);
  });

  it('lets nobody through whose key was revoked, or whose session ended', async () => {
    const revoked = await people.key(admin, { roles: ['admin'] });
    expect((await revoked.client.get('/v1/me')).status).toBe(200);
    expect((await admin.send('DELETE', `/v1/keys/${revoked.keyId}`)).status).toBe(200);
    expect(await walk(revoked.client)).toEqual(nobody);

    const expired = await people.signIn('expired', { roles: ['admin'] });
    const idle = await people.signIn('idle', { roles: ['admin'] });
    const disabled = await people.signIn('disabled', { roles: ['admin'] });
    const { database } = pipeline;
    await database.query(`UPDATE session SET expires_at = now() WHERE person_id = 'expired'`);
    await database.query(`UPDATE session SET last_seen_at = now() - interval '9 hours' WHERE person_id = 'idle'`);
    await database.query(`UPDATE person SET disabled = true WHERE person_id = 'disabled'`);
    for (const client of [expired, idle, disabled]) expect(await walk(client)).toEqual(nobody);
  });

  it('takes a change from a session only with the token of that session', async () => {
    const ann = await people.signIn('ann', { roles: ['admin'] });
    const bob = await people.signIn('bob', { roles: ['admin'] });
    const changes = operations.filter(({ method, permission }) => method !== 'GET' && permission !== 'everyone');
    for (const spec of changes) {
      for (const token of ['', 'wrong', bob.headers['X-CSRF-Token'] ?? '']) {
        const answer = await ann.with({ 'X-CSRF-Token': token }).send(spec.method, pathOf(spec), { body: {} });
        expect([spec.id, answer.status, answer.body.code]).toEqual([spec.id, 403, 'CSRF']);
      }
    }
    expect((await ann.get('/v1/me')).status).toBe(200);
  });

  it('gives nobody more than they have: roles and entities follow the person at once', async () => {
    const ann = await people.signIn('ann', { roles: ['admin'] });
    await admin.post('/v1/people', { personId: 'ann', name: 'Ann', roles: ['viewer'], entities: ['ENT-2'] });
    expect((await ann.get('/v1/me')).body).toMatchObject({ roles: ['viewer'], entities: ['ENT-2'] });
    expect((await ann.get('/v1/audit')).status).toBe(403);
    const local = await people.key(admin, { roles: ['admin'], entities: ['ENT-1'] });
    for (const [path, body] of [
      ['/v1/keys', { name: 'all', roles: ['admin'] }],
      ['/v1/people', { personId: 'me', name: 'Me', roles: ['admin'] }],
    ] as const)
      expect((await local.client.post(path, body)).status).toBe(403);
  });
});
