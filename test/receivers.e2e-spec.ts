import 'reflect-metadata';
import { controllers, operationsOf } from '../apps/api/src/controllers';
import type { ApiClient, Body } from './support/api-client';
import { Documented } from './support/documented';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';

const operations = operationsOf(controllers);

describe('receivers, and webhooks as they were called before', () => {
  let pipeline: Pipeline;
  let people: People;
  let admin: ApiClient;
  beforeAll(async () => {
    pipeline = await Pipeline.open('receivers');
    const { url } = await pipeline.startApi();
    people = await People.open(pipeline.database.appUrl, url);
    admin = await people.signIn('ada', { roles: ['admin'] });
  });
  afterAll(async () => {
    await people.close();
    await pipeline.close();
  });

  const audited = async (): Promise<Body[]> => (await admin.get<{ items: Body[] }>('/v1/audit')).body.items;

  it('are the same ones, each under its own words', async () => {
    const made = (await admin.post<{ receiver: Body }>('/v1/receivers', { url: 'https://a.example/' })).body;
    const { receiverId, ...rest } = made.receiver;
    const before = (await admin.post<{ webhook: Body }>('/v1/webhooks', { url: 'https://b.example/' })).body;
    expect(Object.keys(before).sort()).toEqual(['previousUntil', 'secret', 'webhook']);
    const { webhookId } = before.webhook;

    const now = (await admin.get<{ items: Body[] }>('/v1/receivers')).body.items;
    expect(now.map((item) => item['receiverId']).sort()).toEqual([receiverId, webhookId].sort());
    expect(JSON.stringify(now)).not.toContain('webhookId');
    const then = (await admin.get<{ items: Body[] }>('/v1/webhooks')).body.items;
    expect(then.find((item) => item['webhookId'] === receiverId)).toEqual({ webhookId: receiverId, ...rest });
    expect(JSON.stringify(then)).not.toContain('receiverId');

    const [last] = await audited();
    expect(last).toMatchObject({ operation: 'webhook.create', target: webhookId });
  });

  it('answer as described, whatever they are called', async () => {
    const documented = new Documented(operations);
    const { receiverId } = (await admin.post<{ receiver: Body }>('/v1/receivers', { url: 'https://c.example/' })).body
      .receiver;
    const own = operations.filter(({ path }) => /^v1\/(receivers|webhooks)/.test(path));
    expect(own).toHaveLength(14);
    // Removed last, and only by the last name that is tried.
    const order = [
      ...own.filter(({ method }) => method !== 'DELETE'),
      ...own.filter(({ id }) => id === 'deleteWebhook'),
    ];
    for (const spec of order) {
      const path = `/${spec.path.replace(':receiverId', String(receiverId))}`;
      const body = spec.body === undefined ? undefined : { url: 'https://d.example/' };
      const answer = await admin.send<unknown>(spec.method, path, { body });
      expect([spec.id, documented.violationOf(spec, answer)]).toEqual([spec.id, undefined]);
      expect([spec.id, answer.status]).toEqual([spec.id, /^enable/.test(spec.id) ? 409 : (spec.status ?? 200)]);
    }
  });

  it('repeat an answer under the name that it was given by', async () => {
    const once = { headers: { 'Idempotency-Key': 'once' } };
    const asked = { url: 'https://e.example/' };
    const first = (await admin.post<{ webhook: Body }>('/v1/webhooks', asked, once)).body;
    const again = await admin.post<{ webhook: Body }>('/v1/webhooks', asked, once);
    expect(again.body).toEqual({ ...first, secret: null });
    expect((await admin.post('/v1/receivers', asked, once)).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('are both named in the list of all deliveries', async () => {
    const { body } = await admin.get<{ items: Body[] }>('/v1/deliveries');
    expect(body.items.filter((item) => item['webhookId'] !== item['receiverId'])).toEqual([]);
  });
});
