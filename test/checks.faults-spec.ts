import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiClient, Body } from './support/api-client';
import {
  BTC,
  campaign,
  classified,
  clientIds,
  custodyOf,
  ENTITY,
  ETH,
  exchangeOf,
  fact,
  joined,
  merged,
  onboarded,
  promoted,
  requested,
} from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { expectVerified } from './support/verified';

describe('asking before something is sent', () => {
  let pipeline: Pipeline;
  let people: People;
  let ann: ApiClient;
  beforeAll(async () => {
    pipeline = await Pipeline.open('checks');
    const [, { url }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, url);
    ann = await people.signIn('ann', { roles: ['analyst'] });
    await pipeline.send([
      classified('BTC', BTC),
      classified('ETH', ETH),
      ...['ada', 'bob', 'eve'].map((c) => onboarded(c)),
    ]);
    // Ada asked for what is going to be marketed within its window, Bob for something else, Eve for nothing.
    await pipeline.send([requested('ada', 10, exchangeOf('ETH')), requested('bob', 10, custodyOf('BTC'))]);
    await pipeline.settled();
  });
  afterAll(async () => {
    await people?.close();
    await pipeline?.close();
  });

  /** In the name of the client's own request. */
  const planned = (clientId: string) => {
    const mail = promoted(clientId, 20, exchangeOf('ETH'));
    return { ...mail, id: `planned-${clientId}`, data: { ...(mail.data as object), requestId: `${clientId}-request` } };
  };
  const facts = async (): Promise<number> => {
    const [row] = await pipeline.database.query<{ n: number }>(
      'SELECT (SELECT count(*) FROM event)::int + (SELECT count(*) FROM alert_fact)::int AS n',
    );
    return row?.n ?? 0;
  };

  it('is answered client by client, kept, and records nothing else', async () => {
    const before = await facts();
    const unknown = { ...planned('ada'), id: 'x', type: 'io.scopewatch.unknown.v1' };
    const asked = await ann.post('/v1/checks', { events: [planned('ada'), planned('bob'), unknown] });
    expect([asked.status, asked.body]).toMatchObject([
      201,
      { ok: false, mayNot: 1, rejected: [{ index: 2, reason: 'UNKNOWN_TYPE' }], askedBy: 'ann' },
    ]);
    const { checkId } = asked.body as { checkId: string };
    const { items } = (await ann.get<{ items: Body[] }>(`/v1/checks/${checkId}/answers`)).body;
    expect(items.map(({ clientId, answer, verdict }) => [clientId, answer, verdict])).toEqual([
      ['ada', 'MAY', 'ORIGINAL_TRANSACTION_WINDOW'],
      ['bob', 'MAY_NOT', 'BREACH_61_2'],
    ]);
    expect(items[1]).toMatchObject({ citations: [{ article: expect.stringContaining('61(2)') as unknown }] });
    expect((await ann.get(`/v1/checks/${checkId}`)).body).toMatchObject({ checkId, mayNot: 1, answers: items });
    for (const [word, name, lines] of [
      ['MAY', 'MAY', 2],
      ['MAY_NOT', 'MAY-NOT', 2],
      ['PERSON', 'NEEDS-A-PERSON', 1],
    ] as const) {
      const csv = await ann.get<string>(`/v1/checks/${checkId}/answers.csv?answer=${word}`);
      expect(csv.headers.get('content-disposition')).toContain(`"${checkId}-${name}.csv"`);
      expect(csv.body.trim().split('\r\n')).toHaveLength(lines);
    }
    expect((await ann.get(`/v1/checks/${checkId}`)).body).toMatchObject({
      events: 3,
      planned: [{ clientId: 'ada', entityId: ENTITY, channel: 'EMAIL', offers: [exchangeOf('ETH')] }, {}, {}],
    });
    expect(await facts()).toBe(before);

    expect(await ann.post('/v1/checks', { events: [{ ...planned('ada'), type: 'nothing' }] })).toMatchObject({
      status: 422,
    });
    expect(await ann.post('/v1/checks', { events: [onboarded('ada')] })).toMatchObject({ status: 422 });
    expect((await ann.get('/v1/checks/none')).status).toBe(404);
  });

  it('is reconciled with what was sent in its name: though refused, to others, or never', async () => {
    const { body } = await ann.post<{ checkId: string }>('/v1/checks', { events: [planned('ada'), planned('bob')] });
    const { checkId } = body;
    const sent = (clientId: string, minute: number) =>
      fact('marketing.contacted.v1', `sent-${clientId}-${minute}`, minute, {
        contactId: `sent-${clientId}-${minute}`,
        clientId,
        entityId: ENTITY,
        actor: 'FIRM',
        channel: 'EMAIL',
        content: 'PROMOTIONAL',
        offers: [exchangeOf('ETH')],
        checkId,
      });
    const reconciled = async () => (await ann.get(`/v1/checks/${checkId}/reconciliation`)).body;
    expect(await reconciled()).toMatchObject({ neverSent: 2, sentToOthers: [], sentThoughRefused: [] });
    await pipeline.send([sent('bob', 21), sent('eve', 22)]);
    await pipeline.settled();
    expect(await reconciled()).toMatchObject({
      neverSent: 1,
      sentThoughRefused: [{ clientId: 'bob' }],
      sentToOthers: [{ clientId: 'eve' }],
    });
    // A campaign in its name reaches whoever it names.
    await pipeline.send([
      fact('marketing.campaign-launched.v1', 'autumn', 23, {
        campaignId: 'autumn',
        entityId: ENTITY,
        actor: 'FIRM',
        channel: 'EMAIL',
        content: 'PROMOTIONAL',
        offers: [exchangeOf('ETH')],
        audience: { clientIds: ['bob', 'eve'] },
        checkId,
      }),
    ]);
    await pipeline.settled();
    expect(await reconciled()).toMatchObject({
      sentThoughRefused: [{ id: 'sent-bob-21' }, { id: 'autumn', clientId: 'bob' }],
      sentToOthers: [{ id: 'sent-eve-22' }, { id: 'autumn', clientId: 'eve' }],
    });
    // Eve turns out to be Ada.
    await pipeline.send([merged('ada', 'eve')]);
    await pipeline.settled();
    expect(await reconciled()).toMatchObject({ neverSent: 0, sentToOthers: [] });
    await expectVerified(pipeline);
  });

  it('shows somebody of marketing what they asked themselves, and nothing else of the book', async () => {
    const mia = await people.signIn('mia', { roles: ['marketing'] });
    const max = await people.signIn('max', { roles: ['marketing'] });
    const asked = await mia.post<{ checkId: string }>('/v1/checks', { events: [planned('ada')] });
    expect(asked.status).toBe(201);
    const { checkId } = asked.body;
    const paths = [`/v1/checks/${checkId}`, `/v1/checks/${checkId}/answers`, `/v1/checks/${checkId}/answers.csv`];
    const statuses = (client: ApiClient) => Promise.all(paths.map((path) => client.status('GET', path)));
    expect([await statuses(mia), await statuses(max), await statuses(ann)]).toEqual([
      [200, 200, 200],
      [404, 404, 404],
      [200, 200, 200],
    ]);
    const listed = async (client: ApiClient) =>
      (await client.get<{ items: { checkId: string }[] }>('/v1/checks')).body.items.map((item) => item.checkId);
    expect([await listed(mia), await listed(max)]).toEqual([[checkId], []]);
    expect((await mia.get('/v1/me')).body).toMatchObject({ permissions: ['own-session', 'check', 'read-checks'] });
    for (const path of ['/v1/alerts', '/v1/clients/ada', '/v1/stream', `/v1/checks/${checkId}/reconciliation`])
      expect([path, await mia.status('GET', path)]).toEqual([path, 403]);
  });

  it('offers what is known, and says which ids are on file, to whom it concerns', async () => {
    const mia = await people.signIn('mia', { roles: ['marketing'] });
    const choices = async (client: ApiClient, q: string) => (await client.get(`/v1/checks/choices?q=${q}`)).body;
    expect(await choices(mia, 'et')).toMatchObject({ assets: [{ assetId: 'ETH', name: null }], complete: true });
    // Only clients have this entity; it is found by its whole name.
    expect([(await choices(mia, ENTITY))['entities'], (await choices(mia, 'ENT'))['entities']]).toEqual([
      [ENTITY],
      expect.not.arrayContaining(['ENT-9']),
    ]);
    await pipeline.send([onboarded('zoe'), onboarded('zoe-before'), merged('zoe', 'zoe-before')]);
    await pipeline.settled();
    const clientIds = ['ada', 'nobody', 'zoe-before', 'ada'];
    expect((await mia.post('/v1/checks/known', { clientIds })).body).toEqual({
      onFile: ['ada', 'zoe-before'],
      merged: [{ mergedClientId: 'zoe-before', clientId: 'zoe' }],
    });
    const other = await people.signIn('other', { roles: ['marketing'], entities: ['ENT-9'] });
    expect((await other.post('/v1/checks/known', { clientIds })).body).toEqual({ onFile: [], merged: [] });
    expect(await choices(other, ENTITY)).toMatchObject({ entities: [], assets: [] });
    const [noted] = await pipeline.database.query<{ after: string }>(
      `SELECT after FROM audit WHERE operation = 'check.look-up' AND person_id = 'mia'`,
    );
    expect(noted?.after).toContain('"asked":3');
  });

  it('is listed, the newest first, page by page', async () => {
    const page = async (query: string) => {
      const { body } = await ann.get<{ items: { checkId: string }[]; nextCursor: string | null }>(`/v1/checks${query}`);
      return { ids: body.items.map(({ checkId }) => checkId), next: body.nextCursor };
    };
    const { body } = await ann.post<{ checkId: string }>('/v1/checks', { events: [planned('ada')] });
    const all = await page('');
    expect([all.ids[0], all.next]).toEqual([body.checkId, null]);
    const first = await page('?limit=1');
    const rest = await page(`?cursor=${first.next}`);
    expect([...first.ids, ...rest.ids]).toEqual(all.ids);
  });

  it('is answered for thousands beside the requests of others, as the command line answers one after another', async () => {
    const many = clientIds('m', 5_200);
    await pipeline.send(
      many.flatMap((id, i) => [
        onboarded(id),
        ...(i % 3 === 0 ? [] : [requested(id, 10, i % 3 === 1 ? exchangeOf('ETH') : custodyOf('BTC'))]),
        joined(id, 20, 'many'),
      ]),
    );
    await pipeline.settled();
    const plan = campaign('to-many', 70_000, 'many', exchangeOf('ETH'));
    const { body } = await ann.post<{ checkId: string } & Body>('/v1/checks', { events: [plan] });
    const file = join(mkdtempSync(join(tmpdir(), 'scopewatch-')), 'plan.ndjson');
    writeFileSync(file, `${JSON.stringify(plan)}\n`);
    const { stdout } = await pipeline.scopewatch('check', file);
    // The end of what it said: no more of it is kept.
    const expected = stdout
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line) as Body);
    expect(expected.length).toBeGreaterThan(100);
    const answers: Body[] = [];
    for (let cursor = ''; ;) {
      const from = cursor === '' ? '' : `&cursor=${cursor}`;
      const path = `/v1/checks/${body.checkId}/answers?limit=1000${from}`;
      const page = (await ann.get<{ items: Body[]; nextCursor: string | null }>(path)).body;
      answers.push(...page.items);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    const said = (all: readonly Body[]) => all.map(({ clientId, verdict, row, act }) => [clientId, verdict, row, act]);
    const plain = expected.map((line) => ({ ...line, act: { ...(line['act'] as object) } }));
    expect(answers.length).toBe(many.length);
    expect(said(answers.slice(-plain.length))).toEqual(said(plain));
    expect(new Set(answers.map(({ verdict }) => verdict)).size).toBeGreaterThan(2);
  });
});
