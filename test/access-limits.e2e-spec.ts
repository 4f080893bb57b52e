import type { ApiClient, Body } from './support/api-client';
import { EventStream } from './support/event-stream';
import { ENTITY } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { book, OTHER_ENTITY } from './support/two-entities';
import { until } from './support/until';

type Items = readonly Body[];

describe('a role that is limited to one entity', () => {
  let pipeline: Pipeline;
  let people: People;
  let all: ApiClient;
  let limited: ApiClient;
  beforeAll(async () => {
    pipeline = await Pipeline.open('access-limits');
    const [, { url }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, url);
    await pipeline.send(book());
    await pipeline.settled();
    all = await people.signIn('all', { roles: ['analyst'] });
    limited = await people.signIn('limited', { roles: ['analyst'], entities: [ENTITY] });
  });
  afterAll(async () => {
    await people.close();
    await pipeline.close();
  });

  const itemsOf = async (client: ApiClient, path: string): Promise<Items> =>
    (await client.get<{ items: Items }>(path)).body.items;
  const entitiesOf = (items: Items): unknown[] => [...new Set(items.map((item) => item['entityId']))].sort();

  /** Everything of this that there is in the answer, wherever it stands. */
  const mentions = (body: unknown, word: string): boolean => JSON.stringify(body).includes(word);

  it('sees the alerts of that entity and no others, however it asks', async () => {
    expect(entitiesOf(await itemsOf(all, '/v1/alerts'))).toEqual([ENTITY, OTHER_ENTITY]);
    const own = await itemsOf(all, `/v1/alerts?entityId=${ENTITY}`);
    for (const query of [
      '',
      '?sort=-severity',
      '?sort=dueAt',
      '?q=c',
      `?entityId=${ENTITY}&entityId=${OTHER_ENTITY}`,
    ]) {
      const seen = await itemsOf(limited, `/v1/alerts${query}`);
      expect(seen.map(({ alertId }) => alertId).sort()).toEqual(own.map(({ alertId }) => alertId).sort());
    }
    expect(await itemsOf(limited, `/v1/alerts?entityId=${OTHER_ENTITY}`)).toEqual([]);
    expect(await itemsOf(limited, '/v1/alerts?clientId=bea')).toEqual([]);
  });

  it('finds alerts by words, or how they begin, in ids and explanations, all of them', async () => {
    const everything = await itemsOf(all, '/v1/alerts');
    const found = async (q: string): Promise<string[]> =>
      (await itemsOf(all, `/v1/alerts?q=${encodeURIComponent(q)}`)).map(({ alertId }) => String(alertId)).sort();
    const those = (test: (item: Body) => boolean): string[] =>
      everything
        .filter(test)
        .map(({ alertId }) => String(alertId))
        .sort();
    const [first] = everything;
    const [id, clientId] = [String(first?.['alertId']), String(first?.['clientId'])];
    expect(await found(id)).toEqual([id]);
    expect(await found(id.slice(0, 12).toUpperCase())).toEqual([id]);
    expect(await found(clientId)).toEqual(those((item) => item['clientId'] === clientId));
    const words = String(first?.['explanation'])
      .split(/[^A-Za-z0-9]+/)
      .filter((word) => word !== '');
    const longest = words.toSorted((a, b) => b.length - a.length)[0] ?? '';
    expect(await found(`${clientId}: (${longest.slice(0, -1)}')`)).toContain(id);
    expect(await found(`${clientId} nowhere-at-all`)).toEqual([]);
    // Signs alone are in no word; letters of any alphabet are.
    expect(await found(`'):* & !`)).toEqual([]);
    expect(await found('Ωmega')).toEqual([]);
  });

  it('is told of no other alert by its id, neither what it is nor what became of it, and can do nothing with it', async () => {
    const [foreign] = await itemsOf(all, `/v1/alerts?entityId=${OTHER_ENTITY}`);
    const [own] = await itemsOf(limited, '/v1/alerts');
    const id = String(foreign?.['alertId']);
    const none = await limited.get('/v1/alerts/none');
    for (const path of ['', '/history']) {
      const answer = await limited.get(`/v1/alerts/${id}${path}`);
      // The very answer that something gets that there is not.
      expect([answer.status, answer.body.code]).toEqual([404, none.body.code]);
      expect((await limited.get(`/v1/alerts/${String(own?.['alertId'])}${path}`)).status).toBe(200);
    }
    expect((await limited.post(`/v1/alerts/${id}/comment`, { text: 'Hello?' })).status).toBe(404);
    const some = { alertIds: [id, own?.['alertId']], action: 'comment', text: 'Both.' };
    expect((await limited.post('/v1/alerts/work', some)).body).toMatchObject({
      done: [{ alertId: own?.['alertId'] }],
      refused: [{ alertId: id, code: 'NOT_FOUND' }],
    });
  });

  it('counts only what it sees: facets, overview, drift, incidents', async () => {
    const own = await all.get(`/v1/alerts/facets?entityId=${ENTITY}`);
    const facets = await limited.get<{ total: number; facets: Record<string, Items> }>('/v1/alerts/facets');
    expect(facets.body.total).toBe(own.body['total']);
    expect(facets.body.facets['entityId']).toEqual([{ value: ENTITY, count: facets.body.total }]);

    type Numbers = { open: { total: number }; clients: { total: number; reverseSolicited: number; inDrift: number } };
    const overview = (await limited.get<Numbers>('/v1/overview')).body;
    expect(overview.open.total).toBe(facets.body.total);
    expect(overview.clients).toEqual({ total: 2, reverseSolicited: 2, inDrift: 2 });
    expect((await all.get<Numbers>('/v1/overview')).body.clients).toMatchObject({ total: 3, inDrift: 3 });

    expect((await limited.get('/v1/drift')).body).toEqual((await all.get(`/v1/drift?entityId=${ENTITY}`)).body);
    expect((await limited.get(`/v1/drift?entityId=${OTHER_ENTITY}`)).body).toMatchObject({ cells: [] });

    const incidents = await itemsOf(limited, '/v1/incidents');
    expect(incidents.map(({ title, clients }) => [title, clients])).toEqual([['Campaign spring', 2]]);
    const foreign = (await itemsOf(all, '/v1/incidents')).find(({ title }) => title === 'Campaign autumn-other');
    expect((await limited.get(`/v1/incidents/${String(foreign?.['incidentId'])}`)).status).toBe(404);
  });

  it('counts and lists a past day as it does today, and only what it sees of it', async () => {
    const counted = (client: ApiClient, query = ''): Promise<Body> =>
      until('the book is counted', async () => {
        const { body } = await client.get<{ counted: Body | null }>(`/v1/book${query}`);
        return body.counted ?? undefined;
      });
    for (const client of [all, limited]) {
      const [today, overview] = [await counted(client), (await client.get('/v1/overview')).body];
      for (const part of ['clients', 'initiative', 'gaps']) expect(today[part]).toEqual(overview[part]);
      const { cells } = (await client.get<{ cells: Items }>('/v1/drift')).body;
      expect(today['drift']).toMatchObject({ cells: expect.arrayContaining([...cells]) as unknown });
      const list = await itemsOf(client, '/v1/clients');
      expect(await itemsOf(client, '/v1/clients?trueOn=2999-01-01')).toEqual(list);
      const first = await client.get<{ items: Items; nextCursor: string }>('/v1/clients?trueOn=2999-01-01&limit=1');
      const rest = await itemsOf(client, `/v1/clients?trueOn=2999-01-01&cursor=${first.body.nextCursor}`);
      expect([...first.body.items, ...rest]).toEqual(list);
      expect(await itemsOf(client, '/v1/clients?trueOn=2999-01-01&inDrift=false')).toEqual([]);
    }
    expect((await counted(limited))['clients']).toEqual((await counted(all, `?entityId=${ENTITY}`))['clients']);
    expect(await counted(all, '?knownOn=2020-01-01')).toMatchObject({ clients: { total: 0 }, drift: { cells: [] } });
    expect(await itemsOf(all, '/v1/clients?knownOn=2020-01-01')).toEqual([]);
    expect((await all.get('/v1/book?trueOn=soon')).status).toBe(422);
  });

  it('exports only what it sees', async () => {
    const { body } = await limited.get<string>('/v1/alerts.csv');
    expect(body).toContain(ENTITY);
    expect(mentions(body, OTHER_ENTITY)).toBe(false);
    expect(mentions((await all.get<string>('/v1/alerts.csv')).body, OTHER_ENTITY)).toBe(true);
  });

  it('knows clients of its entity, and of those whom it shares only its own part', async () => {
    expect((await itemsOf(limited, '/v1/clients')).map(({ clientId }) => clientId)).toEqual(['ada', 'cleo']);
    for (const part of ['', '/scope', '/timeline', '/verdicts']) {
      expect([part, (await limited.get(`/v1/clients/bea${part}`)).status]).toEqual([part, 404]);
      const shared = await limited.get(`/v1/clients/cleo${part}`);
      expect([part, shared.status]).toEqual([part, 200]);
      expect([part, mentions(shared.body, OTHER_ENTITY)]).toEqual([part, false]);
      expect([part, mentions((await all.get(`/v1/clients/cleo${part}`)).body, OTHER_ENTITY)]).toEqual([part, true]);
    }
  });

  it('hears on the stream only of its own, from the beginning and live', async () => {
    const fromTheStart = 'ingest-0:0';
    const heard = await EventStream.open(limited, fromTheStart);
    const everything = await EventStream.open(all, fromTheStart);
    const entities = ({ events }: EventStream): string[] =>
      [...new Set(events.flatMap(({ data }) => ('entityId' in data ? [String(data['entityId'])] : [])))].sort();
    await until('all has been heard', () =>
      Promise.resolve(entities(everything).length === 2 && heard.changes.length > 0),
    );
    const [foreign] = await itemsOf(all, `/v1/alerts?entityId=${OTHER_ENTITY}`);
    await all.post(`/v1/alerts/${String(foreign?.['alertId'])}/comment`, { text: 'Not for everybody.' });
    await until('the comment is heard', () =>
      Promise.resolve(everything.events.some(({ data }) => data['change'] === 'commented')),
    );
    // Both have read up to the same place; what one was not told is not merely late.
    await until('both are at one place', () => Promise.resolve(heard.lastId === everything.lastId));
    expect(entities(heard)).toEqual([ENTITY]);
    await Promise.all([heard.close(), everything.close()]);
  });
});
