import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scopewatch } from './support/child';
import type { ApiClient, Body } from './support/api-client';
import { clientIds, custodyOf, customers, everydayLife, exchangeOf, promoted, requested } from './support/events';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { tablesThatSay } from './support/tables-that-say';
import { until } from './support/until';
import { expectVerified } from './support/verified';

const ids = clientIds('person', 10_000);
const [ada = '', bob = ''] = ids;
const others = ids.slice(1);
const WORDS = 'my late brother told me of it';

/** One of ten thousand is erased while all others live on. */
describe('erasure out of a book of ten thousand', () => {
  const folder = mkdtempSync(join(tmpdir(), 'erasure-of-many-'));
  let pipeline: Pipeline;
  let people: People;
  let [dora, dan] = [] as unknown as [ApiClient, ApiClient];
  beforeAll(async () => {
    pipeline = await Pipeline.open('erasure-of-many', { compacted: true });
    const [{ url }] = await Promise.all([pipeline.startApi(), pipeline.start()]);
    people = await People.open(pipeline.database.appUrl, url);
    dora = await people.signIn('dora', { roles: ['privacy'] });
    dan = await people.signIn('dan', { roles: ['privacy'] });
    const said = requested(ada, 40, custodyOf('ETH'), 'said');
    await pipeline.sendInTurn([
      ...customers(ids),
      { ...said, data: { ...(said.data as object), words: WORDS } },
      ...everydayLife(ids, 2),
      promoted(ada, 900, exchangeOf('ETH'), 'mail'),
      promoted(bob, 900, exchangeOf('ETH'), 'mail'),
    ]);
    await pipeline.settled();
  }, 900_000);
  afterAll(async () => {
    await people?.close();
    await pipeline?.close();
  });

  const alerts = (): Promise<unknown> =>
    pipeline.database.query(
      'SELECT alert_id, verdict, status, active, severity, raised_at FROM alert ORDER BY alert_id',
    );

  it('leaves nothing of them, all alerts as they were, and every proof standing, under load', async () => {
    await pipeline.covered();
    for (const id of [ada, bob]) {
      const made = await pipeline.scopewatch('evidence', '--client', id, '-o', join(folder, `${id}.zip`));
      expect(made.code).toBe(0);
    }
    const before = await alerts();
    const { body } = await dora.post<{ erasureId: string }>('/v1/erasures', { clientId: ada, reason: 'By letter.' });
    let serving = true;
    const load = (async () => {
      // Within the scope of everybody, so that no alert is new.
      for (let day = 2_000; serving; day += 1) await pipeline.send(everydayLife(others, 1, day).filter(isUse));
    })();
    expect((await dan.post(`/v1/erasures/${body.erasureId}/approve`)).status).toBe(200);
    await until('the erasure is finished', async () => {
      const { body: listed } = await dora.get<{ items: Body[] }>('/v1/erasures');
      return listed.items.some((one) => one['erasureId'] === body.erasureId && one['state'] === 'FINISHED');
    });
    serving = false;
    await load;
    await pipeline.covered();
    for (const text of [ada, WORDS]) expect([text, await tablesThatSay(pipeline.database, text)]).toEqual([text, []]);
    const known = new Set((before as { alert_id: string }[]).map(({ alert_id }) => alert_id));
    const after = (await alerts()) as { alert_id: string }[];
    expect(after.filter(({ alert_id }) => known.has(alert_id))).toEqual(before);
    await expectVerified(pipeline);
    for (const id of [ada, bob]) {
      const { code } = await scopewatch(['evidence', 'verify', join(folder, `${id}.zip`)], {});
      expect([id, code]).toEqual([id, 0]);
    }
  }, 900_000);
});

const isUse = ({ type }: { readonly type: string }): boolean => type.includes('service-used');
