import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '#runtime';
import { freePort } from '#devstack';
import { structured } from '#contract';
import { controllers, operationsOf } from '../apps/api/src/controllers';
import { alertOf, work } from './support/alert-answers';
import { ApiClient, type Answer, type Body } from './support/api-client';
import { Browser } from './support/http-browser';
import { CLIENT, IdentityProvider } from './support/identity-provider';
import { onboarded } from './support/events';
import { KafkaAdmin } from './support/kafka-admin';
import { People, withToken } from './support/people';
import { Pipeline } from './support/pipeline';
import { stopped } from './support/recreated-topic';
import { book } from './support/two-entities';
import { until } from './support/until';

const operations = operationsOf(controllers);
const pack = JSON.parse(readFileSync(join(checkout, 'policy', 'mica-61.json'), 'utf8')) as Body;
const ANN = 'ann@bank.example';
const DAYS_30 = 30 * 86_400_000;

/** Decides on what somebody else proposed, but takes nobody's agreement: leaving things as they are is one person's. */
const ONE_PERSON_MAY = [
  'rejectAlert',
  'rejectPolicy',
  'withdrawPolicy',
  'rollBackRebuild',
  'rejectSetAside',
  'rejectRebinding',
];

/** Where to agree to something, and with what body where that takes one. */
interface Agreement {
  readonly at: string;
  readonly body?: Body;
}

/** Something that takes two people. */
interface Deed {
  /** Brings about that there is something to decide. */
  readonly occasion?: (pipeline: Pipeline) => Promise<void>;
  readonly propose: (by: ApiClient) => Promise<string | Agreement>;
  /** Takes the proposal away, so that the next can be made. */
  readonly giveUp: (approveAt: string, by: ApiClient, body?: Body) => Promise<unknown>;
}

const agreementOf = (proposed: string | Agreement): Agreement =>
  typeof proposed === 'string' ? { at: proposed } : proposed;

const made = <T extends Body>({ status, body }: Answer<T>): T => {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};
/** Agrees to one thing. Of several at once each is refused by itself, though the request is well. */
async function agree(by: ApiClient, at: string, what: Body | undefined): Promise<Record<string, unknown>> {
  const { status, body } = await by.post<Body & { refused?: Body[] }>(at, what);
  const [refused] = body.refused ?? [];
  if (refused !== undefined) return { status: 409, code: refused.code, detail: refused['message'] };
  return { status, code: body.code, detail: body['detail'] };
}

const instead = (approveAt: string, step: string): string => approveAt.replace(/approve$/, step);

/** By the operation that agrees. */
const deeds: Readonly<Record<string, Deed>> = {
  approveAlert: {
    propose: async (by) => {
      const { alertId } = await alertOf(by, 'ada-mail');
      made(await work(by, alertId, 'close', { reason: 'REMEDIATED', text: 'Switched off.' }));
      return `/v1/alerts/${alertId}/approve`;
    },
    giveUp: async (at, by) => made(await by.post(instead(at, 'reject'), { text: 'Not yet.' })),
  },
  decideClosings: {
    propose: async (by) => {
      const { alertId } = await alertOf(by, 'cleo-mail');
      made(await work(by, alertId, 'close', { reason: 'REMEDIATED', text: 'Switched off.' }));
      return { at: '/v1/alerts/decisions', body: { alerts: [{ alertId }], decision: 'approve', text: 'Seen.' } };
    },
    giveUp: async (at, by, body) => made(await by.post(at, { ...body, decision: 'reject' })),
  },
  approveSilence: {
    propose: async (by) => {
      const until = new Date(Date.now() + DAYS_30).toISOString();
      const matchers = [{ facet: 'severity', values: ['low'] }];
      const { silenceId } = made(await by.post('/v1/silences', { matchers, reason: 'Known.', until }));
      return `/v1/silences/${String(silenceId)}/approve`;
    },
    giveUp: async (at, by) => made(await by.send('DELETE', instead(at, '').replace(/\/$/, ''))),
  },
  approveSetAside: {
    occasion: async (pipeline) => {
      const value = Buffer.from(JSON.stringify({ clientId: 'ada', says: 'nothing that can be taken' }));
      await pipeline.sendRaw(pipeline.topics.account, [{ key: 'ada', value, headers: structured({}).headers }]);
      await pipeline.settled();
    },
    propose: async (by) => {
      const { items } = made(await by.get<{ items: Body[] }>('/v1/rejections?standing=WAITING'));
      const at = `/v1/rejections/${encodeURIComponent(String(items[0]?.['rejectionId']))}`;
      made(await by.post(`${at}/set-aside`, { reason: 'Sent by a test.' }));
      return `${at}/approve`;
    },
    giveUp: async (at, by) => made(await by.post(instead(at, 'reject'))),
  },
  decideSetAsides: {
    occasion: async (pipeline) => {
      const value = Buffer.from(JSON.stringify({ clientId: 'bea', says: 'nothing that can be taken' }));
      await pipeline.sendRaw(pipeline.topics.account, [{ key: 'bea', value, headers: structured({}).headers }]);
      await pipeline.settled();
    },
    propose: async (by) => {
      const { items } = made(await by.get<{ items: Body[] }>('/v1/rejections?standing=WAITING'));
      const rejectionIds = [String(items[0]?.['rejectionId'])];
      made(await by.post('/v1/rejections/set-aside', { rejectionIds, reason: 'Sent by a test.' }));
      return { at: '/v1/rejections/decisions', body: { rejectionIds, decision: 'approve' } };
    },
    giveUp: async (at, by, body) => made(await by.post(at, { ...body, decision: 'reject' })),
  },
  // Before the packs: when one comes into force, everybody is judged again, and nothing differs any more.
  approveRebuild: {
    propose: async (by) => {
      const at = `/v1/rebuilds/${String(made(await by.post('/v1/rebuilds')).rebuildId)}`;
      await until('the rebuild is compared', async () => (await by.get(at)).body['stage'] === 'COMPARED');
      return `${at}/approve`;
    },
    giveUp: async (at, by) => made(await by.post(instead(at, 'cancel'))),
  },
  approvePolicy: {
    propose: async (by) => {
      const at = '/v1/policies/two%2F1';
      made(await by.post('/v1/policies', { pack: { ...pack, version: 'two/1' }, reason: 'why' }));
      await until('the backtest is done', async () => {
        const { body } = await by.get<{ backtest: Body }>(`${at}/proposal`);
        return body.backtest['status'] === 'DONE';
      });
      return `${at}/approve`;
    },
    giveUp: async (at, by) => made(await by.post(instead(at, 'reject'))),
  },
  approveErasure: {
    occasion: async (pipeline) => {
      await pipeline.send([onboarded('gone')]);
      await pipeline.settled();
    },
    propose: async (by) => {
      const { erasureId } = made(await by.post('/v1/erasures', { clientId: 'gone', reason: 'By letter.' }));
      return `/v1/erasures/${String(erasureId)}/approve`;
    },
    giveUp: async (at, by) => made(await by.post(instead(at, 'reject'), { reason: 'Not yet.' })),
  },
  // Last: from here on one topic is read from its beginning.
  approveRebinding: {
    occasion: async (pipeline) => {
      const admin = await KafkaAdmin.open(pipeline.brokers);
      await admin.remove(pipeline.topics.marketing);
      await admin.make(pipeline.topics.marketing, 4);
      await admin.close();
      await stopped(pipeline, 'RECREATED');
    },
    propose: async (by) => {
      const { items } = made(await by.get<{ items: Body[] }>('/v1/topics'));
      const stopped = items.find(({ state }) => state === 'STOPPED');
      const at = `/v1/topics/${String(stopped?.['topic'])}/rebind`;
      const { proposal } = made(
        await by.post<Body & { proposal: Body }>(at, { from: 'beginning', reason: 'Made again.' }),
      );
      return { at: `${at}/approve`, body: { rebindingId: proposal['rebindingId'] } };
    },
    giveUp: async (at, by, body) => made(await by.post(instead(at, 'reject'), body)),
  },
};

describe('what takes two people', () => {
  let pipeline: Pipeline;
  let provider: IdentityProvider;
  let people: People;
  let url: string;
  let root: ApiClient;
  let carol: ApiClient;
  /** All the ways in which Ann comes. */
  const faces = new Map<string, ApiClient>();
  beforeAll(async () => {
    pipeline = await Pipeline.open('second-person');
    const port = String(await freePort());
    provider = await IdentityProvider.start(`http://127.0.0.1:${port}/auth/oidc/callback`, {
      ann: { name: 'Ann', email: ANN, email_verified: true },
    });
    const settings = {
      SCOPEWATCH_PORT: port,
      SCOPEWATCH_OIDC_ISSUER: provider.issuer,
      SCOPEWATCH_OIDC_CLIENT_ID: CLIENT.id,
      SCOPEWATCH_OIDC_CLIENT_SECRET: CLIENT.secret,
    };
    [, { url }] = await Promise.all([pipeline.start(), pipeline.startApi(settings)]);
    people = await People.open(pipeline.database.appUrl, url);
    await pipeline.send(book());
    await pipeline.settled();
    // As no code of ours would leave it, so that a rebuild has something to put into use.
    await pipeline.database.query(
      `UPDATE client SET facets = array_remove(facets, 'country:DE') WHERE client_id = 'bea'`,
    );
    root = await people.signIn('root', { roles: ['admin'] });
    carol = await people.signIn('carol', { roles: ['approver', 'analyst', 'privacy'] });

    const byLink = await people.signIn('ann', { roles: ['admin'] });
    const me = { personId: 'ann', name: 'Ann', email: ANN, roles: ['admin'] };
    made(await root.post('/v1/people', me));
    faces.set('a session by link', byLink);
    const { client: key } = await people.key(byLink, { roles: ['admin'] });
    faces.set('a key', key);
    faces.set('another key', (await people.key(byLink, { roles: ['approver', 'privacy'] })).client);
    faces.set('a key made with a key', (await people.key(key, { roles: ['admin'] })).client);
    const byProvider = await signInThere();
    faces.set('a session by the provider', byProvider);
    faces.set('a key made in that', (await people.key(byProvider, { roles: ['admin'] })).client);
    // Entered twice before that was refused: under the address, and under a name with the address beside it.
    const twin = await people.signIn(ANN.toUpperCase(), { roles: ['admin'] });
    faces.set('a second entry of the same address', twin);
    faces.set('a key of that', (await people.key(twin, { roles: ['admin'] })).client);
  });
  afterAll(async () => {
    await people.close();
    await provider.close();
    await pipeline.close();
  });

  async function signInThere(): Promise<ApiClient> {
    const browser = new Browser();
    const start = await browser.go(new URL('/auth/oidc/start', url));
    const { status } = await browser.go(await provider.signIn(browser, start, 'ann'), () => true);
    expect(status).toBe(303);
    const session = browser.cookie(url, 'scopewatch_session') ?? '';
    return withToken(new ApiClient(url, { Cookie: `scopewatch_session=${session}` }));
  }

  it('is all of it here', () => {
    const two = operations.filter(({ takesTwo }) => takesTwo).map(({ id }) => id);
    expect(two.sort()).toEqual(Object.keys(deeds).sort());
    // What only an approver may do either takes two people, or has a reason why not.
    const others = operations.filter(({ permission, takesTwo }) => permission === 'approve' && takesTwo !== true);
    expect(others.map(({ id }) => id).sort()).toEqual([...ONE_PERSON_MAY].sort());
  });

  it('knows whoever comes from the provider as whom they were entered here', async () => {
    const { body } = (await faces.get('a session by the provider')?.get('/v1/me')) ?? { body: {} };
    expect(body).toMatchObject({ personId: 'ann', roles: ['admin'], by: 'oidc' });
  });

  describe.each(Object.entries(deeds))('%s', (_, { occasion, propose, giveUp }) => {
    beforeAll(() => occasion?.(pipeline));

    it('is for nobody to agree to who proposed it, by whatever sessions and keys', async () => {
      for (const [proposer, by] of faces) {
        const { at, body: what } = agreementOf(await propose(by));
        for (const [approver, again] of faces) {
          const { status, code } = await agree(again, at, what);
          expect([proposer, approver, status, code]).toEqual([proposer, approver, 409, 'SECOND_PERSON']);
        }
        await giveUp(at, root, what);
      }
    });

    it('is for nobody to agree to once whoever proposed it is out, and for another person before', async () => {
      const person = { personId: 'bob', name: 'Bob', roles: ['admin'], entities: null, disabled: false };
      const bob = await people.signIn('bob', { roles: person.roles });
      const { client: keyOfBob } = await people.key(bob, { roles: ['admin'] });
      for (const by of [bob, keyOfBob]) {
        made(await root.post('/v1/people', person));
        const { at, body } = agreementOf(await propose(by));
        // Out by having no role any more, or none that may propose, or for another entity alone, then by being disabled.
        for (const now of [{ roles: [] }, { roles: ['viewer', 'auditor'] }, { entities: ['ENT-9'] }]) {
          made(await root.post('/v1/people', { ...person, ...now }));
          const without = await agree(carol, at, body);
          expect([now, without['status'], without['code']]).toEqual([now, 409, 'REFUSED']);
        }
        made(await root.post('/v1/people', { ...person, entities: null }));
        if (by === bob) {
          await giveUp(at, root, body);
          continue;
        }
        made(await root.post('/v1/people', { ...person, disabled: true }));
        const out = await agree(carol, at, body);
        expect([out['status'], out['code']]).toEqual([409, 'REFUSED']);
        expect(out['detail']).toMatch(/who proposed this, is disabled or may not propose it any more/);
        made(await root.post('/v1/people', person));
        expect((await agree(carol, at, body))['status']).toBe(200);
      }
    });
  });
});
