import { createHash } from 'node:crypto';
import { leafHash } from '#proof';
import { loggedEvent, loggedFact, loggedRecord, loggedRejection } from '../../../../test/support/log-rows';
import { encodeAlertFacts } from './alert-fact-record';
import { encodeEvents } from './event-record';
import { freshSalts, storedSalts } from './leaves';
import { encodeLogRecords } from './log-record';
import { encodeRejections } from './rejection-record';
import { batchText } from './tree-leaf';

const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

/** A column as PostgreSQL's binary COPY writes it: its length, then its bytes. */
function column(bytes: Buffer | null): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes?.length ?? -1);
  return Buffer.concat([length, bytes ?? Buffer.alloc(0)]);
}
const text = (value: string): Buffer => column(Buffer.from(value));
function bigint(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return column(bytes);
}
/** Microseconds since 2000. */
const time = (ms: number): Buffer => bigint((ms - Date.UTC(2000, 0, 1)) * 1_000);
/** What stands before the salt in the data of a leaf: the rest of its length. */
const START = Buffer.from([0, 0, 16]);

describe('the leaf of a row', () => {
  it('is RFC 6962’s, over data that anybody can put together from the columns', () => {
    const fact = loggedFact(7, { actor: 'ann' });
    const data = Buffer.concat([
      START,
      salt,
      bigint(7),
      ...['ada', 'al-1', 'raised'].map(text),
      column(null),
      time(fact.recordedAt),
      text('ann'),
      text(fact.body),
    ]);
    const { leaves } = encodeAlertFacts([fact], salt);
    expect(leaves).toEqual(leafHash(data));
    expect(leaves).toEqual(
      createHash('sha256')
        .update(Buffer.from([0]))
        .update(data)
        .digest(),
    );
  });

  it.each([
    ['an event', (s: Buffer) => encodeEvents([loggedEvent(1)], s)],
    ['a fact about an alert', (s: Buffer) => encodeAlertFacts([loggedFact(1)], s)],
    ['a rejection', (s: Buffer) => encodeRejections([loggedRejection(1)], s)],
    ['a record', (s: Buffer) => encodeLogRecords([loggedRecord(1)], s)],
  ])('of %s is another with another salt, and the same with the same', (_what, encode) => {
    expect(encode(salt)).toEqual(encode(salt));
    expect(encode(Buffer.alloc(16)).leaves).not.toEqual(encode(salt).leaves);
  });

  it('changes with every column of every kind of row', () => {
    const leaf = {
      event: (said: object) => encodeEvents([{ ...loggedEvent(1), ...said }], salt).leaves,
      fact: (said: object) => encodeAlertFacts([{ ...loggedFact(1), ...said }], salt).leaves,
      rejection: (said: object) => encodeRejections([{ ...loggedRejection(1), ...said }], salt).leaves,
      record: (said: object) => encodeLogRecords([{ ...loggedRecord(1), ...said }], salt).leaves,
    };
    const rows = { event: loggedEvent(1), fact: loggedFact(1), rejection: loggedRejection(1), record: loggedRecord(1) };
    const other = (name: string, value: unknown): unknown => {
      if (Buffer.isBuffer(value)) return Buffer.from('other bytes!');
      if (typeof value === 'number') return value + 1;
      if (typeof value === 'boolean') return !value;
      if (value !== null) return `${String(value)}x`;
      if (name === 'key') return Buffer.from('k');
      return name === 'lastOffset' ? 1 : 'x';
    };
    for (const [kind, row] of Object.entries(rows)) {
      const of = leaf[kind as keyof typeof leaf];
      for (const [name, value] of Object.entries(row)) {
        expect([kind, name, of({ [name]: other(name, value) }).equals(of({}))]).toEqual([kind, name, false]);
      }
    }
  });

  it('stands for a row among others as it does alone', () => {
    const rows = [loggedEvent(1), loggedEvent(2, { value: Buffer.alloc(5_000, 'x') }), loggedEvent(3)];
    const salts = freshSalts(3);
    const { leaves } = encodeEvents(rows, salts);
    for (const [i, row] of rows.entries()) {
      const alone = encodeEvents([row], salts.subarray(i * 16, i * 16 + 16)).leaves;
      expect(leaves.subarray(i * 32, i * 32 + 32)).toEqual(alone);
    }
  });

  it('is made of no row without a salt, or with half a one', () => {
    expect(() => encodeEvents([loggedEvent(1)], Buffer.alloc(0))).toThrow(RangeError);
    expect(() => storedSalts([{ salt }, { salt: null }])).toThrow(RangeError);
    expect(() => storedSalts([{ salt: salt.subarray(1) }])).toThrow(RangeError);
    expect(storedSalts([{ salt }, { salt }])).toEqual(Buffer.concat([salt, salt]));
  });
});

describe('the leaf of a batch', () => {
  const batch = {
    ...{ chain: 'ingest 0', seq: 3, block: 9, recordedAt: Date.UTC(2025, 5, 1), events: 2, facts: 1 },
    ...{ rejections: 0, records: 1, content: Buffer.alloc(32, 0xab) },
  };

  it('is text, line by line', () => {
    expect(batchText(batch)).toBe(
      `scopewatch/batch/v2\nchain ingest%200 3\nblock 9\nrecorded 2025-06-01T00:00:00.000Z\nrows 2 1 0 1\n${'ab'.repeat(32)}\n`,
    );
  });

  it('says where the batch was recorded before rows had salts', () => {
    expect(batchText({ ...batch, rejections: null, records: null })).toContain('scopewatch/batch/v1\n');
    expect(batchText({ ...batch, rejections: null, records: null })).toContain('rows 2 1 - -\n');
  });
});
