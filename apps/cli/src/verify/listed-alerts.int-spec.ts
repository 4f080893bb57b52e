import type { DataSource } from 'typeorm';
import { addAlerts, createDataSource, followAlertChanges, withSession } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { alertRow } from '../../../api/src/alerts/alerts.testkit.js';
import { listHolds } from './listed-alerts.js';
import { Report, type Violation } from './report.js';
import type { Source } from './source.js';

describe('what verify says of the list of alerts', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await createTestDatabase('verify-listed');
    dataSource = await createDataSource(database.appUrl, 4, 'scopewatch-test').initialize();
    const explanation = `Sold to „Ärzte & Söhne“ under (A) the name\tof [x_y]; ÄÖÜ ${'𝛀'.repeat(900)} \\ "so" it is.`;
    await withSession(dataSource, (session) =>
      session.transaction(async (tx) => {
        await addAlerts(tx, [
          alertRow('al-1'),
          alertRow('al-2', { explanation, effectiveAt: null, clientId: 'Bea "B"' }),
        ]);
        await followAlertChanges(tx, 10);
      }),
    );
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const violations = async (): Promise<string[]> => {
    const found: string[] = [];
    const report = new Report(
      async (line) => {
        const { kind, table, row, column } = JSON.parse(line) as Violation & { row: { alert_id: string } };
        found.push([kind, table, row.alert_id, column].join(' '));
      },
      () => undefined,
    );
    const progress = () => ({ add: () => undefined, done: () => undefined });
    await withSession(dataSource, ({ sql }) => listHolds({ sql, report, progress } as unknown as Source));
    return found;
  };

  it('is nothing where it follows, with words of its own making', async () => {
    expect(await violations()).toEqual([]);
  });

  it.each([
    [`SET severity = 'low'`, ['DIFFERS listed_alert al-1 severity']],
    [`SET effective_at = NULL`, ['DIFFERS listed_alert al-1 effective_at']],
    [`SET words = words || 'other'::tsvector`, ['DIFFERS listed_alert al-1 words']],
    [
      `SET words = array_to_tsvector(ARRAY[array_to_string(tsvector_to_array(words), ' ')])`,
      ['DIFFERS listed_alert al-1 words'],
    ],
    [
      `SET client_id = '', alert_id = ''`,
      ['NO_SUCH_ALERT listed_alert  alert_id', 'NOT_LISTED listed_alert al-1 alert_id'],
    ],
    [`SET alert_id = 'al-9'`, ['NOT_LISTED listed_alert al-1 alert_id', 'NO_SUCH_ALERT listed_alert al-9 alert_id']],
  ])('names what is listed otherwise: %s', async (change, found) => {
    await database.query(`CREATE TABLE kept AS SELECT * FROM listed_alert`);
    await database.query(`UPDATE listed_alert ${change} WHERE alert_id = 'al-1'`);
    expect(await violations()).toEqual(found);
    await database.query('DELETE FROM listed_alert; INSERT INTO listed_alert SELECT * FROM kept; DROP TABLE kept');
  });

  it('says nothing of what is not listed yet', async () => {
    await database.query(`UPDATE alert SET severity = 'low' WHERE alert_id = 'al-1'`);
    expect(await violations()).toEqual([]);
  });
});
