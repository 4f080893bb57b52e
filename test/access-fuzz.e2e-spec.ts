import 'reflect-metadata';
import fc from 'fast-check';
import { PERMISSIONS, ROLES, type Role } from '../apps/api/src/access/roles';
import { controllers, operationsOf } from '../apps/api/src/controllers';
import type { OperationSpec } from '../apps/api/src/http/operation';
import type { Answer, ApiClient, Body } from './support/api-client';
import { Documented } from './support/documented';
import { ENTITY } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { requestOf } from './support/request-of';
import { amount } from './support/soak';
import { book } from './support/two-entities';

// A stream has no end to wait for; it has a spec of its own.
const operations = operationsOf(controllers).filter(({ mediaType }) => mediaType !== 'text/event-stream');

const isPermitted = ({ permission, wholeBook }: OperationSpec, role: Role, limited: boolean): boolean =>
  permission === 'everyone' ||
  ((PERMISSIONS[permission] as readonly Role[]).includes(role) && !(limited && wholeBook === true));

const CALLERS_AT_ONCE = 4;

describe('whatever is asked', () => {
  let pipeline: Pipeline;
  let people: People;
  const callers: { readonly role: Role; readonly limited: boolean; readonly client: ApiClient }[] = [];
  let known: Record<string, string[]>;
  beforeAll(async () => {
    pipeline = await Pipeline.open('access-fuzz');
    const [, { url }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, url);
    await pipeline.send(book());
    await pipeline.sendRaw(pipeline.topics.account, [{ key: 'x', value: 'not JSON', headers: {} }]);
    await pipeline.settled();
    const root = await people.signIn('root', { roles: ['admin'] });
    for (const role of ROLES) {
      callers.push({ role, limited: false, client: (await people.key(root, { roles: [role] })).client });
      callers.push({
        role,
        limited: true,
        client: (await people.key(root, { roles: [role], entities: [ENTITY] })).client,
      });
    }
    const idsOf = async (path: string, name: string): Promise<string[]> =>
      (await root.get<{ items: Body[] }>(path)).body.items.map((item) => String(item[name]));
    known = {
      alertId: await idsOf('/v1/alerts', 'alertId'),
      clientId: ['ada', 'bea', 'cleo'],
      incidentId: await idsOf('/v1/incidents', 'incidentId'),
      rejectionId: await idsOf('/v1/rejections', 'rejectionId'),
    };
  });
  afterAll(async () => {
    await people.close();
    await pipeline.close();
  });

  it('is answered as described, never by a fault, and only to whom the table lets through', async () => {
    const documented = new Documented(operations);
    const anything = fc
      .constantFrom(...operations)
      .chain((spec) => fc.tuple(fc.constant(spec), requestOf(spec, known), fc.constantFrom(...callers)));
    // The same requests each time, and others for a night.
    const asked = fc.sample(anything, { numRuns: amount(500, 50_000), ...amount({ seed: 61 }, {}) });
    const wrong = new Map<string, string>();
    const statuses = new Map<number, number>();
    const askAll = async (): Promise<void> => {
      for (let next = asked.pop(); next !== undefined; next = asked.pop()) {
        const [spec, { method, path, body }, { role, limited, client }] = next;
        const answer = await client.send<Body>(method, path, { body });
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        const found =
          answer.status >= 500
            ? JSON.stringify(answer.body)
            : (documented.violationOf(spec, answer) ?? accessViolation(spec, role, limited, answer));
        // One example of each kind is enough to go by.
        if (found !== undefined)
          wrong.set(`${spec.id}: ${found.slice(0, 300)}`, `${role} ${method} ${path} ${JSON.stringify(body)}`);
      }
    };
    await Promise.all(Array.from({ length: CALLERS_AT_ONCE }, askAll));
    expect(Object.fromEntries(wrong)).toEqual({});
    // Or else everything was refused, and nothing was tried.
    expect(statuses.get(200)).toBeGreaterThan(amount(50, 5_000));
    expect(statuses.get(422)).toBeGreaterThan(amount(50, 5_000));
  });
});

/** What was let through must not have been, or the other way round. */
function accessViolation(
  spec: OperationSpec,
  role: Role,
  limited: boolean,
  { status, body }: Answer<Body>,
): string | undefined {
  if (status === 401) return 'a valid key is not known';
  if (isPermitted(spec, role, limited)) {
    // Some things also reach beyond what a limited role sees, which only they themselves can tell.
    return status === 403 && !limited ? `refused: ${String(body['detail'])}` : undefined;
  }
  // An address may be so wrong that it leads to no operation at all.
  return [403, 404, 400, 422].includes(status) ? undefined : `let through with ${status}`;
}
