import { AppDatabase } from '../../../test/support/app-database.js';
import { loggedEvent, loggedRejection, RECORDED_AT } from '../../../test/support/log-rows.js';
import { addPeople } from '../../../test/support/people.js';
import { addRejectionStep } from '#store';
import { appendToLog } from './append-to-log.js';
import { clientsAmong, recordTimes, rejectedMessages, waitingSizes } from './coverage-rows.js';
import { recordOutcome } from './rejection-table.js';

describe('what an assurance asks of the log', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('coverage');
    await database.write((tx) => addPeople(tx, ['ann', 'bob']));
  });
  afterEach(() => database.asOwner('TRUNCATE event, rejection, batch, chain_head, outbox, client CASCADE'));
  afterAll(() => database.close());

  const append = (block: number, entries: Partial<Parameters<typeof appendToLog>[1]>, recordedAt = RECORDED_AT) =>
    database.write((tx) => appendToLog(tx, { chain: 'a', block, recordedAt, ...entries }));
  const waiting = () => database.read(waitingSizes);

  it('counts rejections that wait, whether or not somebody has proposed to set them aside', async () => {
    const rejections = [1, 2, 3, 4].map((n) => loggedRejection(n, { value: n === 1 ? null : Buffer.alloc(n) }));
    await append(1, { rejections });
    await database.write(async (tx) => {
      await addRejectionStep(tx, 'events-0-2', { kind: 'PROPOSED', actor: 'ann', reason: 'Noise.' });
      await addRejectionStep(tx, 'events-0-3', { kind: 'SET_ASIDE', actor: 'ann', reason: 'Noise.' });
      await recordOutcome(tx, { rejectionId: 'events-0-4', attempt: 1, outcome: 'ACCEPTED', message: null });
    });
    expect(await waiting()).toEqual([
      { rejectionId: 'events-0-1', bytes: 0 },
      { rejectionId: 'events-0-2', bytes: 2 },
    ]);
  });

  it('goes on to wait for what was taken up in vain', async () => {
    await append(1, { rejections: [loggedRejection(1)] });
    await database.write((tx) =>
      recordOutcome(tx, { rejectionId: 'events-0-1', attempt: 1, outcome: 'REJECTED', message: 'Still no JSON.' }),
    );
    expect(await waiting()).toHaveLength(1);
  });

  it('reads the messages that it is asked for, as they came, in their order', async () => {
    const value = Buffer.from([0, 255, 1]);
    await append(1, { rejections: [loggedRejection(2, { value }), loggedRejection(1, { key: Buffer.from('k') })] });
    const rows = await database.read((sql) => rejectedMessages(sql, ['events-0-2', 'events-0-1', 'no-such']));
    expect(rows.map(({ rejectionId }) => rejectionId)).toEqual(['events-0-1', 'events-0-2']);
    expect([rows[0]?.key?.toString(), rows[1]?.value]).toEqual(['k', value]);
  });

  it('finds ids of clients among words: by their row, by a fact of theirs, and nothing with a zero byte', async () => {
    await append(1, { events: [loggedEvent(1, { clientId: 'only-in-the-log' })] });
    await database.asOwner(
      `INSERT INTO client (client_id, version, knowledge, refs, state) VALUES ('only-a-row', 1, 0, '{}', '{}')`,
    );
    const words = ['only-a-row', 'only-in-the-log', 'only', 'a\0b', "a'; DROP TABLE client"];
    expect((await database.read((sql) => clientsAmong(sql, words))).sort()).toEqual(['only-a-row', 'only-in-the-log']);
  });

  it('says when the newest batch was recorded, and that there is none', async () => {
    expect((await database.read(recordTimes)).newest).toBeNull();
    await append(1, { events: [loggedEvent(1)] }, RECORDED_AT + 5);
    await append(2, { events: [loggedEvent(2)] }, RECORDED_AT);
    const { now, newest } = await database.read(recordTimes);
    expect(newest).toBe(RECORDED_AT + 5);
    expect(now).toBeGreaterThan(RECORDED_AT);
  });
});
