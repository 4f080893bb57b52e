import { ApiClient, cookiesOf, type Body } from './support/api-client';
import { EventStream } from './support/event-stream';
import { ENTITY } from './support/events';
import { People, signedIn, withToken } from './support/people';
import { Pipeline } from './support/pipeline';
import { book, OTHER_ENTITY } from './support/two-entities';
import { until } from './support/until';

/** One of each kind of permission. */
const READ = '/v1/alerts';
const ADMINISTER = '/v1/audit';

describe('people and what they made', () => {
  let pipeline: Pipeline;
  let people: People;
  let url: string;
  let root: ApiClient;
  beforeAll(async () => {
    pipeline = await Pipeline.open('access-people');
    [, { url }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, url);
    root = await people.signIn('root', { roles: ['admin'] });
    await pipeline.send(book());
    await pipeline.settled();
  });
  afterAll(async () => {
    await people.close();
    await pipeline.close();
  });

  const save = (personId: string, more: Readonly<Record<string, unknown>>) =>
    root.post('/v1/people', { personId, name: personId, roles: ['admin'], ...more });
  const statuses = async (client: ApiClient): Promise<number[]> => [
    await client.status('GET', READ),
    await client.status('GET', ADMINISTER),
  ];

  it('ends sessions, keys, links and open streams of whoever is disabled at once, and for good', async () => {
    const ann = await people.signIn('ann', { roles: ['admin'] });
    const { client: key, keyId } = await people.key(ann, { roles: ['admin'] });
    const { client: ofKey } = await people.key(key, { roles: ['viewer'] });
    const link = await people.link('ann', { roles: ['admin'] });
    const streams = await Promise.all([EventStream.open(ann), EventStream.open(key), EventStream.open(ofKey)]);
    expect([await statuses(ann), await statuses(key), await statuses(ofKey)]).toEqual([
      [200, 200],
      [200, 200],
      [200, 403],
    ]);

    expect((await save('ann', { disabled: true })).status).toBe(200);
    for (const client of [ann, key, ofKey]) expect(await statuses(client)).toEqual([401, 401]);
    await until('the streams ended', () => Promise.resolve(streams.every(({ ended }) => ended)));
    await expect(signedIn(url, link)).rejects.toThrow('/sign-in?problem=link');

    // Nobody is let in again by a word that was left out; whoever is comes in anew.
    expect((await save('ann', {})).body).toMatchObject({ disabled: true });
    expect((await save('ann', { disabled: false })).body).toMatchObject({ disabled: false });
    for (const client of [ann, key, ofKey]) expect(await statuses(client)).toEqual([401, 401]);
    await expect(signedIn(url, link)).rejects.toThrow('/sign-in?problem=link');
    const { body } = await root.get<{ items: { keyId: string; revokedAt: string | null }[] }>('/v1/keys?limit=200');
    expect(body.items.find((item) => item.keyId === keyId)?.revokedAt).toEqual(expect.any(String));
  });

  it('lets a key do no more than its maker may now, whatever it was made with', async () => {
    const ben = await people.signIn('ben', { roles: ['admin'] });
    const { client: key } = await people.key(ben, { roles: ['admin', 'auditor'] });
    const stream = await EventStream.open(key);
    expect(await statuses(key)).toEqual([200, 200]);
    await save('ben', { roles: ['viewer'] });
    for (const client of [ben, key]) expect(await statuses(client)).toEqual([200, 403]);
    expect((await key.get('/v1/me')).body).toMatchObject({
      roles: [],
      permissions: ['own-session', 'read', 'read-checks', 'read-past'],
    });
    await save('ben', { roles: [] });
    for (const client of [ben, key]) expect(await statuses(client)).toEqual([403, 403]);
    await until('the stream ended', () => Promise.resolve(stream.ended));
    // It may again what its maker may again.
    await save('ben', { roles: ['auditor'] });
    expect(await statuses(key)).toEqual([200, 200]);
  });

  it('limits a key to the entities that its maker has now', async () => {
    const cat = await people.signIn('cat', { roles: ['admin'] });
    const { client: all } = await people.key(cat, { roles: ['analyst'] });
    const { client: some } = await people.key(cat, { roles: ['analyst'], entities: [ENTITY] });
    const entitiesOf = async (client: ApiClient): Promise<unknown[]> => {
      const { body } = await client.get('/v1/alerts?limit=200');
      return [...new Set(body.items?.map((item) => item['entityId']))].sort();
    };
    expect([await entitiesOf(all), await entitiesOf(some)]).toEqual([[ENTITY, OTHER_ENTITY], [ENTITY]]);
    const stream = await EventStream.open(all);
    await save('cat', { roles: ['analyst'], entities: [OTHER_ENTITY] });
    expect([await entitiesOf(all), await entitiesOf(some)]).toEqual([[OTHER_ENTITY], []]);
    await until('the stream ended', () => Promise.resolve(stream.ended));
    expect((await save('cat', { roles: ['analyst'] })).body).toMatchObject({ entities: [OTHER_ENTITY] });
    await save('cat', { roles: ['analyst'], entities: [ENTITY, OTHER_ENTITY] });
    expect([await entitiesOf(all), await entitiesOf(some)]).toEqual([[ENTITY, OTHER_ENTITY], [ENTITY]]);
  });

  it('ends a key with the key that it was made with, by time or by hand, and with its maker', async () => {
    const dan = await people.signIn('dan', { roles: ['admin'] });
    const parent = await people.key(dan, { roles: ['admin'] });
    const { client: child, keyId } = await people.key(parent.client, { roles: ['admin'] });
    const { client: grandchild } = await people.key(child, { roles: ['viewer'] });
    expect((await child.send('DELETE', `/v1/keys/${parent.keyId}`)).body).toMatchObject({ keyId: parent.keyId });
    for (const client of [parent.client, child, grandchild]) expect(await statuses(client)).toEqual([401, 401]);
    const { body } = await root.get<{ items: { keyId: string }[] }>('/v1/keys?limit=200');
    expect(body.items.find((item) => item.keyId === keyId)).toMatchObject({ createdBy: 'dan', madeWith: parent.keyId });

    const soon = { name: 'soon over', roles: ['admin'], expiresAt: new Date(Date.now() + 3_600_000).toISOString() };
    const made = await dan.post<{ key: { keyId: string }; secret: string }>('/v1/keys', soon);
    expect(made.body.key).toMatchObject({ expiresAt: soon.expiresAt });
    const brief = dan.with({ Cookie: '', 'X-CSRF-Token': '', Authorization: `Bearer ${made.body.secret}` });
    const { client: ofBrief } = await people.key(brief, { roles: ['viewer'] });
    expect([await statuses(brief), await statuses(ofBrief)]).toEqual([
      [200, 200],
      [200, 403],
    ]);
    expect((await ofBrief.get('/v1/me')).body).toMatchObject({ expiresAt: soon.expiresAt });
    await pipeline.database.query('UPDATE api_key SET expires_at = now() WHERE key_id = $1', [made.body.key.keyId]);
    for (const client of [brief, ofBrief]) expect(await statuses(client)).toEqual([401, 401]);
    for (const expiresAt of [new Date(0).toISOString(), '2026-02-30T00:00:00Z'])
      expect((await dan.post('/v1/keys', { ...soon, expiresAt })).status).toBe(422);

    // No code of ours deletes people; whose person is not there has no key.
    const { client: orphan } = await people.key(dan, { roles: ['admin'] });
    await pipeline.database.query(`DELETE FROM session WHERE person_id = 'dan'`);
    await pipeline.database.query(`DELETE FROM sign_in_link WHERE person_id = 'dan'`);
    await pipeline.database.query(`DELETE FROM person WHERE person_id = 'dan'`);
    for (const client of [dan, orphan]) expect(await statuses(client)).toEqual([401, 401]);
  });

  it('lets an application write neither whose a key is nor what it may', async () => {
    for (const change of [
      `created_by = 'root'`,
      `roles = '{admin}'`,
      'entities = NULL',
      'made_with = NULL',
      'expires_at = NULL',
    ])
      await expect(people.asApp((sql) => sql.query(`UPDATE api_key SET ${change}`))).rejects.toThrow(
        /permission denied/,
      );
    await expect(people.asApp((sql) => sql.query(`UPDATE person SET person_id = 'root2'`))).rejects.toThrow(
      /permission denied/,
    );
  });

  it('leaves somebody who may administer, whoever asks and however many at once', async () => {
    const others = await root.get<{ items: { personId: string }[] }>('/v1/people?limit=200');
    for (const { personId } of others.body.items) if (personId !== 'root') await save(personId, { roles: ['viewer'] });
    for (const change of [{ roles: ['viewer'] }, { roles: ['admin'], entities: [ENTITY] }, { disabled: true }]) {
      const { status, body } = await save('root', change);
      expect([status, body.code, body['detail']]).toEqual([
        409,
        'REFUSED',
        'This would leave no admin. Make somebody else an admin first.',
      ]);
    }
    expect(await statuses(root)).toEqual([200, 200]);
    // Two who take it from each other at the same moment.
    const eve = await people.signIn('eve', { roles: ['admin'] });
    const letGo = await pipeline.database.hold(`SELECT pg_advisory_xact_lock(hashtext('scopewatch-people'))`);
    const taking = [
      root.post('/v1/people', { personId: 'eve', name: 'Eve', roles: [] }),
      eve.post('/v1/people', { personId: 'root', name: 'Root', roles: [] }),
    ];
    await until('both were let through and wait', async () => {
      const waiting = await pipeline.database.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'scopewatch-api'
            AND wait_event_type = 'Lock' AND query LIKE '%scopewatch-people%'`,
      );
      return waiting.length === 2;
    });
    await letGo();
    expect((await Promise.all(taking)).map(({ status }) => status).sort()).toEqual([200, 409]);
    const [left] = await pipeline.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM person WHERE 'admin' = ANY (roles) AND NOT disabled`,
    );
    expect(left?.n).toBe(1);
    root = await people.signIn('root', { roles: ['admin'] });
  });

  it('enters nobody twice', async () => {
    expect((await save('fay', { email: 'fay@bank.example' })).status).toBe(200);
    for (const [personId, email] of [
      ['FAY', null],
      ['Fay@Bank.example', null],
      ['other', 'FAY@bank.example'],
      ['other', 'fay'],
    ]) {
      const { status, body } = await save(personId ?? '', { email });
      expect([personId, status, body.code]).toEqual([personId, 409, 'REFUSED']);
    }
    expect((await save('fay', { email: 'fay@bank.example', disabled: true })).status).toBe(200);
  });

  it('puts out whoever is disabled under each entry that is theirs, and lets in again what is let in', async () => {
    const clients = await Promise.all(
      ['Gus', 'gus@Bank.example', 'oidc-gus'].map((id) => people.signIn(id, { roles: ['analyst'] })),
    );
    // As several subjects of one provider leave it, and entries of before these were refused.
    await pipeline.database.query(
      `UPDATE person SET email = 'GUS@bank.example' WHERE person_id = 'oidc-gus' OR person_id = 'Gus'`,
    );
    const statuses = () => Promise.all(clients.map(async (client) => (await client.get('/v1/me')).status));
    expect(await statuses()).toEqual([200, 200, 200]);
    expect((await save('gus@Bank.example', { disabled: true })).status).toBe(200);
    expect(await statuses()).toEqual([401, 401, 401]);
    expect((await save('Gus', { disabled: false })).status).toBe(200);
    const disabled = await pipeline.database.query(
      `SELECT person_id AS id FROM person WHERE disabled AND lower(coalesce(email, person_id)) = 'gus@bank.example' ORDER BY 1`,
    );
    expect(disabled).toEqual([{ id: 'gus@Bank.example' }, { id: 'oidc-gus' }]);
    const { body } = await root.get<{ items: Body[] }>('/v1/audit');
    const put = body.items.filter(({ after }) => (after as Body | null)?.['disabled'] === true);
    expect(put.map(({ target }) => target)).toEqual(expect.arrayContaining(['Gus', 'gus@Bank.example', 'oidc-gus']));
  });

  it('makes one person, where something takes two, of whoever handed over a link and whom it let in', async () => {
    await save('jo', { roles: ['approver'] });
    const token = async () =>
      (await root.post<{ secret: string }>('/v1/people/jo/invitation', { by: 'link' })).body.secret.replace(/^.*#/, '');
    const [withdrawn, used] = [await token(), await token()];
    const stranger = new ApiClient(url);
    expect((await stranger.post('/auth/invitation', { token: withdrawn })).status).toBe(409);
    const answer = await stranger.post('/auth/invitation', { token: used });
    const session = cookiesOf(answer).find(({ name }) => name === 'scopewatch_session');
    expect([answer.status, answer.body]).toEqual([200, { page: '/today' }]);
    const jo = await withToken(stranger.with({ Cookie: `scopewatch_session=${session?.value}` }));

    const month = new Date(Date.now() + 30 * 86_400_000).toISOString();
    const matchers = [{ facet: 'severity', values: ['low'] }];
    const silence = await jo.post('/v1/silences', { matchers, reason: 'Known.', until: month });
    const approveAt = `/v1/silences/${String(silence.body['silenceId'])}/approve`;
    const refused = await root.post(approveAt);
    expect([refused.status, refused.body.code]).toEqual([409, 'SECOND_PERSON']);
    expect(refused.body['detail']).toContain('a link that the other handed over');
    const third = await people.signIn('kim', { roles: ['approver'] });
    expect((await third.post(approveAt)).status).toBe(200);
  });

  it('enters nobody under an id or an address that holds what can’t be seen', async () => {
    for (const id of ['fay\u200b', '\u2060fay', 'fa\u00ady']) {
      const { status, body } = await save(id, {});
      expect([id, status, body['detail']]).toEqual([id, 422, expect.stringContaining('body/personId')]);
    }
    for (const email of ['fay@bank.example ', 'fay\u200b@bank.example']) {
      const { status, body } = await save('hal', { email });
      expect([email, status, body['detail']]).toEqual([email, 422, expect.stringContaining('body/email')]);
    }
    // Nobody is somebody else by having no address.
    expect((await save('hal', { email: '' })).body['email']).toBeNull();
    expect((await save('ida', { email: '' })).body['email']).toBeNull();
  });
});
