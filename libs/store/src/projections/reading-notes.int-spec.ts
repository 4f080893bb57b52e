import { AppDatabase } from '../../../../test/support/app-database.js';
import { acceptGap, noteGap } from './offset-gap-table.js';
import { gapNote, stopNote } from './reading-notes.js';
import { forgetTrouble, noteTrouble, presentTroubles } from './reading-trouble-table.js';
import { bindTopic, stopTopic } from './topic-table.js';

const MINUTE_MS = 60_000;

describe('what is said of reading', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('reading');
  });
  afterEach(() => database.asOwner('TRUNCATE topic_incarnation, offset_gap, reading_trouble, kafka_offset CASCADE'));
  afterAll(() => database.close());

  const gap = (partition: number, fromOffset: number, toOffset: number): Promise<unknown> =>
    database.write((tx) => noteGap(tx, { topic: 'events', partition, fromOffset, toOffset, kind: 'EXPIRED' }, null));
  const trouble = (monitor: string, nextInMs: number, message = 'No broker answers.'): Promise<unknown> => {
    const nextAttemptAt = new Date(Date.now() + nextInMs);
    const row = { message, since: new Date(Date.now() - MINUTE_MS), attempts: 3, nextAttemptAt };
    return database.write((tx) => noteTrouble(tx, monitor, row));
  };
  const messages = async () => (await database.read(presentTroubles)).map(({ message }) => message);

  it('is that all is read, until a topic stops; then why, for each', async () => {
    const identity = { clusterId: 'cluster', topicId: 'topic' };
    await database.write((tx) => bindTopic(tx, 'events', identity, new Map()));
    expect(await database.read(stopNote)).toBe('all that were read are read');
    await database.write((tx) =>
      stopTopic(tx, 'events', 1, { reason: 'MISSING', detail: 'the cluster has no topic events any more' }, null),
    );
    expect(await database.read(stopNote)).toBe('the cluster has no topic events any more; it is not read any more');
  });

  it('adds up what was gone, partition by partition, as long as nobody has accepted it', async () => {
    expect(await database.read(gapNote)).toBe('none that nobody has accepted');
    await gap(0, 0, 5);
    await gap(0, 10, 12);
    await gap(1, 3, 4);
    expect(await database.read(gapNote)).toMatch(/: 7 of events\/0, 1 of events\/1$/);
    const accepted = { by: 'ann', reason: 'Asked the bank.' };
    for (const fromOffset of [0, 10]) {
      await database.write((tx) => acceptGap(tx, { topic: 'events', partition: 0, fromOffset }, accepted));
    }
    expect(await database.read(gapNote)).toMatch(/: 1 of events\/1$/);
  });

  it('is the newest trouble of each monitor, and none of one that has tried nothing for long', async () => {
    await trouble('one', MINUTE_MS);
    await trouble('one', MINUTE_MS, 'The password is wrong.');
    await trouble('two', -MINUTE_MS, 'It tries again at once.');
    await trouble('killed', -6 * MINUTE_MS, 'Nobody is left to say so.');
    expect((await messages()).sort()).toEqual(['It tries again at once.', 'The password is wrong.']);
    await database.write((tx) => forgetTrouble(tx, 'one'));
    expect(await messages()).toEqual(['It tries again at once.']);
  });
});
