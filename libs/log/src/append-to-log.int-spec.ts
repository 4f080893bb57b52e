import { createHash } from 'node:crypto';
import { encodeAlertFacts, encodeEvents } from '#log/codec';
import { AppDatabase } from '../../../test/support/app-database.js';
import { loggedEvent, loggedFact, loggedRejection, RECORDED_AT } from '../../../test/support/log-rows.js';
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
  afterEach(() => database.asOwner('TRUNCATE event, alert_fact, rejection, outbox, batch, chain_head CASCADE'));
  afterAll(() => database.close());

  const append = (block: number, entries: Partial<LogEntries>): Promise<void> =>
    database.write((tx) => appendToLog(tx, { chain: 'a', block, recordedAt: RECORDED_AT, ...entries }));
  const outbox = () => database.asOwner('SELECT position, kind FROM outbox ORDER BY position');
  const batches = () =>
    database.asOwner<{ chain: string; seq: number; block: number; content: Buffer; hash: Buffer }>(
      'SELECT chain, seq, block, events, facts, content, hash FROM batch ORDER BY chain, seq',
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

  it('digests all that a batch holds, and links it to the batch before it in its chain', async () => {
    const [events, facts] = [[loggedEvent(1), loggedEvent(2, { clientId: null, shared: true })], [loggedFact(4)]];
    await append(1, { events, facts, rejections: [loggedRejection(3, { value: null })] });
    await append(2, { events: [loggedEvent(5)] });
    await append(3, { chain: 'b', facts: [loggedFact(6)] });
    const first = sha256(encodeEvents(events), encodeAlertFacts(facts), 'events-0-3\0MALFORMED_JSON\0');
    const second = sha256(encodeEvents([loggedEvent(5)]));
    const other = sha256(encodeAlertFacts([loggedFact(6)]));
    expect(await batches()).toEqual([
      { chain: 'a', seq: 1, block: 1, events: 2, facts: 1, content: first, hash: sha256(first) },
      { chain: 'a', seq: 2, block: 2, events: 1, facts: 0, content: second, hash: sha256(sha256(first), second) },
      { chain: 'b', seq: 1, block: 3, events: 0, facts: 1, content: other, hash: sha256(other) },
    ]);
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

  it('takes a rejection that it meets again for the one on record, and digests only what it adds', async () => {
    await append(1, { rejections: [loggedRejection(1)] });
    const met = loggedRejection(2, { rejectionId: loggedRejection(1).rejectionId, message: 'In other words.' });
    await append(2, { rejections: [met] });
    await append(3, { events: [loggedEvent(4)], rejections: [{ ...met, position: 3 }] });
    expect(await database.asOwner('SELECT position, message FROM rejection')).toEqual([
      { position: 1, message: 'It is not JSON.' },
    ]);
    expect(await outbox()).toEqual([{ position: 1, kind: 'rejection' }]);
    expect((await batches()).map(({ block, content }) => ({ block, content }))).toEqual([
      { block: 1, content: sha256('events-0-1\0MALFORMED_JSON\0', 'not json') },
      { block: 3, content: sha256(encodeEvents([loggedEvent(4)])) },
    ]);
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
