import { appendToLog } from '#log';
import { addSentBefore, settledBefore } from '#store';
import { AppDatabase } from '../../../test/support/app-database.js';
import { loggedFact, RECORDED_AT } from '../../../test/support/log-rows.js';
import { notSentBefore, saysOfAlert, settleSentBefore } from './sent-before.js';

const RESTORE = `INSERT INTO restore (epoch, reason, restored_by, size, root, first_block, inputs, sent, messages, steps)
  VALUES (2, 'A disk was lost.', 'shell:me', 0, '', 9, '{}', '{}', 0, 0)`;
const body = (alertId: string, verdict: string): Record<string, unknown> => ({
  ...{ alertId, clientId: 'ada', verdict, status: 'OPEN', detectedAt: '2026-01-01T00:00:00.000Z' },
});

describe('what waits to be sent after a restore', () => {
  let database: AppDatabase;
  let block = 10;
  beforeAll(async () => {
    database = await AppDatabase.open('sent-before');
    await database.asOwner(RESTORE);
  });
  afterEach(() =>
    database.asOwner(
      'TRUNCATE alert_fact, outbox, batch, chain_head, sent_before, settled_before, alert, erasure CASCADE',
    ),
  );
  afterAll(() => database.close());

  /** A change that is recorded now, at another moment. @returns its position */
  async function record(alertId: string, verdict: string): Promise<number> {
    block += 1;
    const position = block * 65_536;
    const now = { ...body(alertId, verdict), detectedAt: '2026-02-01T00:00:00.000Z', cause: 'LATE_FACT' };
    const facts = [loggedFact(position, { alertId, body: JSON.stringify(now) })];
    await database.write((tx) => appendToLog(tx, { chain: 'a', block, recordedAt: RECORDED_AT, facts }));
    return position;
  }
  /** As the owner puts it there who restores. */
  async function sent(alertId: string, ...verdicts: string[]): Promise<void> {
    for (const [ordinal, verdict] of verdicts.entries()) {
      await database.asOwner(
        'INSERT INTO sent_before (epoch, ordinal, message_id, subject, says) VALUES (2, $1, $2, $3, $4)',
        [ordinal, `change-${ordinal}`, alertId, saysOfAlert(body(alertId, verdict))],
      );
    }
  }
  const waiting = async (): Promise<number[]> =>
    (await database.asOwner<{ position: string }>('SELECT position FROM outbox ORDER BY position')).map((row) =>
      Number(row.position),
    );

  it('goes where nothing was sent before', async () => {
    const position = await record('al', 'BREACH');
    expect(await database.write(settleSentBefore)).toBe(0);
    expect(await waiting()).toEqual([position]);
  });

  it('is settled by what says the same, once, and noted with that message', async () => {
    await sent('al', 'BREACH', 'WARNING');
    const [first, other] = [await record('al', 'BREACH'), await record('another', 'BREACH')];
    expect(await database.write(settleSentBefore)).toBe(1);
    expect(await waiting()).toEqual([other]);
    expect(await database.read((sql) => settledBefore(sql, [first, other]))).toEqual(new Set([first]));
    expect(await database.asOwner('SELECT message_id, epoch FROM settled_before')).toEqual([
      { message_id: 'change-0', epoch: 2 },
    ]);
    const again = await record('al', 'WARNING');
    expect(await database.write(settleSentBefore)).toBe(1);
    const back = await record('al', 'BREACH');
    expect(await database.write(settleSentBefore)).toBe(0);
    expect(await waiting()).toEqual([other, back]);
    expect(await database.read((sql) => settledBefore(sql, [again]))).toEqual(new Set([again]));
  });

  it('is not sent by whoever had read it when somebody else settled it', async () => {
    await sent('al', 'BREACH');
    const [told, fresh] = [await record('al', 'BREACH'), await record('another', 'BREACH')];
    const read = [{ position: told }, { position: fresh }];
    expect(await database.write(settleSentBefore)).toBe(1);
    await database.inSession(async (session) => {
      expect(await notSentBefore(session, read)).toEqual([{ position: fresh }]);
    });
  });

  it('goes from the first on that says something else', async () => {
    await sent('al', 'BREACH', 'WARNING');
    const all = [await record('al', 'OTHER'), await record('al', 'WARNING')];
    expect(await database.write(settleSentBefore)).toBe(0);
    expect(await waiting()).toEqual(all);
    expect(await database.asOwner('SELECT 1 FROM sent_before')).toEqual([]);
  });

  it('is nothing that an app can add to, so that it would not be sent', async () => {
    const row = { epoch: 2, ordinal: 7, messageId: 'change-7', subject: 'al', says: Buffer.alloc(32) };
    await expect(database.write((tx) => addSentBefore(tx, [row]))).rejects.toMatchObject({ code: '42501' });
  });

  it('is held against nothing any more that was sent of whoever is erased', async () => {
    await sent('al', 'BREACH');
    await database.asOwner(`
      INSERT INTO erasure (erasure_id, client_id, ground, reason, requested_by, decision, decided_by, ledger_id, pseudonym)
      VALUES ('e', 'ada', 'LEDGER', 'Again.', 'shell:me', 'APPROVED', 'shell:me', 'before', 'erased-1')`);
    await database.asOwner(`UPDATE sent_before SET subject = 'al-of-them'`);
    await database.asOwner(`
      INSERT INTO alert (alert_id, client_id, survivor_id, entity_id, verdict, severity, active, raised_at, changed_at,
                         explanation, view, kind, status)
      VALUES ('al-of-them', 'erased-1', 'erased-1', 'ENT-1', 'BREACH', 'high', true, now(), now(), '', '{}', 'MARKETED', 'OPEN')`);
    await database.asOwner(`UPDATE erasure SET carried_out_at = now() WHERE erasure_id = 'e'`);
    expect(await database.asOwner('SELECT 1 FROM sent_before')).toEqual([]);
  });
});
