import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTopic } from '#kafka';
import { scopewatch, type Child } from './support/child';
import { alertOf, work } from './support/alert-answers';
import type { ApiClient, Body } from './support/api-client';
import {
  campaign,
  clientIds,
  customers,
  ENTITY,
  exchangeOf,
  fact,
  merged,
  onboarded,
  promoted,
  requested,
} from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { tablesThatSay } from './support/tables-that-say';
import { until } from './support/until';
import { expectVerified } from './support/verified';

const ids = clientIds('person', 40);
const [ada = '', bob = '', eve = '', fay = '', gus = ''] = ids;
/** What the client said, and what people of the firm wrote about them. */
const WORDS = 'my late brother told me of it';
const COMMENT = 'She rang twice, in tears';
const others = ids.slice(10);

interface Erasure {
  readonly erasureId: string;
  readonly clientId: string;
  readonly state: string;
  readonly outside: Readonly<Record<string, { readonly kept: string }>> | null;
}

describe('erasure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'erasure-'));
  let pipeline: Pipeline;
  let people: People;
  let notifier: Child;
  let [dora, dan, ann, aud] = [] as unknown as [ApiClient, ApiClient, ApiClient, ApiClient];

  beforeAll(async () => {
    pipeline = await Pipeline.open('erasure', { compacted: true });
    const [{ url }, parts] = await Promise.all([pipeline.startApi(), pipeline.start()]);
    ({ notifier } = parts);
    people = await People.open(pipeline.database.appUrl, url);
    dora = await people.signIn('dora', { roles: ['privacy'] });
    dan = await people.signIn('dan', { roles: ['privacy'] });
    ann = await people.signIn('ann', { roles: ['approver'] });
    await people.signIn('bea', { roles: ['approver'] });
    aud = await people.signIn('aud', { roles: ['auditor'] });
    const elsewhere = requested(ada, 50, exchangeOf('BTC'), 'elsewhere');
    const said = requested(ada, 40, exchangeOf('BTC'), 'said');
    const named = campaign('named', 600, 'S', exchangeOf('ETH'));
    const toThese = { ...named, data: { ...(named.data as object), audience: { clientIds: [bob, eve] } } };
    const referral = { clientId: fay, entityId: ENTITY, referrerId: ada, planned: false };
    await pipeline.sendInTurn([
      ...customers(ids),
      fact('client.onboarded.v1', 'else', 0, { clientId: ada, entityId: 'ENT-2', kind: 'NATURAL', country: 'DE' }),
      { ...elsewhere, id: 'elsewhere', data: { ...(elsewhere.data as object), entityId: 'ENT-2' } },
      { ...said, data: { ...(said.data as object), words: WORDS } },
      fact('marketing.referral-rewarded.v1', 'reward', 30, referral),
      ...ids.flatMap((id) => [
        promoted(id, 700, exchangeOf('ETH'), 'mail'),
        promoted(id, 710, exchangeOf('ETH'), 'more'),
      ]),
      toThese,
      campaign('k', 800, 'S', exchangeOf('ETH')),
    ]);
    await pipeline.send([merged(ada, bob)]);
    await pipeline.sendRaw(pipeline.topics.account, [
      { key: ada, value: JSON.stringify({ specversion: '1.0', data: { clientId: ada, words: WORDS } }) },
      // The same fact told otherwise.
      {
        key: ada,
        value: JSON.stringify({ ...onboarded(ada), data: { ...(onboarded(ada).data as object), country: 'FR' } }),
      },
    ]);
    await pipeline.settled();
    await workedOn();
  }, 300_000);
  afterAll(async () => {
    await people?.close();
    await pipeline?.close();
  });

  /** All that people do with what names the client. */
  async function workedOn(): Promise<void> {
    const mail = await alertOf(ann, `${ada}-mail`);
    const silentUntil = new Date(Date.now() + 3_600_000).toISOString();
    const matchers = [{ facet: 'clientId', values: [ada, gus] }];
    const planned = {
      events: [promoted(ada, 900, exchangeOf('ETH'), 'planned'), promoted(gus, 900, exchangeOf('ETH'), 'planned')],
    };
    const letter = (content: string, name: string) => ({
      ...{ entityId: ENTITY, kind: 'OTHER', name, content: Buffer.from(content).toString('base64') },
    });
    const gap = { entityId: 'ENT-2', gap: 'EXPOSURE_CHECK_MISSING', assignee: 'ann' };
    const attached = [
      await ann.post(`/v1/clients/${ada}/documents`, letter(`${WORDS}, ${COMMENT}`, `${WORDS}.txt`)),
      await ann.post(`/v1/clients/${gus}/documents`, letter('Nothing.', `${ada} and ${gus}.txt`)),
      await ann.post(`/v1/clients/${ada}/evidence-tasks`, gap),
    ];
    expect(attached.map(({ status }) => status)).toEqual([201, 201, 200]);
    await until('they are told', async () => {
      const rows = await pipeline.database.query('SELECT FROM desk_event');
      return rows.length === 0;
    });
    await pipeline.settled();
    const statuses = [
      (await work(ann, mail.alertId, 'comment', { text: `@bea ${COMMENT}` })).status,
      (await work(ann, mail.alertId, 'close', { reason: 'REMEDIATED', text: COMMENT })).status,
      (await ann.post('/v1/silences', { matchers, reason: `Quiet about ${ada}`, until: silentUntil })).status,
      (await ann.post('/v1/checks', planned)).status,
      (await aud.get(`/v1/clients/${ada}/held`)).status,
    ];
    expect(statuses).toEqual([200, 200, 201, 201, 200]);
  }
  async function erasureOf(erasureId: string): Promise<Erasure> {
    const { body } = await dora.get<{ items: Erasure[] }>('/v1/erasures');
    const found = body.items.find((one) => one.erasureId === erasureId);
    if (found === undefined) throw new Error('There is no such erasure.');
    return found;
  }
  async function finished(erasureId: string): Promise<Erasure> {
    await until('the erasure is finished', async () => (await erasureOf(erasureId)).state === 'FINISHED');
    return erasureOf(erasureId);
  }
  async function alertCounts(): Promise<unknown> {
    const rows = await pipeline.database.query(
      'SELECT alert_id, verdict, status, active, severity FROM alert ORDER BY alert_id',
    );
    const { body } = await ann.get('/v1/alerts?limit=200');
    return { rows, listed: (body.items ?? []).map((item: Body) => item['alertId']).sort() };
  }

  it('answers what is held of somebody, to be read too, and notes who asked', async () => {
    await pipeline.covered();
    const { body } = await aud.get<{ clientIds: string[]; parts: { table: string; rows: unknown[] }[] }>(
      `/v1/clients/${bob}/held`,
    );
    expect(body.clientIds).toEqual([ada, bob]);
    const tables = body.parts.map(({ table }) => table);
    expect(tables).toEqual(
      expect.arrayContaining([
        'event',
        'alert',
        'alert_fact',
        'rejection',
        'planned_check_answer',
        'silence',
        'audit',
        'log_record',
      ]),
    );
    expect(JSON.stringify(body)).toContain(WORDS);
    expect(JSON.stringify(body)).toContain(COMMENT);
    const page = await aud.get<string>(`/v1/clients/${bob}/held.html`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
    expect(page.body).toContain(WORDS);
    const audit = await aud.get<{ items: Body[] }>('/v1/audit?limit=50');
    expect(audit.body.items.filter((line) => line['operation'] === 'held-data.take')).not.toHaveLength(0);
    expect((await ann.get(`/v1/clients/${bob}/held`)).status).toBe(403);
    expect((await aud.get('/v1/clients/nobody-at-all/held')).status).toBe(404);
  });

  it('is for those who may, of somebody there is, once, and by two', async () => {
    const wanted = { clientId: gus, reason: 'By letter.' };
    expect((await ann.post('/v1/erasures', wanted)).status).toBe(403);
    expect((await dora.post('/v1/erasures', { clientId: 'nobody-at-all', reason: 'x' })).status).toBe(404);
    expect((await dora.post('/v1/erasures', { clientId: gus, reason: ' ' })).status).toBe(422);
    const asked = await dora.post<Erasure>('/v1/erasures', wanted);
    expect([asked.status, asked.body.state]).toEqual([201, 'WAITING']);
    const again = await dan.post<Erasure>('/v1/erasures', wanted);
    expect(again.body.erasureId).toBe(asked.body.erasureId);
    const path = `/v1/erasures/${asked.body.erasureId}`;
    expect((await dora.post(`${path}/approve`)).body.code).toBe('SECOND_PERSON');
    expect((await ann.post(`${path}/approve`)).status).toBe(403);
    expect((await dan.post<Erasure>(`${path}/reject`, { reason: 'A client still.' })).body.state).toBe('REJECTED');
    expect((await dan.post(`${path}/approve`)).body.code).toBe('REFUSED');
    const listed = await dora.get<{ items: Body[] }>(`/v1/erasures?clientId=${gus}`);
    expect(listed.body.items).toEqual([expect.objectContaining({ clientId: gus, state: 'REJECTED' })]);
    expect((await dora.get<{ items: Body[] }>(`/v1/erasures?clientId=${ada}`)).body.items).toEqual([]);
  });

  it('is refused while a hold stands, whenever that was placed', async () => {
    const hold = await ann.post<{ holdId: string }>('/v1/holds', { clientId: bob, reason: 'A lawsuit.' });
    expect(hold.status).toBe(201);
    // Under the other of the ids.
    const { body: standing } = await dora.get<{ items: Body[] }>(`/v1/holds?clientId=${ada}`);
    expect(standing.items).toEqual([expect.objectContaining({ holdId: hold.body.holdId, liftedAt: null })]);
    expect((await dora.get<{ items: Body[] }>(`/v1/holds?clientId=${gus}`)).body.items).toEqual([]);
    const refused = await dora.post('/v1/erasures', { clientId: ada, reason: 'By letter.' });
    expect([refused.status, refused.body.code]).toEqual([409, 'REFUSED']);
    const lifted = await ann.post(`/v1/holds/${hold.body.holdId}/lift`, { reason: 'It has ended.' });
    expect(lifted.status).toBe(200);
    const asked = await dora.post<Erasure>('/v1/erasures', { clientId: fay, reason: 'By letter.' });
    const later = await ann.post<{ holdId: string }>('/v1/holds', { clientId: fay, reason: 'Another one.' });
    expect((await dan.post(`/v1/erasures/${asked.body.erasureId}/approve`)).body.code).toBe('REFUSED');
    expect((await ann.post(`/v1/holds/${later.body.holdId}/lift`, { reason: 'Over.' })).status).toBe(200);
    expect((await dan.post(`/v1/erasures/${asked.body.erasureId}/reject`, { reason: 'No.' })).status).toBe(200);
    const merged = await dora.post<Erasure>('/v1/erasures', { clientId: ada, reason: 'By letter.' });
    const other = await ann.post<{ holdId: string }>('/v1/holds', { clientId: bob, reason: 'A third one.' });
    const held = await dan.post(`/v1/erasures/${merged.body.erasureId}/approve`);
    expect([held.status, held.body['detail']]).toEqual([409, expect.stringContaining('“A third one.” (ann)')]);
    expect((await ann.post(`/v1/holds/${other.body.holdId}/lift`, { reason: 'Over.' })).status).toBe(200);
    expect((await dan.post(`/v1/erasures/${merged.body.erasureId}/reject`, { reason: 'No.' })).status).toBe(200);
  });

  it('leaves nothing of the client, everything of everybody else, and every proof standing, under load', async () => {
    await pipeline.covered();
    const evidence = (name: string): string => join(folder, name);
    for (const id of [ada, eve]) {
      const made = await pipeline.scopewatch('evidence', '--client', id, '-o', evidence(`${id}.zip`));
      expect(made.code).toBe(0);
    }
    const asked = await dora.post<Erasure>('/v1/erasures', { clientId: bob, reason: `${ada} asked for it by letter.` });
    let serving = true;
    const load = (async () => {
      for (let i = 0; serving && i < 20; i += 1) {
        await pipeline.send(others.map((id) => promoted(id, 2_000 + i, exchangeOf('ETH'), `load-${i}`)));
      }
    })();
    const before = await alertCounts();
    expect((await dan.post(`/v1/erasures/${asked.body.erasureId}/approve`)).status).toBe(200);
    const erasure = await finished(asked.body.erasureId);
    serving = false;
    await load;
    await pipeline.covered();
    expect(erasure.clientId).toMatch(/^erased-/);
    expect(erasure.outside?.[pipeline.topics.alerts]).toEqual({ kept: 'until it is compacted' });
    const files = await pipeline.database.query<{ name: string }>('SELECT name FROM document');
    expect(files).toEqual([{ name: `${erasure.clientId} and ${gus}.txt` }]);
    for (const table of ['evidence_task', 'desk_event']) {
      expect([table, await pipeline.database.query(`SELECT FROM ${table}`)]).toEqual([table, []]);
    }
    for (const text of [ada, bob, WORDS, COMMENT])
      expect([text, await tablesThatSay(pipeline.database, text)]).toEqual([text, []]);
    const of = (counts: unknown): unknown => JSON.parse(JSON.stringify(counts));
    const known = new Set((before as { rows: { alert_id: string }[] }).rows.map(({ alert_id }) => alert_id));
    const after = (await alertCounts()) as { rows: { alert_id: string }[] };
    expect(after.rows.filter(({ alert_id }) => known.has(alert_id))).toEqual((of(before) as typeof after).rows);
    await expectVerified(pipeline);
    for (const id of [ada, eve]) {
      const { code, stderr } = await scopewatch(['evidence', 'verify', evidence(`${id}.zip`)], {});
      expect([id, code, stderr]).toEqual([id, 0, expect.any(String)]);
    }
    const anew = await pipeline.scopewatch('evidence', '--client', eve, '-o', evidence('anew.zip'));
    expect(anew.code).toBe(0);
    expect(await scopewatch(['evidence', 'verify', evidence('anew.zip')], {})).toMatchObject({ code: 0 });
  }, 240_000);

  it('has the topic of alerts forget them, and a ledger outside that names nobody', async () => {
    const forgotten: (string | undefined)[] = [];
    for await (const records of readTopic({ ...pipeline.cluster, topic: pipeline.topics.alerts })) {
      for (const { key, value } of records) if (value === null) forgotten.push(key?.toString());
    }
    expect(forgotten.sort()).toEqual([ada, bob]);
    const ledger: string[] = [];
    for await (const records of readTopic({ ...pipeline.cluster, topic: pipeline.topics.erasures })) {
      for (const { value } of records) ledger.push(value?.toString() ?? '');
    }
    expect(ledger).toHaveLength(1);
    expect(ledger[0]).not.toContain('person-');
  });

  it('shows what is left of their alerts, and finds nothing to rebuild', async () => {
    const [left] = await pipeline.database.query<{ id: string; client: string }>(
      `SELECT alert_id AS id, client_id AS client FROM alert WHERE client_id LIKE 'erased-%' LIMIT 1`,
    );
    const alert = await ann.get(`/v1/alerts/${left?.id}`);
    expect([alert.status, alert.body['clientId']]).toEqual([200, left?.client]);
    expect(alert.body['explanation']).toMatch(/Erased\.$/);
    for (const change of [
      `UPDATE alert SET verdict = 'NEUTRAL' WHERE alert_id = $1`,
      'DELETE FROM alert WHERE alert_id = $1',
    ]) {
      await expect(people.asApp((sql) => sql.query(change, [left?.id]))).rejects.toMatchObject({ code: '42501' });
    }
    expect((await work(ann, left?.id ?? '', 'comment', { text: 'Nobody left to ask.' })).status).toBe(200);
    expect((await ann.get(`/v1/alerts/${left?.id}/history`)).status).toBe(200);
    expect((await ann.get(`/v1/clients/${ada}`)).status).toBe(404);
    const rebuilt = await pipeline.scopewatch('rebuild', '--compare-only');
    expect([rebuilt.code, rebuilt.stdout]).toEqual([0, expect.any(String)]);
  });

  it('is asked for, agreed to and listed on the command line too, and so are holds and what is held', async () => {
    const run = (...args: string[]) => pipeline.scopewatch(...args);
    const why = ['--reason', 'By letter.', '--as'];
    expect((await run('hold', 'place', gus, ...why, 'ann')).code).toBe(0);
    expect((await run('erase', 'request', gus, ...why, 'dora')).code).toBe(1);
    const [{ holdId = '' } = {}] = (await run('hold')).stdout
      .split('\n')
      .map((line) => JSON.parse(line || '{}') as { holdId?: string });
    expect((await run('hold', 'lift', holdId, ...why, 'ann')).code).toBe(0);
    expect((await run('hold', 'lift', holdId, ...why, 'ann')).code).toBe(2);
    expect((await run('erase', 'request', gus, ...why, 'ann')).code).toBe(1);
    expect((await run('erase', 'request', 'nobody-at-all', ...why, 'dora')).code).toBe(2);
    const asked = await run('erase', 'request', gus, ...why, 'dora');
    const { erasureId } = JSON.parse(asked.stdout) as Erasure;
    expect((await run('erase', 'approve', erasureId, '--as', 'dora')).code).toBe(1);
    expect((await run('held', gus, '-o', join(folder, 'gus.json'), '--as', 'aud')).code).toBe(0);
    expect((await run('held', gus, '-o', join(folder, 'gus.html'), '--as', 'aud')).code).toBe(0);
    expect(readFileSync(join(folder, 'gus.html'), 'utf8')).toContain(`What is held of ${gus}`);
    expect(JSON.parse(readFileSync(join(folder, 'gus.json'), 'utf8'))).toMatchObject({ clientIds: [gus] });
    expect((await run('erase', 'approve', erasureId, '--as', 'dan')).code).toBe(0);
    // Wherever it was in the middle of it, the next one goes on.
    await notifier.end('SIGKILL');
    notifier = await pipeline.startNotifier();
    await finished(erasureId);
    expect((await run('erase')).stdout).toContain('"finishedAt":"');
    expect(await tablesThatSay(pipeline.database, gus)).toEqual([]);
  });

  it('is asked for of whoever left long enough ago', async () => {
    const left = (id: string, at: string) => ({
      ...fact('relationship.closed.v1', `${id}-closed`, 0, { clientId: id, entityId: ENTITY }),
      time: at,
    });
    const old = clientIds('left', 3);
    const [gone = '', held = '', recent = ''] = old;
    const long = (id: string) => ({
      ...fact('client.onboarded.v1', `${id}-on`, 0, { clientId: id, entityId: ENTITY, kind: 'NATURAL', country: 'DE' }),
      time: '2010-01-01T00:00:00Z',
    });
    await pipeline.sendInTurn([
      ...old.map(long),
      left(gone, '2012-03-01T00:00:00Z'),
      left(held, '2012-03-01T00:00:00Z'),
      left(recent, new Date(Date.now() - 4 * 365 * 86_400_000).toISOString()),
    ]);
    await ann.post('/v1/holds', { clientId: held, reason: 'A lawsuit.' });
    const dry = await pipeline.scopewatch('retention', '--dry-run');
    const due = dry.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(due).toMatchObject([
      { clientId: gone, dueAt: '2017-03-01T00:00:00.000Z', held: false },
      { clientId: held, held: true },
    ]);
    expect(await pipeline.database.query('SELECT FROM erasure WHERE client_id = $1', [gone])).toEqual([]);
    const done = await pipeline.scopewatch('retention', '--as', 'dora');
    expect(done.stdout).toMatch(/"asked":"ASKED"[^]*"asked":"HELD"/);
    expect((await pipeline.scopewatch('retention', '--as', 'dora')).stdout).toMatch(/"asked":"UNDER_WAY"/);
    const [erasure] = (await dora.get<{ items: Erasure[] }>('/v1/erasures')).body.items;
    expect((await dan.post(`/v1/erasures/${erasure?.erasureId}/approve`)).status).toBe(200);
    await finished(erasure?.erasureId ?? '');
    await expectVerified(pipeline);
  });

  it('lets what was recorded be replayed', async () => {
    expect(await pipeline.scopewatch('replay')).toMatchObject({ code: 0 });
  });

  it('makes whoever comes back a new client', async () => {
    await pipeline.sendInTurn([
      { ...onboarded(ada), id: 'back' },
      promoted(ada, 5_000, exchangeOf('ETH'), 'back-mail'),
    ]);
    const client = await ann.get(`/v1/clients/${ada}`);
    expect(client.status).toBe(200);
    expect(await pipeline.database.query('SELECT FROM event WHERE client_id = $1', [ada])).toHaveLength(2);
    await expectVerified(pipeline);
  });

  it('covers nothing that somebody else changes in its name', async () => {
    const { database } = pipeline;
    const [campaign] = await database.query<{ position: number }>(
      `SELECT position FROM event WHERE type LIKE '%campaign%' AND position IN (SELECT position FROM erased_row)`,
    );
    const [own] = await database.query<{ position: number }>(
      'SELECT position FROM event WHERE client_id = $1 LIMIT 1',
      [eve],
    );
    const [{ id = '' } = {}] = await database.query<{ id?: string }>(
      `SELECT erasure_id AS id FROM erasure WHERE finished_at IS NOT NULL`,
    );
    const found = async (): Promise<string> => (await pipeline.scopewatch('verify')).stdout;
    const undone = async (change: string, undo: string, position: number | undefined): Promise<string> => {
      await database.query(change, [position]);
      try {
        return await found();
      } finally {
        await database.query(undo, [position]);
      }
    };
    const swapped = (from: string, to: string): string =>
      `UPDATE event SET value = convert_to(replace(convert_from(value, 'UTF8'), '${from}', '${to}'), 'UTF8') WHERE position = $1`;
    const altered = await undone(swapped('ETH', 'BTC'), swapped('BTC', 'ETH'), campaign?.position);
    expect(altered).toContain('"invariant":"I15"');
    const claimed = `INSERT INTO erased_row SELECT position, '${id}', sha256(value) FROM event WHERE position = $1`;
    const more = await undone(claimed, 'DELETE FROM erased_row WHERE position = $1', own?.position);
    expect(more).toContain('"table":"erasure"');
    expect(await found()).toBe('');
    await database.query('UPDATE erasure SET rows = rows + 1 WHERE erasure_id = $1', [id]);
    await database.query('UPDATE erasure SET rows = rows - 1 WHERE erasure_id = $1', [id]);
    expect(await found()).toContain('CHANGED_AFTER_IT_WAS_FINISHED');
  });
});
