import type { RejectionRow } from '#log/codec';
import type { DataSource } from 'typeorm';
import { appendToLog, newBlock, recordOutcome, rejectionId } from '#log';
import { addRejectionStep, createDataSource, withSession } from '#store';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { addPeople } from '../../../../test/support/people.js';
import { itemOf } from './rejection-item.js';
import { causeOf, rejectionGroups, rejectionNamed, rejectionRows } from './rejections.queries.js';

const SHOWN_BYTES = 64 * 1024;
const at = Date.UTC(2025, 5, 1);

const rejected = (offset: number, given: Partial<RejectionRow> = {}): RejectionRow => ({
  rejectionId: rejectionId('account-events', 0, offset),
  position: offset,
  topic: 'account-events',
  partition: 0,
  kafkaOffset: offset,
  lastOffset: null,
  codec: null,
  key: Buffer.from('key'),
  headers: null,
  value: Buffer.from('no JSON'),
  reason: 'NOT_JSON',
  message: 'It is no JSON.',
  recordedAt: at + offset,
  ...given,
});
const idOf = (offset: number): string => rejectionId('account-events', 0, offset);

describe('the list of what could not be taken', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  /** Where in the log it begins. */
  let first: number;
  beforeAll(async () => {
    database = await createTestDatabase('rejections');
    dataSource = await createDataSource(database.appUrl, 4, 'scopewatch-test').initialize();
    await withSession(dataSource, (session) =>
      session.transaction(async (tx) => {
        await addPeople(tx, ['a', 'b']);
        const { block, first: begins, recordedAt } = await newBlock(tx);
        first = begins;
        const rows = [
          ...[1, 2, 3, 4].map((offset) => rejected(offset)),
          rejected(5, { reason: 'INVALID', value: Buffer.from([0xff, 0xfe]), key: null }),
          // The last character that is shown is cut in two.
          rejected(6, { reason: 'INVALID', value: Buffer.from(`x${'é'.repeat(SHOWN_BYTES)}`) }),
          rejected(7, { reason: 'UNREADABLE', value: null, lastOffset: 9, codec: 'zstd' }),
        ];
        const rejections = rows.map((row) => ({ ...row, position: first + row.position }));
        await appendToLog(tx, { chain: 'test', block, recordedAt, rejections });
        await addRejectionStep(tx, idOf(2), { kind: 'PROPOSED', actor: 'a', reason: 'why' });
        await addRejectionStep(tx, idOf(3), { kind: 'PROPOSED', actor: 'a', reason: 'why' });
        await addRejectionStep(tx, idOf(3), { kind: 'SET_ASIDE', actor: 'b', reason: 'why' });
        await recordOutcome(tx, { rejectionId: idOf(4), attempt: 1, outcome: 'REJECTED', message: 'Still no JSON.' });
        await recordOutcome(tx, { rejectionId: idOf(4), attempt: 2, outcome: 'ACCEPTED', message: null });
      }),
    );
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const offsets = async (filter: Parameters<typeof rejectionRows>[1], before: number | null = null, limit = 100) =>
    (await withSession(dataSource, ({ sql }) => rejectionRows(sql, filter, before, limit))).map(({ offset }) => offset);
  const item = async (offset: number) => {
    const row = await withSession(dataSource, ({ sql }) => rejectionNamed(sql, idOf(offset)));
    if (row === undefined) throw new Error(`Rejection ${offset} is not there.`);
    return itemOf(row);
  };

  it.each([
    ['nothing', {}, [7, 6, 5, 4, 3, 2, 1]],
    ['one reason', { reason: ['INVALID'] }, [6, 5]],
    ['two reasons', { reason: ['INVALID', 'UNREADABLE'] }, [7, 6, 5]],
    ['how it stands', { standing: ['PROPOSED'] }, [2]],
    ['what was set aside', { standing: ['SET_ASIDE'] }, [3]],
    ['what is settled', { settled: true }, [4]],
    ['what is not settled', { settled: false }, [7, 6, 5, 3, 2, 1]],
    ['a topic', { topic: 'account-events', reason: ['INVALID'] }, [6, 5]],
    ['another topic', { topic: 'other' }, []],
    ['a cause', { cause: 'It is no JSON.', standing: ['WAITING'], reason: ['NOT_JSON'] }, [1]],
    ['another cause', { cause: 'It is.' }, []],
    ['what contradicts itself', { settled: true, standing: ['WAITING'] }, []],
  ])('narrowed down by %s holds these, the newest first', async (_what, filter, expected) => {
    expect(await offsets(filter)).toEqual(expected);
  });

  it('is grouped by topic, reason and what their sentences have in common, the last seen first', async () => {
    const groups = (filter: Parameters<typeof rejectionRows>[1], limit = 10) =>
      withSession(dataSource, ({ sql }) => rejectionGroups(sql, filter, limit));
    const { rows, total } = await groups({});
    expect(total).toBe(3);
    const counted = { topic: 'account-events', cause: 'It is no JSON.', message: 'It is no JSON.' };
    expect(rows).toMatchObject([
      { ...counted, reason: 'UNREADABLE', count: 1, waiting: 1, proposed: 0 },
      { ...counted, reason: 'INVALID', count: 2, waiting: 2, proposed: 0 },
      { ...counted, reason: 'NOT_JSON', count: 4, waiting: 1, proposed: 1 },
    ]);
    expect(rows.every(({ firstAt, lastAt }) => firstAt <= lastAt)).toBe(true);
    expect((await groups({ standing: ['WAITING', 'PROPOSED'], reason: ['NOT_JSON'] })).rows).toMatchObject([
      { count: 2, waiting: 1, proposed: 1 },
    ]);
    expect(await groups({}, 1)).toMatchObject({ total: 3, rows: [{ reason: 'UNREADABLE' }] });
    expect(await groups({ topic: 'other' })).toEqual({ rows: [], total: 0 });
  });

  it.each([
    [
      'NOT_JSON',
      `it is not JSON: Unexpected token 'o', "not "JSON" is not valid`,
      'it is not JSON: Unexpected token … is not valid',
    ],
    [
      'SCHEMA_VIOLATION',
      `/data/offers/12/service must have required property 'id'`,
      `/data/offers/…/service must have required property 'id'`,
    ],
    ['SCHEMA_VIOLATION', 'data.country is "XX-1", which is none', 'data.country is …, which is none'],
    ['CONFLICT', 'an event with source /crm and id 7d9f-4a says else', 'an event with source /crm and id … says else'],
  ])('takes out of a sentence of %s what is only of its message', async (reason, message, cause) => {
    const asked = `SELECT ${causeOf('$1::text', '$2::text')} AS cause`;
    expect(await withSession(dataSource, ({ sql }) => sql.query(asked, [reason, message]))).toEqual([{ cause }]);
  });

  it('goes on behind the last one that was given', async () => {
    expect(await offsets({}, null, 3)).toEqual([7, 6, 5]);
    expect(await offsets({}, first + 5, 3)).toEqual([4, 3, 2]);
    expect(await offsets({ reason: ['NOT_JSON'] }, first + 2, 3)).toEqual([1]);
  });

  it('tells all that was done about each, in its order', async () => {
    expect(await item(3)).toMatchObject({
      standing: 'SET_ASIDE',
      settled: false,
      steps: [
        { kind: 'PROPOSED', actor: 'a', reason: 'why' },
        { kind: 'SET_ASIDE', actor: 'b', reason: 'why' },
      ],
    });
    const { standing, settled, attempts } = await item(4);
    expect({ standing, settled }).toEqual({ standing: 'SETTLED', settled: true });
    expect(attempts.map(({ attempt, outcome, message }) => [attempt, outcome, message])).toEqual([
      [1, 'REJECTED', 'Still no JSON.'],
      [2, 'ACCEPTED', null],
    ]);
    for (const { recordedAt } of attempts) expect(recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('shows text as text, other bytes as they are, and the size of what is too long to show', async () => {
    expect(await item(1)).toMatchObject({ raw: 'no JSON', rawBase64: null, key: 'key', bytes: 7 });
    expect(await item(5)).toMatchObject({ raw: null, rawBase64: '//4=', key: null, bytes: 2 });
    const { raw, rawBase64, bytes } = await item(6);
    expect([raw?.length, rawBase64, bytes]).toEqual([SHOWN_BYTES / 2, null, 2 * SHOWN_BYTES + 1]);
    expect(await item(7)).toMatchObject({ raw: null, rawBase64: null, bytes: 0, lastOffset: '9', codec: 'zstd' });
  });
});
