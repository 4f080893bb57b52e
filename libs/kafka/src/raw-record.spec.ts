import { message } from './kafka.testkit.js';
import { endOf, rawRecordFrom, recordBytes } from './raw-record.js';

describe('a raw record', () => {
  it('keeps bytes, and of headers the last value', () => {
    const headers = { one: 'a', many: ['b', Buffer.from('c')], none: undefined };
    const raw = rawRecordFrom(0n, 'acts', 3, { ...message(7), headers, key: Buffer.from('k') });
    expect(raw).toEqual({
      topic: 'acts',
      partition: 3,
      offset: 7n,
      timestampMs: 1_700_000_000_000,
      key: Buffer.from('k'),
      value: Buffer.from('v7'),
      headers: { one: Buffer.from('a'), many: Buffer.from('c'), none: Buffer.alloc(0) },
    });
    expect(recordBytes(raw!)).toBeGreaterThan(3);
  });

  it('may have neither key nor value', () => {
    expect(rawRecordFrom(0n, 'acts', 0, { ...message(1), value: null })).toMatchObject({ key: null, value: null });
  });

  it('before the wanted offset is none', () => {
    expect(rawRecordFrom(8n, 'acts', 0, message(7))).toBeUndefined();
  });

  it('that stands for a batch begins at its first offset, or where one begins to read, and ends at its last', () => {
    const unreadable = { firstOffset: 4n, lastOffset: 9n, codec: 'lz4', fault: 'f' };
    const whole = rawRecordFrom(0n, 'acts', 0, { ...message(9), ...{ unreadable } });
    const rest = rawRecordFrom(6n, 'acts', 0, { ...message(9), ...{ unreadable } });
    expect([whole, rest].map((record) => [record!.offset, endOf(record!)])).toEqual([
      [4n, 10n],
      [6n, 10n],
    ]);
  });
});
