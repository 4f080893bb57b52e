import { alertOf, changesOf, readAlert, work } from './support/alert-answers';
import type { ApiClient, Body } from './support/api-client';
import { retracted } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { book, lateRequest } from './support/two-entities';
import { expectVerified } from './support/verified';

const closing = { reason: 'REMEDIATED', text: 'Switched off again.' };

describe('work on alerts', () => {
  let pipeline: Pipeline;
  let people: People;
  let ann: ApiClient;
  let bob: ApiClient;
  let root: ApiClient;
  beforeAll(async () => {
    pipeline = await Pipeline.open('access-work');
    const [, { url }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, url);
    await pipeline.send(book());
    await pipeline.settled();
    ann = await people.signIn('ann', { roles: ['analyst', 'approver'] });
    bob = await people.signIn('bob', { roles: ['approver'] });
    root = await people.signIn('root', { roles: ['admin'] });
  });
  afterAll(async () => {
    await people.close();
    await pipeline.close();
  });

  const trailOf = async (target: string): Promise<unknown[][]> => {
    const { body } = await root.get<{ items: Body[] }>('/v1/audit?limit=200');
    const own = body.items.filter((entry) => entry['target'] === target).reverse();
    return own.map(({ personId, operation, before, after }) => [personId, operation, before, after]);
  };

  it('by two people at once: the second is told what it is now', async () => {
    const { alertId, etag } = await alertOf(ann, 'ada-use');
    expect((await ann.get(`/v1/alerts/${alertId}`)).headers.get('etag')).toBe(etag);
    const first = await work(ann, alertId, 'acknowledge', {}, { 'If-Match': etag });
    expect([first.status, first.body['status']]).toEqual([200, 'ACKNOWLEDGED']);
    const second = await work(bob, alertId, 'close', closing, { 'If-Match': etag });
    expect([second.status, second.body.code]).toEqual([409, 'CHANGED_MEANWHILE']);
    expect(second.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(second.body['current']).toMatchObject({ alertId, status: 'ACKNOWLEDGED', etag: first.body['etag'] });

    // Really at once: of ten who saw the same, one is let through.
    const seen = { 'If-Match': String(first.body['etag']) };
    const steps = await Promise.all(Array.from({ length: 10 }, () => work(bob, alertId, 'escalate', {}, seen)));
    expect(steps.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
    expect(await changesOf(ann, alertId)).toEqual(['raised', 'acknowledged', 'escalated']);
  });

  it('under one key is done once, one after the other or at once, and means one thing', async () => {
    const { alertId } = await alertOf(ann, 'bea-use-other');
    const key = (name: string) => ({ 'Idempotency-Key': name });
    const say = (text: string, name: string) => work(ann, alertId, 'comment', { text }, key(name));
    const first = await say('Once.', 'one');
    const again = await say('Once.', 'one');
    expect([again.status, again.body, again.headers.get('idempotency-replayed')]).toEqual([200, first.body, 'true']);
    const other = await say('Twice.', 'one');
    expect([other.status, other.body.code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
    const atOnce = await Promise.all(Array.from({ length: 8 }, () => say('At once.', 'many')));
    expect(atOnce.map(({ status }) => status)).toEqual(Array<number>(8).fill(200));
    // The key is the caller's own: somebody else's is another one.
    expect((await work(bob, alertId, 'comment', { text: 'Me too.' }, key('one'))).status).toBe(200);
    expect(await changesOf(ann, alertId)).toEqual(['raised', 'commented', 'commented', 'commented']);
    // What was refused is not an answer for ever.
    expect((await work(ann, alertId, 'reopen', {}, key('later'))).status).toBe(409);
    await work(ann, alertId, 'close', closing);
    expect((await work(ann, alertId, 'reopen', {}, key('later'))).status).toBe(200);
    // A secret is shown once: the repetition knows the key, and no secret any more.
    const made = { name: 'robot', roles: ['viewer'] };
    const [shown, hidden] = [
      await root.post('/v1/keys', made, { headers: key('k') }),
      await root.post('/v1/keys', made, { headers: key('k') }),
    ];
    expect(hidden.body).toEqual({ ...shown.body, secret: null });
    expect([shown.status, hidden.status]).toEqual([201, 201]);
  });

  it('mentions whom a comment names, if there is such a person, and lists it for them', async () => {
    const { alertId } = await alertOf(ann, 'ada-use');
    const mentioning = async (personId: string) =>
      (await ann.get(`/v1/alerts?mentions=${personId}`)).body.items?.map((alert) => alert['alertId']);
    expect(await mentioning('bob')).toEqual([]);
    await work(ann, alertId, 'comment', { text: '@bob, @nobody-here: see ann@example.org. @bob?' });
    expect([await mentioning('bob'), await mentioning('nobody-here'), await mentioning('ann')]).toEqual([
      [alertId],
      [],
      [],
    ]);
    const { body } = await ann.get(`/v1/alerts/${alertId}/history`);
    expect(body.items?.at(-1)).toMatchObject({ change: 'commented', note: { mentions: ['bob'] } });
    const known = await ann.get('/v1/colleagues');
    expect(known.body.items).toContainEqual({ personId: 'bob', name: expect.any(String) as unknown });
  });

  it('takes two people to close what is critical, whoever of them asks and by what key', async () => {
    const { alertId } = await alertOf(ann, 'ada-mail');
    const proposed = await work(ann, alertId, 'close', closing);
    expect(proposed.body).toMatchObject({ status: 'OPEN', proposed: { by: 'ann', reason: 'REMEDIATED' } });
    const own = await work(ann, alertId, 'approve');
    expect([own.status, own.body.code]).toEqual([409, 'SECOND_PERSON']);
    const keyOfRoot = await people.key(root, { roles: ['admin'] });
    expect((await work(bob, alertId, 'reject', { text: 'Not yet.' })).body).toMatchObject({ proposed: null });
    // A key is whoever made it: what it proposes, its maker can't approve, nor the other way round.
    await work(keyOfRoot.client, alertId, 'close', closing);
    expect((await work(root, alertId, 'approve')).body.code).toBe('SECOND_PERSON');
    await work(bob, alertId, 'reject', { text: 'Still not.' });
    await work(root, alertId, 'close', closing);
    expect((await work(keyOfRoot.client, alertId, 'approve')).body.code).toBe('SECOND_PERSON');
    const closed = await work(bob, alertId, 'approve');
    expect([closed.status, closed.body['status']]).toEqual([200, 'CLOSED']);
    const [, ...trail] = (await trailOf(alertId)).slice(-2);
    expect(trail).toEqual([
      [
        'bob',
        'alert.approve',
        expect.objectContaining({ status: 'OPEN', proposed: expect.objectContaining({ by: 'root' }) as unknown }),
        expect.objectContaining({ status: 'CLOSED', proposed: null }),
      ],
    ]);
  });

  it('is decided for several at once, each as it was seen, and whoever proposed is told', async () => {
    const [first, second] = [await alertOf(ann, 'bea-mail-other'), await alertOf(ann, 'cleo-mail-other')];
    const keyOfAnn = await people.key(root, { roles: ['analyst'] });
    for (const { alertId } of [first, second]) await work(ann, alertId, 'close', closing);
    const waiting = async (who: ApiClient, proposal: string) => {
      const { body } = await who.get<{ items: Body[] }>(`/v1/alerts?proposal=${proposal}`);
      return body.items.map(({ alertId }) => alertId).sort();
    };
    const both = [first.alertId, second.alertId].sort();
    expect([await waiting(bob, 'BY_OTHERS'), await waiting(ann, 'BY_ME')]).toEqual([both, both]);
    expect([await waiting(bob, 'BY_ME'), await waiting(ann, 'BY_OTHERS')]).toEqual([[], []]);

    const decided = async (who: ApiClient, decision: string, alerts: Body[], text = 'I have seen the mail.') =>
      who.post<{ done: Body[]; refused: Body[] }>('/v1/alerts/decisions', { alerts, decision, text });
    const seen = await Promise.all(both.map((alertId) => readAlert(bob, alertId)));
    const asSeen = seen.map(({ alertId, etag }) => ({ alertId, etag }));
    const codes = ({ body }: { body: { refused: Body[] } }) => body.refused.map(({ code }) => code);
    expect(codes(await decided(ann, 'approve', asSeen))).toEqual(['SECOND_PERSON', 'SECOND_PERSON']);
    expect((await decided(keyOfAnn.client, 'approve', asSeen)).status).toBe(403);
    expect([400, 422]).toContain((await decided(bob, 'approve', asSeen, ' ')).status);
    // What has changed since is not decided with the rest.
    await work(ann, second.alertId, 'comment', { text: 'One thing more.' });
    const outcome = await decided(bob, 'approve', asSeen);
    expect([outcome.body.done.map(({ alertId }) => alertId), codes(outcome)]).toEqual([
      [first.alertId],
      ['CHANGED_MEANWHILE'],
    ]);
    await decided(bob, 'reject', [{ alertId: second.alertId }], 'Which list, @root?');
    expect([await waiting(bob, 'BY_OTHERS'), await waiting(ann, 'BY_ME')]).toEqual([[], []]);

    const lastOf = async (alertId: string) => {
      const { body } = await ann.get<{ items: Body[] }>(`/v1/alerts/${alertId}/history`);
      return body.items.at(-1);
    };
    expect(await lastOf(first.alertId)).toMatchObject({
      change: 'closed',
      note: { text: closing.text, proposedBy: 'ann', approvalText: 'I have seen the mail.', mentions: ['ann'] },
    });
    expect(await lastOf(second.alertId)).toMatchObject({
      change: 'close-rejected',
      note: { mentions: ['ann', 'root'] },
    });
    const { body } = await ann.get<{ items: Body[] }>('/v1/alerts?mentions=ann');
    expect(body.items.map(({ alertId }) => alertId)).toEqual(expect.arrayContaining(both));
    await work(root, first.alertId, 'reopen');
  });

  it('is held to two people by the database, whatever an application says', async () => {
    const { alertId, clientId } = await alertOf(ann, 'bea-mail-other');
    /** As the role that the apps run as, straight into the log. */
    const insert = (kind: string, actor: string | null, severity: string): Promise<unknown> =>
      people.asApp((sql) =>
        sql.query(
          `INSERT INTO alert_fact (position, client_id, alert_id, kind, recorded_at, actor, body)
           VALUES ((SELECT max(position) + 1 FROM alert_fact), $1, $2, $3, now(), $4, $5)`,
          [clientId, alertId, kind, actor, JSON.stringify({ severity, status: 'CLOSED' })],
        ),
      );
    const takesTwo = /takes two people/;
    await expect(insert('closed', 'mallory', 'critical')).rejects.toThrow(takesTwo);
    // Nor by calling it less severe than the judge did, nor in nobody's name.
    await expect(insert('closed', 'mallory', 'low')).rejects.toThrow(takesTwo);
    await work(ann, alertId, 'close', closing);
    await expect(insert('closed', 'ann', 'critical')).rejects.toThrow(takesTwo);
    await expect(insert('closed', null, 'critical')).rejects.toThrow(takesTwo);
    expect((await readAlert(ann, alertId)).status).toBe('OPEN');
  });

  it('outlives what is judged later: closed stays closed, and shows that it changed since', async () => {
    const { alertId } = await alertOf(ann, 'cleo-mail');
    await work(ann, alertId, 'assign', { assignee: 'bob' });
    await work(ann, alertId, 'comment', { text: 'The campaign manager was told.' });
    await work(ann, alertId, 'close', closing);
    await work(bob, alertId, 'approve');
    expect(await readAlert(ann, alertId)).toMatchObject({ status: 'CLOSED', changedSinceClosed: false });
    const drift = await alertOf(ann, 'ada-use');
    await work(bob, drift.alertId, 'close', closing);

    await pipeline.send([lateRequest('cleo'), retracted('ada-use')]);
    await pipeline.settled();
    const rejudged = {
      status: 'CLOSED',
      verdict: 'FOLLOW_ON_OUTSIDE_CONTEXT',
      changedSinceClosed: true,
      assignee: 'bob',
    };
    expect(await readAlert(ann, alertId)).toMatchObject(rejudged);
    expect(await readAlert(ann, drift.alertId)).toMatchObject({ status: 'CLOSED', active: false });
    const history = ['raised', 'assigned', 'commented', 'close-proposed', 'closed', 'rejudged'];
    expect(await changesOf(ann, alertId)).toEqual(history);

    const rebuilt = await pipeline.scopewatch('rebuild');
    expect({ code: rebuilt.code, differences: rebuilt.stdout }).toEqual({ code: 0, differences: '' });
    expect(await readAlert(ann, alertId)).toMatchObject(rejudged);
    expect(await changesOf(ann, alertId)).toEqual(history);
    const sent = (await pipeline.sent('alerts')).filter(({ data }) => data['alertId'] === alertId);
    expect(sent.at(-1)?.data).toMatchObject({ status: 'CLOSED', verdict: 'FOLLOW_ON_OUTSIDE_CONTEXT' });
  });

  it('stands in the audit trail with who, from where, what before and what after', async () => {
    const { alertId } = await alertOf(ann, 'bea-use-other');
    const before = { severity: 'high', status: 'OPEN', assignee: null, proposed: null };
    await work(bob, alertId, 'assign', { assignee: 'ann' });
    const last = (await trailOf(alertId)).at(-1);
    expect(last).toEqual(['bob', 'alert.assign', before, { ...before, assignee: 'ann' }]);

    const carl = { personId: 'carl', name: 'Carl', roles: ['viewer'], entities: ['ENT-1'] };
    await root.post('/v1/people', carl);
    await root.post('/v1/people', { ...carl, roles: ['auditor'], entities: null });
    expect((await trailOf('carl')).map(([, operation, was, is]) => [operation, was, is])).toEqual([
      ['person.save', null, expect.objectContaining({ roles: ['viewer'], entities: ['ENT-1'] })],
      [
        'person.save',
        expect.objectContaining({ roles: ['viewer'], entities: ['ENT-1'] }),
        expect.objectContaining({ roles: ['auditor'], entities: null }),
      ],
    ]);
    const { client, keyId } = await people.key(root, { roles: ['viewer'] });
    await root.send('DELETE', `/v1/keys/${keyId}`);
    const keyTrail = await trailOf(keyId);
    expect(keyTrail.map(([by, operation]) => [by, operation])).toEqual([
      ['root', 'key.create'],
      ['root', 'key.revoke'],
    ]);
    expect(keyTrail.at(1)?.slice(2)).toEqual([
      expect.objectContaining({ revokedAt: null }),
      expect.objectContaining({ revokedAt: expect.any(String) as unknown }),
    ]);
    // No secret stands in it, and nothing of it can be changed.
    // The secret itself may hold underscores.
    const secret = client.headers['Authorization']?.split('_').slice(2).join('_') ?? '';
    expect(secret.length).toBeGreaterThan(20);
    const rows = await pipeline.database.query('SELECT * FROM audit');
    expect(JSON.stringify(rows)).not.toContain(secret);
    await expect(people.asApp((sql) => sql.query(`UPDATE audit SET person_id = 'x'`))).rejects.toThrow(/denied/);
    await expect(people.asApp((sql) => sql.query('DELETE FROM audit'))).rejects.toThrow(/denied/);
  });

  it('sets a rejection aside with a reason, by two people where it names a client, and lets it be re-driven', async () => {
    const topic = pipeline.topics.marketing;
    await pipeline.sendRaw(topic, [
      { key: null, value: Buffer.from('no json') },
      { key: 'ada', value: Buffer.from('{"clientId":"ada"') },
    ]);
    await pipeline.settled();
    const listed = async (query: string) => (await ann.get<{ items: Body[] }>(`/v1/rejections?${query}`)).body.items;
    const waiting = await listed('standing=WAITING');
    const idOf = (key: string | null) => String(waiting.find((item) => item['key'] === key)?.['rejectionId']);
    const [named, illegible] = [idOf('ada'), idOf(null)];
    const step = (who: ApiClient, id: string, name: string, body: object = {}) =>
      who.post<Body>(`/v1/rejections/${id}/${name}`, body);
    const reason = 'A test of the sender.';
    const assured = async () => {
      const { body } = await root.get<Body>('/v1/clients/ada/assurance?from=2020-01-01&to=2020-02-01');
      return (body['obstacles'] as Body[]).filter(({ kind }) => kind === 'REJECTION_WAITING');
    };
    expect((await assured()).map(({ concern, rejectionId }) => [concern, rejectionId]).sort()).toEqual([
      ['ILLEGIBLE', illegible],
      ['NAMES_CLIENT', named],
    ]);

    expect((await step(ann, illegible, 'approve')).status).toBe(409);
    expect([400, 422]).toContain((await step(ann, illegible, 'set-aside', { reason: ' ' })).status);
    expect((await step(ann, 'no-such-rejection', 'set-aside', { reason })).status).toBe(404);
    const alone = await step(ann, illegible, 'set-aside', { reason });
    expect([alone.status, alone.body['standing'], alone.body['settled']]).toEqual([200, 'SET_ASIDE', false]);
    expect((await step(ann, illegible, 'set-aside', { reason })).status).toBe(409);

    expect((await step(root, named, 'set-aside', { reason })).body['standing']).toBe('PROPOSED');
    expect((await step(root, named, 'approve')).body['code']).toBe('SECOND_PERSON');
    const keyOfRoot = await people.key(root, { roles: ['admin'] });
    expect((await step(keyOfRoot.client, named, 'approve')).body['code']).toBe('SECOND_PERSON');
    expect((await step(bob, named, 'reject', { reason: 'Ask them first.' })).body['standing']).toBe('WAITING');
    await step(ann, named, 'set-aside', { reason });
    const agreed = await step(bob, named, 'approve');
    expect(agreed.body).toMatchObject({
      standing: 'SET_ASIDE',
      steps: [
        { kind: 'PROPOSED', actor: 'root', reason },
        { kind: 'TURNED_DOWN', actor: 'bob', reason: 'Ask them first.' },
        { kind: 'PROPOSED', actor: 'ann', reason },
        { kind: 'SET_ASIDE', actor: 'bob', reason },
      ],
    });
    expect(await assured()).toEqual([]);
    expect(await listed('standing=WAITING')).toEqual([]);
    expect((await trailOf(named)).map(([who, operation]) => [who, operation])).toEqual([
      ['root', 'rejection.propose-set-aside'],
      ['bob', 'rejection.reject-set-aside'],
      ['ann', 'rejection.propose-set-aside'],
      ['bob', 'rejection.set-aside'],
    ]);
    // It stays on record, and can be taken up again; refused once more it is set aside as before.
    const again = await step(ann, illegible, 'redrive');
    expect(again.body).toMatchObject({ standing: 'SET_ASIDE', attempts: [{ outcome: 'REJECTED' }] });
  });

  it('takes two people for whatever names a client, also where only a header or an escaped text does', async () => {
    const escaped = (text: string): string =>
      [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    const value = Buffer.from('no json');
    await pipeline.sendRaw(pipeline.topics.marketing, [
      { key: null, value, headers: { ce_subject: 'ada' } },
      { key: null, value: Buffer.from(`{"about":"${escaped('ada')}"`) },
      { key: null, value: Buffer.from('about <ada>', 'utf16le') },
    ]);
    await pipeline.settled();
    const { items } = (await ann.get<{ items: Body[] }>('/v1/rejections?standing=WAITING')).body;
    expect(items).toHaveLength(3);
    for (const { rejectionId } of items) {
      const path = `/v1/rejections/${String(rejectionId)}`;
      expect((await ann.post(`${path}/set-aside`, { reason: 'It was a test.' })).body['standing']).toBe('PROPOSED');
      expect((await bob.post(`${path}/approve`)).body['standing']).toBe('SET_ASIDE');
    }
  });

  it('leaves everything as the log says', async () => {
    await expectVerified(pipeline);
  });
});
