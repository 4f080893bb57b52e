import { AppDatabase } from '../../../../test/support/app-database.js';
import { shownAlert } from '../../../../test/support/shown-alert.js';
import { addAlerts, openIncidents } from '../projections/alert-table.js';
import { addFanOut, finishFanOuts } from '../projections/fan-out-table.js';
import { alertsOfFacts, alertsOfGroup, groupKeyOf, incidentOf, readGroupKey } from './notified-alert-table.js';

describe('what people are told of together', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('told-alerts');
    await database.write((tx) =>
      addAlerts(tx, [
        shownAlert({ alertId: 'single' }),
        shownAlert({ alertId: 'in:1', clientId: 'other' }),
        shownAlert({ alertId: 'rolled', incidentId: 'in:1' }),
        shownAlert({ alertId: 'rolled', clientId: 'bea', survivorId: 'bea', incidentId: 'in:1', active: false }),
        shownAlert({ alertId: 'else', incidentId: 'in:2' }),
      ]),
    );
  });
  afterAll(() => database.close());

  const names = (alerts: readonly { clientId: string; alertId: string }[]): string[] =>
    alerts.map(({ clientId, alertId }) => `${clientId} ${alertId}`).sort();
  const group = async (key: string) => names(await database.read((sql) => alertsOfGroup(sql, key)));

  it('is all of an incident, closed or not, and an alert without an incident by itself', async () => {
    expect(await group(groupKeyOf('rolled', 'in:1'))).toEqual(['ada rolled', 'bea rolled']);
    expect(await group(groupKeyOf('single', null))).toEqual(['ada single']);
  });

  it('tells an alert from an incident of the same id, also where that has a colon', async () => {
    expect(await group(groupKeyOf('in:1', null))).toEqual(['other in:1']);
    expect(readGroupKey('incident:in:1')).toEqual({ kind: 'incident', id: 'in:1' });
    expect(readGroupKey('alert:incident:x')).toEqual({ kind: 'alert', id: 'incident:x' });
  });

  it('finds the alerts of facts by client and alert, each once however many facts there are', async () => {
    const fact = { clientId: 'bea', alertId: 'rolled' };
    const found = await database.read((sql) =>
      alertsOfFacts(sql, [fact, fact, { clientId: 'bea', alertId: 'single' }]),
    );
    expect(names(found)).toEqual(['bea rolled']);
    expect(await database.read((sql) => alertsOfFacts(sql, []))).toEqual([]);
  });

  it('grows for as long as clients are judged for its incident', async () => {
    const incidents = [1, 2].map((n) => ({ incidentId: `in:${n}`, kind: 'CAMPAIGN', key: `k${n}` }));
    const touched = { refs: [], clientIds: [], everyone: true };
    await database.write(async (tx) => {
      await openIncidents(tx, incidents, 0);
      for (const position of [1, 2]) {
        await addFanOut(tx, { position, cause: 'CAMPAIGN', incidentId: 'in:1', ...touched }, 0);
      }
    });
    const of = (id: string) => database.read((sql) => incidentOf(sql, id));
    const finish = (position: number) => database.write((tx) => finishFanOuts(tx, [position]));
    expect([await of('in:1'), await of('in:2')]).toMatchObject([
      { kind: 'CAMPAIGN', key: 'k1', growing: true },
      { growing: false },
    ]);
    await finish(2);
    expect(await of('in:1')).toMatchObject({ growing: true });
    await finish(1);
    expect(await of('in:1')).toMatchObject({ growing: false });
    expect(await of('in:3')).toBeUndefined();
  });
});
