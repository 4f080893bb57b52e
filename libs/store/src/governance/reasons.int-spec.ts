import { saysSomething } from '#domain';
import { AppDatabase } from '../../../../test/support/app-database.js';
import { createDataSource } from '../database/connection.js';
import { Reasons1700000000051 } from '../migrations/51-reasons.js';
import { Erasures1700000000080 } from '../migrations/80-erasures.js';
import { Restores1700000000090 } from '../migrations/90-restores.js';

const BLANK = [null, '', ' ', '\n', '\t\r\n', '\u00a0', '\u200b\u200d', '\u2800', '\ufeff', '\u3164'];
const quoted = (text: string | null): string => (text === null ? 'NULL' : `'${text}'`);

/** Each way in which a reason comes to stand where it is kept. */
const WRITES: Readonly<Record<string, (reason: string) => string>> = {
  'a step about a rejection': (reason) =>
    `INSERT INTO rejection_step (rejection_id, kind, actor, reason) VALUES ('r', 'SET_ASIDE', 'ann', ${reason})`,
  'a proposal to set aside': (reason) =>
    `INSERT INTO rejection_step (rejection_id, kind, actor, reason) VALUES ('r', 'PROPOSED', 'ann', ${reason})`,
  'a proposed pack': (reason) =>
    `INSERT INTO policy_proposal (proposal_id, version, pack, reason, backtest_id, proposed_by, proposed_at)
     VALUES ('p', 'v', '{}', ${reason}, 'b', 'ann', now())`,
  'a silence': (reason) =>
    `INSERT INTO silence (silence_id, matchers, reason, created_by, created_at, until, needs_second)
     VALUES ('s', '[]', ${reason}, 'ann', now(), now() + interval '1 hour', true)`,
  'a topic to be read on': (reason) =>
    `INSERT INTO topic_rebinding (rebinding_id, topic, incarnation, start_from, reason, proposed_by, proposed_at)
     VALUES ('b', 't', 1, 'beginning', ${reason}, 'ann', now())`,
  'a gap that is accepted': (reason) =>
    `INSERT INTO offset_gap (topic, partition, from_offset, to_offset, recorded_at, kind) VALUES ('t', 0, 0, 1, now(), 'EXPIRED');
     UPDATE offset_gap SET accepted_by = 'ann', accepted_at = now(), reason = ${reason}`,
  'a comment': (reason) =>
    `INSERT INTO alert_fact (position, client_id, alert_id, kind, recorded_at, actor, body)
     VALUES (1, 'c', 'a', 'commented', now(), 'ann', jsonb_build_object('note', jsonb_build_object('text', ${reason}::text))::text)`,
};

describe('reasons that are kept', () => {
  let database: AppDatabase;
  beforeAll(async () => {
    database = await AppDatabase.open('reasons');
    await database.asOwner(`
      INSERT INTO rejection (rejection_id, position, topic, partition, kafka_offset, value, reason, message, recorded_at)
        VALUES ('r', 1, 't', 0, 1, 'noise', 'R', 'm', now());
      INSERT INTO backtest (backtest_id, version, pack, status, created_by, created_at)
        VALUES ('b', 'v', '{}', 'DONE', 'ann', now());`);
  });
  afterAll(() => database.close());

  /** @returns what the database says of it; nothing of it stays */
  const tried = async (write: string): Promise<string> => {
    const undone = new Error('undone');
    return database
      .write(async (tx) => {
        for (const statement of write.split(';')) await tx.query(statement);
        throw undone;
      })
      .catch((error: unknown) => (error === undone ? 'done' : String(error)));
  };

  it.each(Object.entries(WRITES))('say something: that of %s', async (_, write) => {
    expect(await tried(write(quoted('It was a test.')))).toBe('done');
    for (const blank of BLANK) {
      expect([blank, await tried(write(quoted(blank)))]).toEqual([
        blank,
        expect.stringMatching(/says something|check constraint|null value/),
      ]);
    }
  });

  it('may be left out where a proposal is turned down, and says something where one is given', async () => {
    const turnedDown = (reason: string | null): string =>
      `INSERT INTO rejection_step (rejection_id, kind, actor, reason) VALUES ('r', 'PROPOSED', 'ann', 'Why.');
       INSERT INTO rejection_step (rejection_id, kind, actor, reason) VALUES ('r', 'TURNED_DOWN', 'bob', ${quoted(reason)})`;
    expect([await tried(turnedDown(null)), await tried(turnedDown('Ask first.'))]).toEqual(['done', 'done']);
    expect(await tried(turnedDown('\n'))).toContain('check constraint');
  });

  it('are the same to the database as to the programs, sign by sign', async () => {
    const signs = [
      [1, 0x2_ffff],
      [0xe_0000, 0xe_0fff],
    ];
    for (const [from = 0, to = 0] of signs) {
      const rows = await database.asOwner<{ sign: string }>(
        `SELECT chr(n) AS sign FROM generate_series(${from}, ${to}) n
          WHERE n NOT BETWEEN 55296 AND 57343 AND NOT says_something(chr(n)) ORDER BY n`,
      );
      const silent = Array.from({ length: to - from + 1 }, (_, i) => from + i)
        .filter((n) => n < 0xd800 || n > 0xdfff)
        .map((n) => String.fromCodePoint(n))
        .filter((sign) => !saysSomething(sign));
      expect(rows.map(({ sign }) => sign)).toEqual(silent);
    }
  });

  it('that were kept before stay, and what hangs on them can still be decided on', async () => {
    const dataSource = createDataSource(database.ownerUrl, 1, 'scopewatch-test-migration');
    await dataSource.initialize();
    const runner = dataSource.createQueryRunner();
    const migration = new Reasons1700000000051();
    // What came later and asks for reasons too.
    await new Restores1700000000090().down(runner);
    await new Erasures1700000000080().down(runner);
    await migration.down(runner);
    await database.asOwner(
      `INSERT INTO rejection_step (rejection_id, kind, actor, reason) VALUES ('r', 'PROPOSED', 'ann', E'\\n');
       INSERT INTO silence (silence_id, matchers, reason, created_by, created_at, until, needs_second)
         VALUES ('s', '[]', ' ', 'ann', now(), now() + interval '1 hour', true);`,
    );
    await migration.up(runner);
    await runner.release();
    await dataSource.destroy();
    expect(await tried(`UPDATE silence SET ended_at = now(), ended_by = 'ann'`)).toBe('done');
    const turnedDown = (reason: string): string =>
      `INSERT INTO rejection_step (rejection_id, kind, actor, reason) VALUES ('r', 'TURNED_DOWN', 'bob', ${quoted(reason)})`;
    expect([await tried(turnedDown('Say why.')), await tried(turnedDown('\n'))]).toEqual([
      'done',
      expect.stringContaining('check constraint'),
    ]);
  });
});
