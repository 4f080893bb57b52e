import type { DataSource } from 'typeorm';
import type { Matcher } from '#domain';
import { addAlerts, addSilence, createDataSource, endSilence, silences, withSession } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { alertRow } from '../alerts/alerts.testkit.js';
import { itemOf } from './silence-state.js';
import { shownTo } from './silences-shown.js';

const HOUR = 3_600_000;
const given: Readonly<Record<string, readonly Matcher[]>> = {
  all: [{ facet: 'severity', values: ['low'] }],
  'one-entity': [{ facet: 'entityId', values: ['ENT-1'] }],
  'both-entities': [{ facet: 'entityId', values: ['ENT-1', 'ENT-2'] }],
  'a-client-of-both': [{ facet: 'clientId', values: ['cleo'] }],
  'clients-of-each': [{ facet: 'clientId', values: ['ada', 'bea', 'cleo'] }],
  'a-foreign-client': [{ facet: 'clientId', values: ['ada'] }],
  'an-incident': [{ facet: 'incidentId', values: ['inc-1', 'inc-2'] }],
  'no-incident': [{ facet: 'incidentId', values: ['NONE'] }],
};

describe('silences, to somebody whose roles are limited to one entity', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await createTestDatabase('silences');
    dataSource = await createDataSource(database.appUrl, 4, 'scopewatch-test').initialize();
    await withSession(dataSource, (session) =>
      session.transaction(async (tx) => {
        await addAlerts(tx, [
          alertRow('al-1', { clientId: 'ada', incidentId: 'inc-1' }),
          alertRow('al-2', { clientId: 'bea', entityId: 'ENT-2', incidentId: 'inc-2' }),
          alertRow('al-3', { clientId: 'cleo' }),
          alertRow('al-4', { clientId: 'cleo', entityId: 'ENT-2' }),
        ]);
        for (const [silenceId, matchers] of Object.entries(given)) {
          const until = new Date(Date.now() + HOUR);
          await addSilence(tx, { silenceId, matchers, reason: 'why', createdBy: 'a', until, needsSecond: false });
        }
        await endSilence(tx, 'all', 'a');
      }),
    );
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const shown = (entities: readonly string[] | null) =>
    withSession(dataSource, async ({ sql }) => {
      const rows = await silences(sql, null, 100);
      return shownTo(
        sql,
        { entities },
        rows.map((row) => itemOf(row, new Date())),
      );
    });

  it('name nobody and nothing but what is theirs', async () => {
    const own = await shown(['ENT-2']);
    expect(Object.fromEntries(own.map(({ silenceId, matchers }) => [silenceId, matchers[0]?.values]))).toEqual({
      all: ['low'],
      'both-entities': ['ENT-2'],
      'a-client-of-both': ['cleo'],
      'clients-of-each': ['bea', 'cleo'],
      'an-incident': ['inc-2'],
      'no-incident': ['NONE'],
    });
  });

  it('are shown whole to whoever is not limited', async () => {
    const whole = await shown(null);
    expect(Object.fromEntries(whole.map(({ silenceId, matchers }) => [silenceId, matchers]))).toEqual(given);
  });

  it('that can touch alerts of no entity are not shown to whoever reaches none', async () => {
    expect(await shown([])).toEqual([expect.objectContaining({ silenceId: 'all' })]);
  });

  it('say that they have ended', async () => {
    const states = Object.fromEntries((await shown(['ENT-2'])).map(({ silenceId, state }) => [silenceId, state]));
    expect(states).toMatchObject({ all: 'ENDED', 'both-entities': 'IN_FORCE' });
  });

  it('come page by page, each once', async () => {
    const ids: string[] = [];
    await withSession(dataSource, async ({ sql }) => {
      for (let before: readonly [string, string] | null = null; ;) {
        const page: Awaited<ReturnType<typeof silences>> = await silences(sql, before, 3);
        ids.push(...page.map(({ silenceId }) => silenceId));
        expect(ids.length).toBeLessThanOrEqual(Object.keys(given).length);
        before = page.at(-1)?.sortKey ?? null;
        if (before === null) return;
      }
    });
    expect(ids).toEqual(Object.keys(given).reverse());
  });
});
