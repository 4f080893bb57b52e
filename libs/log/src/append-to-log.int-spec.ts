import { createHash } from 'node:crypto';
import { encodeAlertFacts, encodeEvents, encodeLogRecords, encodeRejections, storedSalts } from '#log/codec';
import { leavesIn, merkleRoot } from '#proof';
import { AppDatabase } from '../../../test/support/app-database.js';
import { loggedEvent, loggedFact, loggedRecord, loggedRejection, RECORDED_AT } from '../../../test/support/log-rows.js';
import { appendToLog, type LogEntries } from './append-to-log.js';

const sha256 = (...parts: readonly (Buffer | string)[]): Buffer => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
};

describe('appending to the log', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('append');
  });
  afterEach(() =>
    database.asOwner('TRUNCATE event, alert_fact, rejection, log_record, outbox, batch, chain_head CASCADE'),
  );
  afterAll(() => database.close());

  const append = (block: number, entries: Partial<LogEntries>): Promise<void> =>
    database.write((tx) => appendToLog(tx, { chain: 'a', block, recordedAt: RECORDED_AT, ...entries }));
  const outbox = () => database.asOwner('SELECT position, kind FROM outbox ORDER BY position');
  const batches = () =>
    database.asOwner<{ chain: string; seq: number; block: number; leaves: Buffer; content: Buffer; hash: Buffer }>(
      'SELECT chain, seq, block, events, facts, rejections, records, leaves, content, hash FROM batch ORDER BY chain, seq',
    );
  /** What the rows of one table were salted with, side by side in the order of positions. */
  const saltsIn = async (table: string, block: number): Promise<Buffer> =>
    storedSalts(
      await database.asOwner<{ salt: Buffer | null }>(
        `SELECT salt FROM ${table} WHERE position BETWEEN $1 AND $1 + 9 ORDER BY position`,
        [block],
      ),
    );
  const countAll = async () =>
    (
      await database.asOwner<{ n: number }>(
        `SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM alert_fact) + (SELECT count(*) FROM rejection)
              + (SELECT count(*) FROM outbox) + (SELECT count(*) FROM batch) + (SELECT count(*) FROM chain_head) AS n`,
      )
    )[0]?.n;

  it('has facts and rejections wait to be sent, and events not', async () => {
    await append(1, { events: [loggedEvent(1)], facts: [loggedFact(3)], rejections: [loggedRejection(2)] });
    expect(await outbox()).toEqual([
      { position: 2, kind: 'rejection' },
      { position: 3, kind: 'alert' },
    ]);
  });

  it('commits to each row by a leaf of its own, and links the root of the leaves to the batch before it in its chain', async () => {
    const [events, facts] = [[loggedEvent(10), loggedEvent(11, { clientId: null, shared: true })], [loggedFact(13)]];
    const [rejections, records] = [[loggedRejection(12, { value: null, key: Buffer.from('k') })], [loggedRecord(14)]];
    await append(1, { events, facts, rejections, records });
    await append(2, { events: [loggedEvent(20)] });
    await append(3, { chain: 'b', facts: [loggedFact(30)] });
    const first = Buffer.concat([
      encodeEvents(events, await saltsIn('event', 10)).leaves,
      encodeAlertFacts(facts, await saltsIn('alert_fact', 10)).leaves,
      encodeRejections(rejections, await saltsIn('rejection', 10)).leaves,
      encodeLogRecords(records, await saltsIn('log_record', 10)).leaves,
    ]);
    const second = encodeEvents([loggedEvent(20)], await saltsIn('event', 20)).leaves;
    const other = encodeAlertFacts([loggedFact(30)], await saltsIn('alert_fact', 30)).leaves;
    const roots = [first, second, other].map(merkleRoot);
    const head = sha256(roots[0] ?? '');
    const none = { events: 0, facts: 0, rejections: 0, records: 0 };
    expect(await batches()).toEqual([
      {
        ...{ chain: 'a', seq: 1, block: 1, events: 2, facts: 1, rejections: 1, records: 1 },
        ...{ leaves: first, content: roots[0], hash: head },
      },
      {
        ...{ chain: 'a', seq: 2, block: 2, ...none, events: 1 },
        ...{ leaves: second, content: roots[1], hash: sha256(head, roots[1] ?? '') },
      },
      {
        ...{ chain: 'b', seq: 1, block: 3, ...none, facts: 1 },
        ...{ leaves: other, content: roots[2], hash: sha256(roots[2] ?? '') },
      },
    ]);
  });

  it('salts each row anew, so that equal rows have nothing in common', async () => {
    await append(1, { facts: [loggedFact(10), loggedFact(11)] });
    await append(2, { facts: [loggedFact(20)] });
    const salts = [await saltsIn('alert_fact', 10), await saltsIn('alert_fact', 20)].flatMap((some) => [
      some.subarray(0, 16).toString('hex'),
      some.subarray(16).toString('hex'),
    ]);
    expect(new Set(salts.filter((salt) => salt !== '')).size).toBe(3);
  });

  it('refuses an identity that is on file, and leaves nothing of the batch that brought it', async () => {
    await append(1, { events: [loggedEvent(1)] });
    const before = await countAll();
    const again = loggedEvent(11, { identity: loggedEvent(1).identity });
    const batch = { events: [loggedEvent(10), again], facts: [loggedFact(12)], rejections: [loggedRejection(13)] };
    await expect(append(2, batch)).rejects.toMatchObject({ code: '23505', constraint: 'event_identity_unique' });
    expect(await countAll()).toBe(before);
    await append(2, { ...batch, events: [loggedEvent(10)] });
    expect((await batches()).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('links nothing where there is nothing to append', async () => {
    await append(1, {});
    expect(await countAll()).toBe(0);
  });

  it('takes a rejection that it meets again for the one on record, and commits only to what it adds', async () => {
    await append(1, { rejections: [loggedRejection(10)] });
    const met = loggedRejection(20, { rejectionId: loggedRejection(10).rejectionId, message: 'In other words.' });
    await append(2, { rejections: [met] });
    await append(3, { events: [loggedEvent(40)], rejections: [{ ...met, position: 30 }] });
    expect(await database.asOwner('SELECT position, message FROM rejection')).toEqual([
      { position: 10, message: 'It is not JSON.' },
    ]);
    expect(await outbox()).toEqual([{ position: 10, kind: 'rejection' }]);
    expect((await batches()).map(({ block, leaves }) => ({ block, leaves: leavesIn(leaves) }))).toEqual([
      { block: 1, leaves: 1 },
      { block: 3, leaves: 1 },
    ]);
    const own = encodeRejections([loggedRejection(10)], await saltsIn('rejection', 10)).leaves;
    expect((await batches())[0]?.leaves).toEqual(own);
  });

  it('has all who append to one chain at once follow one another', async () => {
    const blocks = Array.from({ length: 12 }, (_, i) => i + 1);
    await Promise.all(blocks.map((block) => append(block, { events: [loggedEvent(block)] })));
    const linked = await batches();
    let previous: Buffer | string = '';
    for (const { content, hash } of linked) expect(hash).toEqual((previous = sha256(previous, content)));
    expect(linked.map(({ seq }) => seq)).toEqual(blocks);
    expect(await database.asOwner('SELECT seq, hash FROM chain_head')).toEqual([{ seq: 12, hash: previous }]);
  });
});
