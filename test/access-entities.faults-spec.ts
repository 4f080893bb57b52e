import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { EventData } from '#domain';
import { controllers, operationsOf } from '../apps/api/src/controllers';
import type { OperationSpec } from '../apps/api/src/http/operation';
import type { ApiClient, Body } from './support/api-client';
import { EventStream } from './support/event-stream';
import { ENTITY, exchangeOf, fact } from './support/events';
import { valueOf } from './support/misfits';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { markedBook, OTHER_ENTITY } from './support/two-entities';
import { until } from './support/until';

const operations = operationsOf(controllers).filter(({ mediaType }) => mediaType !== 'text/event-stream');
/** Stands in everything that is the other entity's, and nowhere else. */
const MARK = `mark${randomUUID().slice(0, 8)}`;

describe('what is another entity’s', () => {
  let pipeline: Pipeline;
  let people: People;
  let url: string;
  let root: ApiClient;
  /** May do all that anybody may, for the one entity. */
  let limited: ApiClient;
  /** Ids of the other's and of the one's own, by the name of the parameter that they stand for. */
  const known: Record<string, string[]> = {};
  beforeAll(async () => {
    pipeline = await Pipeline.open('access-entities');
    [, { url }] = await Promise.all([pipeline.start(), pipeline.startApi()]);
    people = await People.open(pipeline.database.appUrl, url);
    await pipeline.send(markedBook(MARK));
    await pipeline.sendRaw(pipeline.topics.account, [{ key: `${MARK}-key`, value: `${MARK} is no JSON`, headers: {} }]);
    await pipeline.settled();
    root = await people.signIn('root', { roles: ['admin'] });
    await workOnTheOthers();
    limited = await people.signIn('limited', { roles: ['admin'], entities: [ENTITY] });
    const idsOf = async (path: string, name: string): Promise<string[]> =>
      (await itemsOf(root, path)).map((item) => String(item[name]));
    Object.assign(known, {
      alertId: await idsOf('/v1/alerts?limit=200', 'alertId'),
      clientId: ['ada', 'cleo', `${MARK}-bea`],
      incidentId: await idsOf('/v1/incidents', 'incidentId'),
      rejectionId: await idsOf('/v1/rejections', 'rejectionId'),
      checkId: await idsOf('/v1/checks', 'checkId'),
      silenceId: await idsOf('/v1/silences', 'silenceId'),
      receiverId: await idsOf('/v1/receivers', 'receiverId'),
      keyId: await idsOf('/v1/keys', 'keyId'),
      backtestId: await idsOf('/v1/backtests', 'backtestId'),
    });
  });
  afterAll(async () => {
    await people.close();
    await pipeline.close();
  });

  const itemsOf = async (client: ApiClient, path: string): Promise<readonly Body[]> =>
    (await client.get<{ items?: readonly Body[] }>(path)).body.items ?? [];

  /** People of the other entity have left their words everywhere where somebody can. */
  async function workOnTheOthers(): Promise<void> {
    const colleague = `${MARK}-colleague`;
    const them = await people.signIn(colleague, { roles: ['analyst'], entities: [OTHER_ENTITY] });
    const [first, second] = await itemsOf(them, '/v1/alerts?severity=critical');
    const said = `${MARK} @${colleague}`;
    const steps: [string, Body][] = [
      ['assign', { assignee: colleague }],
      ['comment', { text: said }],
      ['escalate', { text: said }],
      ['close', { reason: 'OTHER', text: said }],
    ];
    for (const [step, body] of steps)
      expect((await them.post(`/v1/alerts/${String(first?.['alertId'])}/${step}`, body)).status).toBe(200);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const quiet = (matchers: Body[], by: ApiClient = root) =>
      by.post('/v1/silences', { matchers, reason: `${MARK} why`, until });
    const outcomes = [
      await quiet([{ facet: 'entityId', values: [OTHER_ENTITY] }], them),
      await quiet([{ facet: 'clientId', values: [`${MARK}-bea`] }]),
      await quiet([{ facet: 'incidentId', values: [String(second?.['incidentId'] ?? `${MARK}-in`), `${MARK}-in`] }]),
      await root.post('/v1/checks', {
        events: [planned(`${MARK}-planned`, OTHER_ENTITY, { clientIds: [`${MARK}-bea`, 'cleo'] })],
      }),
      await root.post('/v1/receivers', {
        url: `https://${MARK}.example/`,
        route: [{ facet: 'entityId', values: [OTHER_ENTITY] }],
      }),
      await root.post('/v1/keys', { name: `${MARK} key`, roles: ['viewer'], entities: [OTHER_ENTITY] }),
      await root.post('/v1/backtests', {
        version: (await itemsOf(root, '/v1/policies'))[0]?.['version'],
        clientIds: [`${MARK}-bea`],
      }),
    ];
    expect(outcomes.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201, 202]);
  }

  const planned = (id: string, entityId: string, audience: EventData['marketing.campaign-launched.v1']['audience']) =>
    fact('marketing.campaign-launched.v1', id, 90_000, {
      campaignId: id,
      entityId,
      actor: 'FIRM',
      channel: 'EMAIL',
      content: 'PROMOTIONAL',
      offers: [exchangeOf('ETH')],
      audience,
    });

  /** The paths of an operation: each with each id that there is. */
  const pathsOf = ({ path }: OperationSpec): string[] => {
    const [, name] = /:(\w+)/.exec(path) ?? [];
    if (name === undefined) return [`/${path}`];
    return (known[name] ?? ['none']).map((id) => `/${path.replace(`:${name}`, encodeURIComponent(id))}`);
  };

  /** What might bring out what is not shown by itself, for each parameter that an operation has. */
  const queriesOf = ({ query }: OperationSpec): string[] => {
    const words: Readonly<Record<string, readonly string[]>> = {
      q: [MARK, 'c'],
      entityId: [OTHER_ENTITY],
      clientId: [`${MARK}-bea`, 'cleo'],
      mentions: [`${MARK}-colleague`],
      assignee: [`${MARK}-colleague`],
      incidentId: known['incidentId'] ?? [],
      active: ['false'],
      trueOn: ['2999-01-01'],
      from: ['2020-01-01'],
      limit: ['200'],
    };
    const names = Object.keys((query?.properties ?? {}) as object);
    const needed = [query?.['required'] ?? []].flat() as string[];
    const always = needed
      .filter((name) => name !== 'limit')
      .map((name) => `${name}=${name === 'to' ? '2030-01-01' : '2020-01-01'}`);
    const one = names.flatMap((name) => (words[name] ?? []).map((word) => `${name}=${encodeURIComponent(word)}`));
    return ['', ...one].map((text) => [text, ...always].filter((part) => part !== '').join('&'));
  };

  /** Whatever of the other's stands in an answer; what was asked may be said again. */
  const marksIn = (answer: unknown, asked: string): string[] => {
    const text = (typeof answer === 'string' ? answer : JSON.stringify(answer)).replaceAll(
      decodeURIComponent(asked),
      '',
    );
    const own = decodeURIComponent(asked).match(new RegExp(`${MARK}[\\w-]*`, 'g')) ?? [];
    const rest = own.reduce((left, word) => left.replaceAll(word, ''), text);
    return [...new Set(rest.match(new RegExp(`.{0,80}${MARK}.{0,40}`, 'g')) ?? [])];
  };

  it('stands in what those are answered who reach all, so that the walk would find it', async () => {
    const marked =
      /^(listAlerts|exportAlerts|getAlertHistory|listClients|getTimeline|listSilences|getCheck|listCheckAnswers|exportCheckAnswers|listColleagues|listIncidents|listRejections|listAudit|overview)$/;
    const seen = new Set<string>();
    const walked = operations.filter(({ id }) => marked.test(id));
    for (const spec of walked) {
      for (const path of pathsOf(spec)) {
        const { body } = await root.get<unknown>(path);
        if (JSON.stringify(body).includes(MARK)) seen.add(spec.id);
      }
    }
    expect([...seen].sort()).toEqual(walked.map(({ id }) => id).sort());
    expect(walked).toHaveLength(14);
  });

  it('reaches nobody who is limited to the one, by whatever they ask', async () => {
    const leaks: string[] = [];
    let answered = 0;
    for (const spec of operations.filter(({ method }) => method === 'GET')) {
      for (const path of pathsOf(spec)) {
        for (const query of queriesOf(spec)) {
          const asked = query === '' ? path : `${path}?${query}`;
          const { status, body } = await limited.get<unknown>(asked);
          if (status === 200) answered += 1;
          for (const leak of marksIn(body, asked)) leaks.push(`${spec.id} ${asked}: ${leak}`);
        }
      }
    }
    expect(answered).toBeGreaterThan(50);
    expect([...new Set(leaks)]).toEqual([]);
  });

  it('nor by what they try to do with it', async () => {
    const leaks: string[] = [];
    const others = (await itemsOf(root, `/v1/alerts?limit=200&entityId=${OTHER_ENTITY}`)).map(({ alertId }) =>
      String(alertId),
    );
    const before = known['alertId'];
    known['alertId'] = others;
    for (const spec of operations.filter(({ method, path }) => method !== 'GET' && path.includes(':'))) {
      for (const path of pathsOf(spec)) {
        const body = spec.body === undefined ? {} : valueOf(spec.body);
        const answer = await limited.send<unknown>(spec.method, path, { body });
        if (answer.status < 400) leaks.push(`${spec.id} ${path}: done`);
        for (const leak of marksIn(answer.body, path)) leaks.push(`${spec.id} ${path}: ${leak}`);
      }
    }
    known['alertId'] = before ?? [];
    expect([...new Set(leaks)]).toEqual([]);
  });

  it('nor by a check: neither of another’s product, nor of whom an audience holds', async () => {
    const ask = (...events: object[]): Promise<{ status: number; body: Body }> =>
      limited.post('/v1/checks', { events });
    const rollOut = (id: string, productId: string) =>
      fact('product.rolled-out.v1', id, 90_000, { productId, audience: { segmentIds: ['S'] }, visible: true });
    const contact = (productId: string) => {
      const { data, ...event } = fact('marketing.contacted.v1', `offer-${productId}`, 90_000, {
        contactId: 'offer',
        clientId: 'ada',
        entityId: ENTITY,
        actor: 'FIRM',
        channel: 'EMAIL',
        content: 'PROMOTIONAL',
        productIds: [productId],
      });
      return { ...event, data };
    };
    const refused = [await ask(rollOut('r', `${MARK}-wallet`)), await ask(contact(`${MARK}-wallet`))];
    const never = [await ask(rollOut('r', 'never-defined')), await ask(contact('never-defined'))];
    for (const [i, { status, body }] of refused.entries()) {
      expect([status, body.code]).toEqual([403, 'NOT_PERMITTED']);
      // Whether there is such a product is not told either.
      expect(String(body['detail']).replace(`${MARK}-wallet`, 'never-defined')).toBe(never[i]?.body['detail']);
    }
    const { status, body } = await ask(planned('own', ENTITY, { segmentIds: ['S', `${MARK}-O`] }));
    // What they asked stands in the answer as they asked it.
    const { planned: _planned, ...said } = body;
    expect([status, marksIn(said, '')]).toEqual([201, []]);
    // Of those who are not named it is said that there are some, or silence would be taken for a yes.
    const answers = body['answers'] as readonly Body[];
    expect(answers.map(({ clientId }) => clientId)).toEqual(['ada', 'cleo']);
    expect(Number(body['may']) + Number(body['mayNot']) + Number(body['person'])).toBe(3);
    const csv = await limited.get<string>(`/v1/checks/${String(body['checkId'])}/answers.csv`);
    expect(marksIn(csv.body, '')).toEqual([]);
  });

  it('nor by what they asked when they reached further', async () => {
    const moved = await people.signIn('moved', { roles: ['analyst'] });
    const asked = { events: [planned('wide', OTHER_ENTITY, { clientIds: [`${MARK}-bea`] })] };
    const once = { headers: { 'Idempotency-Key': 'asked-once' } };
    const { checkId } = (await moved.post('/v1/checks', asked, once)).body;
    await root.post('/v1/people', { personId: 'moved', name: 'Moved', roles: ['analyst'], entities: [ENTITY] });
    for (const path of ['', '/answers', '/answers.csv'])
      expect([path, (await moved.get(`/v1/checks/${String(checkId)}${path}`)).status]).toEqual([path, 404]);
    expect(await itemsOf(moved, '/v1/checks')).toEqual([]);
    // Nor is it answered once more as it was then.
    const again = await moved.post('/v1/checks', asked, once);
    expect([again.status, again.body.code, marksIn(again.body, '')]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED', []]);
  });

  it('nor on the stream, from the beginning', async () => {
    const everything = await EventStream.open(root, 'ingest-0:0');
    const heard = await EventStream.open(limited, 'ingest-0:0');
    await until('all has been heard', () =>
      Promise.resolve(
        everything.events.some(({ data }) => JSON.stringify(data).includes(MARK)) && heard.changes.length > 0,
      ),
    );
    await until('both are at one place', () => Promise.resolve(heard.lastId === everything.lastId));
    expect(marksIn(heard.events, '')).toEqual([]);
    await Promise.all([heard.close(), everything.close()]);
  });

  it('leaves them what is theirs: their own campaign, with their own clients', async () => {
    const items = await itemsOf(limited, '/v1/clients/cleo/timeline');
    const listed = items.find(({ id }) => id === 'listed')?.['data'];
    expect(listed).toMatchObject({ campaignId: 'listed' });
    expect(items.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['cleo-onboarded', 'cleo-request', 'cleo-joined-S', 'spring']),
    );
    const whole = await itemsOf(root, '/v1/clients/cleo/timeline');
    expect(whole.length).toBeGreaterThan(items.length);
  });
});
