import 'reflect-metadata';
import { controllers, operationsOf } from '../apps/api/src/controllers';
import type { ApiClient, Body } from './support/api-client';
import { fieldsOf, misfitsOf } from './support/misfits';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { book } from './support/two-entities';
import { until } from './support/until';

const operations = operationsOf(controllers);
const AT_ONCE = 4;
/**
 * Who has gone to sign in changes by asking alone; leases are renewed by time alone, and the list of
 * alerts follows the record on its own.
 */
const NOT_LOOKED_AT = ['pending_sign_in', 'idempotency', 'lease', 'alert_change', 'listed_alert'];
/** So does when somebody, or a key of theirs, was there last; all else of them is looked at. */
const SEEN = ['last_seen_at', 'last_used_at'];

describe('what comes with an operation and is not as it says', () => {
  let pipeline: Pipeline;
  let people: People;
  let root: ApiClient;
  let known: Readonly<Record<string, string>>;
  beforeAll(async () => {
    pipeline = await Pipeline.open('access-bodies');
    const [{ monitor, notifier }, { url }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, url);
    await pipeline.send(book());
    await pipeline.settled();
    // Nobody else is to change anything from here on.
    await Promise.all([monitor.end('SIGTERM'), notifier.end('SIGTERM')]);
    root = await people.signIn('root', { roles: ['admin'] });
    await until('the record was checked', async () => {
      const { body } = await root.get<{ last: Body | null }>('/v1/parity');
      return body.last?.['status'] === 'DONE';
    });
    const [alert] = (await root.get('/v1/alerts?severity=critical')).body.items ?? [];
    const closing = { reason: 'REMEDIATED', text: 'Switched off again.' };
    const alertId = String(alert?.['alertId']);
    const ann = await people.signIn('ann', { roles: ['analyst'] });
    expect((await ann.post(`/v1/alerts/${alertId}/close`, closing)).status).toBe(200);
    known = { alertId, clientId: 'ada' };
  });
  afterAll(async () => {
    await people.close();
    await pipeline.close();
  });

  /** Everything on record, table by table. */
  const record = async (): Promise<Record<string, unknown>> => {
    const tables = await pipeline.database.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    const digests: Record<string, unknown> = {};
    for (const { name } of tables.filter((table) => !NOT_LOOKED_AT.includes(table.name))) {
      const [row] = await pipeline.database.query<{ digest: string }>(
        `SELECT md5(coalesce(string_agg(row, ',' ORDER BY row), '')) AS digest
           FROM (SELECT (to_jsonb(t) - $1::text[])::text AS row FROM "${name}" t) AS rows`,
        [SEEN],
      );
      digests[name] = row?.digest;
    }
    return digests;
  };

  it('is refused by the name of what is wrong, and changes nothing', async () => {
    const before = await record();
    const fields = fieldsOf(operations);
    const asked = operations.flatMap((spec) => [...misfitsOf(spec, fields)].map((misfit) => ({ spec, misfit })));
    // Else the walk went past the operations.
    expect(asked.length).toBeGreaterThan(operations.length * 10);
    const wrong: string[] = [];
    const askAll = async (): Promise<void> => {
      for (let next = asked.pop(); next !== undefined; next = asked.pop()) {
        const { spec, misfit } = next;
        const path = `/${spec.path.replace(/:(\w+)/g, (_, name: string) => known[name] ?? 'none')}${misfit.query}`;
        const sent = spec.method === 'GET' ? {} : { body: JSON.stringify(misfit.body) };
        const { status, body } = await root.send<Body>(spec.method, path, sent);
        const named = Array.isArray(body['violations']) && JSON.stringify(body['violations']).includes(misfit.at);
        if (status !== 422 || !named)
          wrong.push(`${spec.id} ${misfit.at} ${JSON.stringify(misfit.body)}: ${status} ${JSON.stringify(body)}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, askAll));
    expect(wrong).toEqual([]);
    expect(await record()).toEqual(before);
  });

  it('is refused where a reason, a text or a name says nothing', async () => {
    const taken: string[] = [];
    let asked = 0;
    for (const { id, method, path, body } of operations) {
      const fields = Object.entries((body?.['properties'] ?? {}) as Record<string, { type?: string; enum?: unknown }>);
      for (const [name] of fields.filter(
        ([field, { type }]) => /^(reason|text|name)$/.test(field) && type === 'string',
      )) {
        const at = `/${path.replace(/:(\w+)/g, (_, param: string) => known[param] ?? 'none')}`;
        for (const nothing of [' \n ', '\u200b\u2060', '\ufeff\u3164\u2800']) {
          const answer = await root.send<Body>(method, at, { body: { [name]: nothing } });
          asked += 1;
          if (!JSON.stringify(answer.body['violations'] ?? null).includes(`body/${name}`)) taken.push(`${id} ${name}`);
        }
      }
    }
    expect(taken).toEqual([]);
    expect(asked).toBeGreaterThan(30);
  });

  it('is nothing where a step has no such field, one by one or for a selection', async () => {
    const { alertId = '' } = known;
    const before = await root.get(`/v1/alerts/${alertId}/history`);
    const ann = await people.signIn('ann', { roles: ['analyst'] });
    const refused = await ann.post(`/v1/alerts/${alertId}/comment`, { text: 'hi', action: 'approve' });
    expect([refused.status, refused.body['detail']]).toEqual([422, 'body/action is not known here']);
    for (const more of [
      { action: 'nonsense', text: 'x' },
      { action: 'comment', text: 'x', reason: 'OTHER' },
      { action: 'assign' },
    ])
      expect((await ann.post('/v1/alerts/work', { alertIds: [alertId], ...more })).status).toBe(422);
    expect((await root.get(`/v1/alerts/${alertId}/history`)).body).toEqual(before.body);
  });

  it('is nobody where work is given to somebody who can’t do it', async () => {
    const { alertId = '' } = known;
    await people.link('reader', { roles: ['viewer'] });
    await people.link('elsewhere', { roles: ['analyst'], entities: ['ENT-9'] });
    await people.link('gone', { roles: ['analyst'] });
    await pipeline.database.query(`UPDATE person SET disabled = true WHERE person_id = 'gone'`);
    for (const assignee of [
      'nobody-known',
      'reader',
      'elsewhere',
      'gone',
      'x'.repeat(5_000),
      `key:${'0'.repeat(16)}`,
    ]) {
      const answer = await root.post(`/v1/alerts/${alertId}/assign`, { assignee });
      expect([answer.status, answer.body.code]).toEqual([422, 'INVALID_INPUT']);
      expect(answer.body['detail']).toContain('body/assignee');
    }
    expect((await root.post(`/v1/alerts/${alertId}/assign`, { assignee: 'ann' })).body['assignee']).toBe('ann');
    expect((await root.post(`/v1/alerts/${alertId}/assign`, { assignee: null })).body['assignee']).toBeNull();
  });
});
