import { addPack, addRejectionStep, recordAudit } from '#store';
import { AppDatabase } from '../../../../test/support/app-database.js';
import { loggedRejection, RECORDED_AT } from '../../../../test/support/log-rows.js';
import { addPeople } from '../../../../test/support/people.js';
import { appendToLog } from '../append-to-log.js';
import { recordPending } from './pending-records.js';

interface Recorded {
  readonly kind: string;
  readonly subject: string;
  readonly body: string;
}

describe('what people decide', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('pending-records');
  });
  afterEach(() =>
    database.asOwner(
      'TRUNCATE person, audit, silence, policy_pack, rejection, log_record, record_pending, batch, chain_head, outbox CASCADE',
    ),
  );
  afterAll(() => database.close());

  const pending = (): Promise<Recorded[]> =>
    database.asOwner<Recorded & object>('SELECT kind, subject, body FROM record_pending ORDER BY n');
  const recorded = (): Promise<Recorded[]> =>
    database.asOwner<Recorded & object>('SELECT kind, subject, body FROM log_record ORDER BY position');
  const put = (most = 100) => database.write((tx) => recordPending(tx, most));
  const bodies = (rows: readonly Recorded[]) =>
    rows.map(({ body }) => JSON.parse(body) as Record<string, unknown> | null);
  const someone = (name: string) => ({ personId: name, address: '127.0.0.1' });

  it('waits with the change itself, and is on record in its order', async () => {
    await database.write((tx) => addPeople(tx, ['ann']));
    await database.write((tx) => recordAudit(tx, someone('ann'), 'person.add', 'ann', null, { roles: ['approver'] }));
    expect((await pending()).map(({ kind, subject }) => [kind, subject])).toEqual([
      ['person', 'ann'],
      ['audit', expect.stringMatching(/^\d+$/)],
    ]);
    const waiting = await pending();
    expect([await put(), await put()]).toEqual([2, 0]);
    expect(await recorded()).toEqual(waiting);
    expect(await pending()).toEqual([]);
    const [batch] = await database.asOwner('SELECT chain, records, events FROM batch');
    expect(batch).toEqual({ chain: 'records', records: 2, events: 0 });
  });

  it('is not there where the change is not', async () => {
    const failing = database.write(async (tx) => {
      await addPeople(tx, ['ann']);
      throw new Error('Not this time.');
    });
    await expect(failing).rejects.toThrow('Not this time.');
    expect(await pending()).toEqual([]);
  });

  it('is recorded each time that it changes, and where it goes; not where only a passing column does', async () => {
    await database.write((tx) => addPeople(tx, ['ann']));
    await database.asOwner(`UPDATE person SET last_seen_at = now()`);
    await database.asOwner(`UPDATE person SET disabled = true`);
    await database.asOwner(`DELETE FROM person`);
    expect(bodies(await pending()).map((body) => body?.['disabled'] ?? body)).toEqual([false, true, null]);
  });

  it('writes a time the same, whatever the zone of whoever writes', async () => {
    for (const zone of ['Asia/Tokyo', 'America/Lima']) {
      await database.write(async (tx) => {
        await tx.query(`SET LOCAL timezone = '${zone}'`);
        await addPack(tx, `v-${zone}`, '{}', RECORDED_AT);
      });
    }
    expect(bodies(await pending()).map((body) => body?.['recorded_at'])).toEqual([
      '2025-06-01T00:00:00+00:00',
      '2025-06-01T00:00:00+00:00',
    ]);
  });

  it('has what is large as a digest, by which it can be told', async () => {
    await database.write((tx) => addPack(tx, 'v1', '{"rules":1}', RECORDED_AT));
    await database.write((tx) => addPack(tx, 'v2', '{"rules":2}', RECORDED_AT));
    const [one, two] = bodies(await pending());
    expect(one).toMatchObject({ version: 'v1', pack_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown });
    expect(one?.['pack']).toBeUndefined();
    expect(one?.['pack_sha256']).not.toBe(two?.['pack_sha256']);
  });

  it('keeps keys of several parts apart, whatever is in them', async () => {
    const rejection = loggedRejection(5, { rejectionId: 'a/b' });
    await database.write((tx) =>
      appendToLog(tx, { chain: 'a', block: 1, recordedAt: RECORDED_AT, rejections: [rejection] }),
    );
    await database.write((tx) => addPeople(tx, ['ann']));
    await put();
    await database.write((tx) =>
      addRejectionStep(tx, 'a/b', { kind: 'PROPOSED', actor: 'ann', reason: 'Nobody needs it.' }),
    );
    expect((await pending()).map(({ kind, subject }) => [kind, subject])).toEqual([['rejection_step', 'a~1b/1']]);
  });

  it('takes so many at a time, and of two who take at once nobody takes what the other has', async () => {
    await database.write((tx) => addPeople(tx, ['a', 'b', 'c', 'd', 'e']));
    expect(await put(2)).toBe(2);
    await Promise.all([put(2), put(2)]);
    while ((await put(2)) > 0);
    expect((await recorded()).map(({ subject }) => subject).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('can be put there by nobody but by changing it', async () => {
    const forged = `INSERT INTO record_pending (kind, subject, body) VALUES ('person', 'eve', '{}')`;
    await expect(database.write((tx) => tx.query(forged))).rejects.toThrow(/permission denied/);
    await expect(database.write((tx) => tx.query(`UPDATE record_pending SET body = '{}'`))).rejects.toThrow(
      /permission denied/,
    );
  });
});
