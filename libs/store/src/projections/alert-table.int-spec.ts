import { AppDatabase } from '../../../../test/support/app-database.js';
import { shownAlert } from '../../../../test/support/shown-alert.js';
import { addAlerts, alertsById, alertsOfSurvivors, openIncidents, saveAlerts, type AlertRow } from './alert-table.js';

describe('the table of alerts', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('alerts');
  });
  afterEach(() => database.asOwner('TRUNCATE alert, incident'));
  afterAll(() => database.close());

  const alert = (alertId: string, said: Partial<AlertRow> = {}): AlertRow => shownAlert({ alertId, ...said });
  const add = (...rows: AlertRow[]): Promise<void> => database.write((tx) => addAlerts(tx, rows));
  const save = (...rows: AlertRow[]): Promise<void> => database.write((tx) => saveAlerts(tx, rows));
  const load = async (alertId: string, clientId = 'ada') =>
    (await database.read((sql) => alertsById(sql, [clientId], [alertId])))[0];

  it('holds the same whether a row was added or saved', async () => {
    const odd = { explanation: `It's "so",\n\\ 𝄞`, view: '{"a":[1,"\\u00e9"]}', service: null, country: null };
    for (const said of [odd, { ...odd, effectiveAt: null, verdict: null, incidentId: 'in-1', article61_2: true }]) {
      await add(alert('added', said));
      await save(alert('saved', said));
      expect(await load('added')).toEqual({ ...alert('added', said), status: 'OPEN' });
      expect(await load('saved')).toEqual({ ...alert('saved', said), status: 'OPEN' });
      await database.asOwner('TRUNCATE alert');
    }
  });

  it('keeps times to the millisecond, also before 1970 and far ahead', async () => {
    const times = {
      effectiveAt: -1,
      raisedAt: Date.UTC(1969, 0, 1, 0, 0, 0, 7),
      changedAt: Date.UTC(9999, 11, 31) + 1,
    };
    await add(alert('added', times));
    await save(alert('saved', times));
    expect(await load('added')).toMatchObject(times);
    expect(await load('saved')).toMatchObject(times);
  });

  it('adds none that is on record, and leaves nothing of those it came with', async () => {
    await add(alert('one'));
    await expect(add(alert('two'), alert('one', { severity: 'low' }))).rejects.toMatchObject({ code: '23505' });
    expect([(await load('one'))?.severity, await load('two')]).toEqual(['high', undefined]);
  });

  it('is one alert for each client whom an act named, though the id is the same', async () => {
    await add(alert('roll-out'), alert('roll-out', { clientId: 'bea', survivorId: 'bea' }));
    expect((await load('roll-out', 'bea'))?.survivorId).toBe('bea');
    const pairs = await database.read((sql) => alertsById(sql, ['ada', 'bea'], ['none', 'roll-out']));
    expect(pairs.map(({ clientId }) => clientId)).toEqual(['bea']);
  });

  it('when judged again leaves what people made of it, when it was raised, and its incident', async () => {
    await add(alert('one', { incidentId: 'in-1' }));
    await database.asOwner(`UPDATE alert SET status = 'ACKNOWLEDGED', assignee = 'ann', work = 2`);
    const changed = { severity: 'low', active: false, survivorId: 'bea', changedAt: Date.UTC(2026, 0, 1), view: '[]' };
    await save(alert('one', { ...changed, incidentId: 'in-2', raisedAt: Date.UTC(2026, 0, 1) }));
    const kept = { incidentId: 'in-1', raisedAt: alert('one').raisedAt, status: 'ACKNOWLEDGED' };
    expect(await load('one')).toEqual({ ...alert('one', changed), ...kept });
    expect(await database.asOwner('SELECT assignee, work FROM alert')).toEqual([{ assignee: 'ann', work: 2 }]);
  });

  it('is shown with the survivor after a merge, whoever the act named', async () => {
    await add(
      alert('one'),
      alert('two', { clientId: 'bea' }),
      alert('three', { clientId: 'cleo', survivorId: 'cleo' }),
    );
    const shown = await database.read((sql) => alertsOfSurvivors(sql, ['ada', 'bea']));
    expect(shown.map(({ alertId }) => alertId).sort()).toEqual(['one', 'two']);
  });

  it('opens an incident once: the first time stays', async () => {
    const incident = { incidentId: 'in-1', kind: 'CAMPAIGN', key: 'k' };
    const open = (atMs: number) => database.write((tx) => openIncidents(tx, [incident], atMs));
    await open(1_000);
    await open(2_000);
    expect(await database.asOwner('SELECT opened_at AS at FROM incident')).toEqual([{ at: new Date(1_000) }]);
  });
});
