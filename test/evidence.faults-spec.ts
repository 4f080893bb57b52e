import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import type { ApiClient, Body } from './support/api-client';
import { BTC, classified, custodyOf, ENTITY, fact, onboarded, promoted, exchangeOf, requested } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { until } from './support/until';
import { expectVerified } from './support/verified';

const OTHER = 'ENT-2';
const BYTES_MAX = 4_096;
const PDF = Buffer.from('%PDF-1.7\nI asked of my own accord.\n%%EOF\n');

/** Taken on by somebody who wrote down nothing but that. */
const barely = (clientId: string, entityId = ENTITY) => [
  fact('client.onboarded.v1', `${clientId}-${entityId}-on`, 0, { clientId, entityId, kind: 'NATURAL', country: 'DE' }),
  {
    ...requested(clientId, 10, custodyOf('BTC'), `request-${entityId}`),
    data: { ...(requested(clientId, 10, custodyOf('BTC')).data as object), entityId },
  },
];

const document = (content: Buffer, name = 'letter.pdf', kind = 'THIRD_COUNTRY_ACKNOWLEDGEMENT') => ({
  entityId: ENTITY,
  kind,
  name,
  content: content.toString('base64'),
});

interface Task {
  readonly clientId: string;
  readonly entityId: string;
  readonly gap: string;
  readonly assignee: string | null;
}

describe('evidence that is missing', () => {
  let pipeline: Pipeline;
  let people: People;
  let url: string;
  let [ann, bob, vic, other] = [] as unknown as [ApiClient, ApiClient, ApiClient, ApiClient];

  beforeAll(async () => {
    pipeline = await Pipeline.open('evidence');
    [, { url }] = await Promise.all([
      pipeline.start(),
      pipeline.startApi({ SCOPEWATCH_DOCUMENT_BYTES_MAX: String(BYTES_MAX) }),
    ]);
    people = await People.open(pipeline.database.appUrl, url);
    ann = await people.signIn('ann', { roles: ['analyst'] });
    bob = await people.signIn('bob', { roles: ['analyst'], entities: [ENTITY] });
    vic = await people.signIn('vic', { roles: ['viewer'], entities: [ENTITY] });
    other = await people.signIn('other', { roles: ['analyst'], entities: [OTHER] });
    await pipeline.sendInTurn([
      classified('BTC', BTC),
      ...barely('ada'),
      ...barely('eve'),
      ...barely('eve', OTHER),
      onboarded('whole'),
      requested('whole', 10, custodyOf('BTC')),
    ]);
  }, 300_000);
  afterAll(async () => {
    await people?.close();
    await pipeline?.close();
  });

  const tasks = async (client: ApiClient, query = ''): Promise<Task[]> =>
    (await client.get<{ items: Task[] }>(`/v1/evidence-tasks${query}`)).body.items;
  const gapsOf = async (clientId: string): Promise<string[]> =>
    (await tasks(ann, `?clientId=${clientId}`)).map(({ gap }) => gap);
  const recorded = async (eventId: unknown): Promise<void> => {
    await until('what was recorded is in the log', async () => {
      const { body } = await ann.get(`/v1/evidence-facts/${String(eventId)}`);
      return body['state'] === 'RECORDED';
    });
  };
  const record = async (clientId: string, body: object, client = ann): Promise<string> => {
    const answer = await client.post(`/v1/clients/${clientId}/evidence-facts`, { entityId: ENTITY, ...body });
    expect([answer.status, answer.body]).toEqual([202, { eventId: expect.any(String) as string, state: 'WAITING' }]);
    await recorded(answer.body['eventId']);
    return String(answer.body['eventId']);
  };

  it('is a task for each client, entity and gap, of those whom one sees', async () => {
    const three = ['EXPOSURE_CHECK_MISSING', 'NO_FIRST_CONTACT_CHANNEL', 'NO_THIRD_COUNTRY_ACKNOWLEDGEMENT'];
    const all = await tasks(ann);
    expect(all.map(({ clientId, entityId, gap }) => [clientId, entityId, gap])).toEqual([
      ...three.map((gap) => ['ada', ENTITY, gap]),
      ...three.map((gap) => ['eve', ENTITY, gap]),
      ...three.map((gap) => ['eve', OTHER, gap]),
    ]);
    expect(new Set((await tasks(vic)).map(({ entityId }) => entityId))).toEqual(new Set([ENTITY]));
    expect((await tasks(other)).map(({ clientId, entityId }) => [clientId, entityId])).toEqual(
      three.map(() => ['eve', OTHER]),
    );
    expect(await tasks(ann, '?gap=EXPOSURE_CHECK_MISSING')).toHaveLength(3);
    const paged: Task[] = [];
    let cursor = '';
    do {
      const { body } = await ann.get<{ items: Task[]; nextCursor: string | null }>(
        `/v1/evidence-tasks?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      paged.push(...body.items);
      cursor = body.nextCursor ?? '';
    } while (cursor !== '');
    expect(paged).toEqual(all);
  });

  it('is given to somebody who may work on it, and counted for them', async () => {
    const task = { entityId: ENTITY, gap: 'NO_THIRD_COUNTRY_ACKNOWLEDGEMENT' };
    const path = '/v1/clients/ada/evidence-tasks';
    expect((await vic.post(path, { ...task, assignee: 'ann' })).status).toBe(403);
    expect((await other.post(path, { ...task, assignee: 'other' })).status).toBe(404);
    for (const assignee of ['vic', 'other', 'nobody-at-all'])
      expect((await ann.post(path, { ...task, assignee })).status).toBe(422);
    const given = await ann.post(path, { ...task, assignee: 'bob' });
    expect([given.status, given.body]).toMatchObject([200, { ...task, clientId: 'ada', assignee: 'bob' }]);
    expect(await tasks(bob, '?assignee=bob')).toMatchObject([task]);
    expect(await tasks(bob, '?assignee=NOBODY')).toHaveLength(5);
    const today = (await bob.get<{ evidenceTasks: Body }>('/v1/today')).body;
    expect(today.evidenceTasks).toMatchObject({ open: 6, mine: 1 });
    expect((await vic.get<{ evidenceTasks: Body | null }>('/v1/today')).body.evidenceTasks).toBeNull();
    const none = { ...task, gap: 'EXPOSURE_FOUND' };
    expect((await ann.post(path, { ...none, assignee: 'bob' })).body.code).toBe('REFUSED');
  });

  it('is recorded as an event of the desk, which says who recorded it, and closes the task', async () => {
    const eventId = await record('ada', { kind: 'THIRD_COUNTRY_ACKNOWLEDGEMENT', at: '2026-03-01' }, bob);
    expect(await gapsOf('ada')).toEqual(['EXPOSURE_CHECK_MISSING', 'NO_FIRST_CONTACT_CHANNEL']);
    expect(await tasks(bob, '?assignee=bob')).toEqual([]);
    const { body } = await ann.get<{ items: Body[] }>('/v1/clients/ada/timeline');
    expect(body.items.find((item) => item['id'] === eventId)).toMatchObject({
      source: 'urn:scopewatch:desk',
      type: 'io.scopewatch.client.onboarded.v1',
      recordedBy: 'bob',
      data: { clientId: 'ada', entityId: ENTITY, kind: 'NATURAL', thirdCountryAcknowledgedAt: '2026-03-01' },
      kafka: { topic: pipeline.topics.account },
    });
    await record('ada', { kind: 'EXPOSURE_CHECK', at: '2026-03-01', result: 'NONE_FOUND', sources: ['CRM'] });
    await record('ada', { kind: 'FIRST_CONTACT', at: '2025-06-01T00:00:00Z', channel: 'PHONE' });
    expect(await gapsOf('ada')).toEqual([]);
    const client = await ann.get<{ entities: Body[] }>('/v1/clients/ada');
    expect(client.body.entities).toMatchObject([{ entityId: ENTITY, initiative: 'ESTABLISHED', gaps: [] }]);
  });

  it('is refused where it is not whole, lies ahead, or is of nobody whom one sees', async () => {
    const path = '/v1/clients/eve/evidence-facts';
    const said = { entityId: ENTITY, kind: 'THIRD_COUNTRY_ACKNOWLEDGEMENT', at: '2026-03-01' };
    expect((await ann.post(path, { ...said, at: '2999-01-01' })).status).toBe(422);
    expect((await ann.post(path, { ...said, kind: 'EXPOSURE_CHECK' })).status).toBe(422);
    expect((await ann.post(path, { ...said, entityId: 'ENT-9' })).status).toBe(404);
    expect((await bob.post(path, { ...said, entityId: OTHER })).status).toBe(404);
    expect((await ann.post('/v1/clients/nobody/evidence-facts', said)).status).toBe(404);
    expect((await vic.post(path, said)).status).toBe(403);
    expect(await pipeline.database.query(`SELECT FROM desk_event WHERE client_id = 'eve'`)).toEqual([]);
  });

  it('is a document, known by its content, kept with its digest, and given back as it is', async () => {
    const sha256 = createHash('sha256').update(PDF).digest('hex');
    const added = await ann.post('/v1/clients/eve/documents', document(PDF, 'letter.html'));
    const expected = { name: 'letter.html.pdf', mediaType: 'application/pdf', sha256, bytes: PDF.length };
    expect([added.status, added.body]).toMatchObject([201, { ...expected, addedBy: 'ann' }]);
    await recorded(added.body['eventId']);
    const { body } = await vic.get<{ items: Body[]; bytesMax: number }>('/v1/clients/eve/documents');
    expect(body).toMatchObject({ items: [expected], bytesMax: BYTES_MAX });
    const path = `/v1/documents/${String(added.body['documentId'])}`;
    const file = await fetch(`${url}${path}`, { headers: vic.headers });
    expect(Buffer.from(await file.arrayBuffer()).equals(PDF)).toBe(true);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="letter.html.pdf"',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
    expect((await other.get(path)).status).toBe(404);
    expect((await other.get<{ items: Body[] }>('/v1/clients/eve/documents')).body.items).toEqual([]);
    expect((await vic.post('/v1/clients/eve/documents', document(PDF))).status).toBe(403);
    const client = await ann.get<{ entities: { entityId: string; documents: Body[] }[] }>('/v1/clients/eve');
    const uri = `urn:scopewatch:document:${String(added.body['documentId'])}`;
    expect(client.body.entities.find(({ entityId }) => entityId === ENTITY)?.documents).toEqual([
      { kind: 'THIRD_COUNTRY_ACKNOWLEDGEMENT', uri, sha256 },
    ]);
    // Evidence that goes out of the house names it with its digest.
    const zip = await fetch(`${url}/v1/clients/eve/evidence`, { headers: ann.headers });
    const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
    const report = strFromU8(files['report.html'] ?? new Uint8Array());
    expect(report).toContain(uri);
    expect(report.replace(/<[^>]+>|\s/g, '')).toContain(sha256);
  });

  it('is no document that is too large, of another type, or attached already', async () => {
    const path = '/v1/clients/eve/documents';
    const large = await ann.post(path, document(Buffer.concat([PDF, Buffer.alloc(BYTES_MAX, 'x')])));
    expect([large.status, large.body.code]).toEqual([413, 'TOO_LARGE']);
    const huge = await ann.post(path, document(Buffer.alloc(BYTES_MAX * 100, 'x')));
    expect([huge.status, huge.body.code]).toEqual([413, 'TOO_LARGE']);
    for (const content of [Buffer.from('MZ\0\0'), Buffer.from('PK\x03\x04'), Buffer.from([0xff, 0xfe, 0x3c])])
      expect((await ann.post(path, document(content, 'letter.pdf'))).status).toBe(422);
    expect((await ann.post(path, { ...document(PDF), content: 'not base64!' })).status).toBe(422);
    const again = await ann.post(path, document(PDF, 'the-same.pdf'));
    expect([again.status, again.body.code]).toEqual([409, 'REFUSED']);
  });

  it('stands in the log, whoever changes a document is found, and nothing comes twice', async () => {
    await pipeline.send([promoted('whole', 60_000, exchangeOf('BTC'))]);
    await expectVerified(pipeline);
    const [kept] = await pipeline.database.query<{
      id: string;
      content: Buffer;
    }>('SELECT document_id AS id, content FROM document_content');
    for (const [statement, kind] of [
      ['DELETE FROM document_content WHERE document_id = $1', 'MISSING'],
      [`INSERT INTO document_content VALUES ($1, '%PDF-other')`, 'DIFFERS'],
    ] as const) {
      await pipeline.database.query(statement, [kept?.id]);
      const { code, stdout } = await pipeline.scopewatch('verify');
      expect([code, stdout]).toEqual([1, expect.stringContaining(`"kind":"${kind}","table":"document_content"`)]);
    }
    await pipeline.database.query('UPDATE document_content SET content = $2 WHERE document_id = $1', [
      kept?.id,
      kept?.content,
    ]);
    for (const change of ['UPDATE document SET sha256 = sha256', 'DELETE FROM document_content'])
      await expect(people.asApp((sql) => sql.query(change))).rejects.toMatchObject({ code: '42501' });
    await expectVerified(pipeline);
  });
});
