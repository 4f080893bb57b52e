import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  addRebuild,
  approveDifferences,
  moveRebuild,
  rebuildDifferences,
  rebuildOf,
  withSession,
  type RebuildRow,
  type Session,
  type StoredDifference,
} from '#store';
import { Desk, packText } from '../../../test/support/desk.js';
import {
  campaign,
  clientIds,
  custodyOf,
  customers,
  everydayLife,
  exchangeOf,
  merged,
  promoted,
  retracted,
} from '../../../test/support/events.js';
import { addPeople } from '../../../test/support/people.js';
import { isResting, Rebuilder } from './rebuild.js';
import { StepFailures } from './step-failures.js';

const ids = clientIds('c', 40);
const [ada = '', bob = '', eve = '', fay = ''] = ids;

describe('a rebuild beside live traffic', () => {
  let desk: Desk;
  let ingestor: ReturnType<Desk['ingestor']>;
  const using = <T>(work: (session: Session) => Promise<T>): Promise<T> => withSession(desk.dataSource, work);

  beforeEach(async () => {
    desk = await Desk.open('rebuild');
    await using((s) => s.transaction((tx) => addPeople(tx, ['ann', 'bea'])));
    ingestor = desk.ingestor('a');
    await ingestor.activatePolicy(packText);
    await desk.take(ingestor, customers(ids));
    await desk.take(ingestor, everydayLife(ids, 4));
    await desk.take(ingestor, [campaign('k', 500, 'S', exchangeOf('ETH')), merged(ada, bob)]);
    await desk.fanOut();
    expect(await desk.differences()).toEqual([]);
  });
  afterEach(() => desk.close());

  async function started(compareOnly = false): Promise<string> {
    const rebuildId = randomUUID();
    await using((s) => s.transaction((tx) => addRebuild(tx, { rebuildId, compareOnly, createdBy: 'ann' })));
    return rebuildId;
  }
  /** Until nothing happens by itself any more. */
  async function finished(rebuildId: string): Promise<RebuildRow> {
    await using(async (session) => {
      const rebuilder = new Rebuilder(session);
      while (!(await isResting(session.sql, rebuildId))) {
        if ((await rebuilder.step()) === 'LATER') await sleep(5);
      }
    });
    return rowOf(rebuildId);
  }
  async function rowOf(rebuildId: string): Promise<RebuildRow> {
    const row = await using(({ sql }) => rebuildOf(sql, rebuildId));
    if (row === undefined) throw new Error('There is no such rebuild.');
    return row;
  }
  const found = (rebuildId: string): Promise<StoredDifference[]> =>
    using(({ sql }) => rebuildDifferences(sql, rebuildId, { change: null, kind: null, clientId: null }, 0, 1_000));
  const approved = (rebuildId: string, approved_by: string): Promise<unknown> =>
    using((s) =>
      s.transaction(async (tx) => {
        await moveRebuild(tx, rebuildId, ['COMPARED'], { stage: 'CUTTING_OVER', approved_by });
        await approveDifferences(tx, rebuildId);
      }),
    );
  const rollBack = (rebuildId: string): Promise<unknown> =>
    using((s) =>
      s.transaction((tx) => moveRebuild(tx, rebuildId, ['IN_USE'], { stage: 'ROLLING_BACK', rolled_back_by: 'bea' })),
    );
  const recorded = async (): Promise<number | undefined> =>
    (await desk.database.query<{ n: number }>('SELECT count(*)::int AS n FROM alert_fact'))[0]?.n;

  /** A client's facets, an alert's severity, and a client without a row. */
  async function corrupt(): Promise<string> {
    await desk.database.query(`UPDATE client SET facets = '{wrong}' WHERE client_id = $1`, [eve]);
    await desk.database.query('DELETE FROM client WHERE client_id = $1', [fay]);
    const [alert] = await desk.database.query<{ id: string }>(
      `UPDATE alert SET active = false WHERE alert_id = (SELECT alert_id FROM alert WHERE active AND survivor_id = $1 LIMIT 1)
       RETURNING alert_id AS id`,
      [ada],
    );
    return alert?.id ?? '';
  }
  const wrong = async () =>
    (await desk.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM client WHERE facets = '{wrong}'`))[0]?.n;

  it('finds nothing where nothing is wrong, and changes nothing', async () => {
    const before = await recorded();
    const row = await finished(await started());
    expect(row).toMatchObject({ stage: 'DONE', done: ids.length - 1, total: ids.length - 1, cutOverAt: null });
    expect(await recorded()).toBe(before);
  });

  it('goes on while facts, campaigns and merges come in, and still finds nothing', async () => {
    const rebuildId = await started();
    let rebuilding = true;
    const traffic = (async () => {
      for (let day = 600; rebuilding; day += 1) {
        await desk.take(ingestor, [promoted(ids[day % ids.length] ?? '', day, custodyOf('ETH'), `mail-${day}`)]);
        if (day % 5 === 0) await desk.take(ingestor, [campaign(`k-${day}`, day, 'S', exchangeOf('ETH'))]);
        if (day === 603) await desk.take(ingestor, [merged(eve, fay)]);
        await desk.fanOut();
      }
    })();
    const row = await finished(rebuildId).finally(() => (rebuilding = false));
    await traffic;
    expect({ stage: row.stage, found: await found(rebuildId) }).toEqual({ stage: 'DONE', found: [] });
    expect(await desk.differences()).toEqual([]);
  });

  it('finds what was changed past the log, and puts it right once a second person approves', async () => {
    const alertId = await corrupt();
    const before = await recorded();
    const rebuildId = await started();
    expect(await finished(rebuildId)).toMatchObject({ stage: 'COMPARED' });
    expect((await found(rebuildId)).map(({ change, kind, key, cause }) => ({ change, kind, key, cause }))).toEqual(
      expect.arrayContaining([
        { change: 'CHANGED', kind: 'client', key: eve, cause: 'PROJECTION' },
        { change: 'ADDED', kind: 'client', key: fay, cause: 'PROJECTION' },
        { change: 'ADDED', kind: 'alert', key: alertId, cause: 'PROJECTION' },
      ]),
    );
    expect(await found(rebuildId)).toHaveLength(3);
    await expect(approved(rebuildId, 'ann')).rejects.toThrow('Putting a rebuild into use takes two people');
    expect(await wrong()).toBe(1);
    await approved(rebuildId, 'bea');
    expect(await finished(rebuildId)).toMatchObject({ stage: 'IN_USE', approvedBy: 'bea' });
    expect(await desk.differences()).toEqual([]);
    expect(await recorded()).toBe(before);
    // The ingestor has the older rows in its cache.
    await desk.take(
      ingestor,
      [eve, fay, ada].map((id) => promoted(id, 700, custodyOf('ETH'), `${id}-after`)),
    );
    expect(await desk.differences()).toEqual([]);
  });

  it('finds what was changed beside what the judge says, of alerts that no longer stand too, and puts it right', async () => {
    await desk.take(ingestor, [retracted(`${eve}-mail-103`)]);
    await desk.fanOut();
    const rows = () => desk.database.query('SELECT * FROM alert ORDER BY client_id, alert_id');
    const before = await rows();
    expect(before.filter((row) => row['active'] === false)).toHaveLength(1);
    await desk.database.query(
      `UPDATE alert SET status = 'CLOSED', severity = 'low', country = 'XX', entity_id = 'x', raised_at = now(),
              changed_at = now(), effective_at = NULL, incident_id = 'x', work = 7, assignee = 'x', closed_at = now(),
              proposed = '{}', service = 'x', survivor_id = 'x'`,
    );
    await desk.database.query(
      `INSERT INTO alert SELECT (a).* FROM (SELECT jsonb_populate_record(a, '{"alert_id": "al-invented"}') AS a
         FROM alert a LIMIT 1) AS invented`,
    );
    const rebuildId = await started();
    expect(await finished(rebuildId)).toMatchObject({ stage: 'COMPARED' });
    const differences = await found(rebuildId);
    expect(differences).toHaveLength(before.length + 1);
    expect(new Set(differences.map(({ cause }) => cause))).toEqual(new Set(['PROJECTION']));
    const columns = (JSON.parse(differences[0]?.before ?? '{}') as { columns: object }).columns;
    expect(columns).toMatchObject({ status: 'CLOSED', severity: 'low', country: 'XX', work: 7 });
    await approved(rebuildId, 'bea');
    expect(await finished(rebuildId)).toMatchObject({ stage: 'IN_USE' });
    expect(await rows()).toEqual(before);
    await rollBack(rebuildId);
    await finished(rebuildId);
    const back = await rows();
    expect(back.map((row) => row['alert_id'])).toContain('al-invented');
    expect(back.every((row) => row['status'] === 'CLOSED')).toBe(true);
  });

  it('asks again where another row differs by the time it is put into use', async () => {
    await corrupt();
    const rebuildId = await started();
    await finished(rebuildId);
    await approved(rebuildId, 'bea');
    await desk.database.query(`UPDATE client SET facets = '{wrong}', version = version + 1 WHERE client_id = $1`, [
      ids[9],
    ]);
    expect(await finished(rebuildId)).toMatchObject({ stage: 'COMPARED', approvedBy: null });
    expect((await found(rebuildId)).filter((d) => !d.approved).map((d) => d.key)).toEqual([ids[9]]);
  });

  it('goes back to the rows it replaced, and loses nothing that came in since', async () => {
    const alertId = await corrupt();
    const rebuildId = await started();
    await finished(rebuildId);
    await approved(rebuildId, 'bea');
    await finished(rebuildId);
    await desk.take(ingestor, [promoted(fay, 800, custodyOf('ETH'), 'since')]);
    await rollBack(rebuildId);
    expect(await finished(rebuildId)).toMatchObject({ stage: 'ROLLED_BACK', judgedAnew: 1 });
    expect(await wrong()).toBe(1);
    await desk.fanOut();
    const still = (await desk.differences()).map((line) => line.split(':')[0]);
    expect(still).toEqual([`alert ${alertId} of ${ada}`]);
  });

  it('is gone on with by another process, from the last step that was committed', async () => {
    await corrupt();
    const rebuildId = await started();
    let steps = 0;
    // Each step by a process of its own, as if the one before had been killed.
    while (!(await using(({ sql }) => isResting(sql, rebuildId)))) {
      await using((session) => new Rebuilder(session).step());
      steps += 1;
    }
    expect(steps).toBeGreaterThan(2);
    expect(await rowOf(rebuildId)).toMatchObject({ stage: 'COMPARED' });
    expect(await found(rebuildId)).toHaveLength(3);
  });

  it('is given up with the error when it fails again and again, unless a step is done in between', async () => {
    const rebuildId = await started();
    const failures = new StepFailures();
    const fail = (): Promise<boolean> => using((session) => failures.note(session, new Error('No space is left.')));
    for (let i = 0; i < 4; i += 1) expect(await fail()).toBe(false);
    failures.clear();
    for (let i = 0; i < 4; i += 1) expect(await fail()).toBe(false);
    expect(await fail()).toBe(true);
    const problem = 'It failed 5 times in a row: No space is left.';
    expect(await rowOf(rebuildId)).toMatchObject({ stage: 'FAILED', problem });
    expect(await finished(await started())).toMatchObject({ stage: 'DONE' });
  });
});
