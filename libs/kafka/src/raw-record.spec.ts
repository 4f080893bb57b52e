import { message } from './kafka.testkit.js';
import { recordBytes, toRawRecord } from './raw-record.js';

describe('a raw record', () => {
  it('keeps bytes, and of headers the last value', () => {
    const headers = { one: 'a', many: ['b', Buffer.from('c')], none: undefined };
    const raw = toRawRecord('acts', 3, 7n, { ...message(7), headers, key: Buffer.from('k') });
    expect(raw).toEqual({
      topic: 'acts',
      partition: 3,
      offset: 7n,
      timestampMs: 1_700_000_000_000,
      key: Buffer.from('k'),
      value: Buffer.from('v7'),
      headers: { one: Buffer.from('a'), many: Buffer.from('c'), none: Buffer.alloc(0) },
    });
    expect(recordBytes(raw)).toBeGreaterThan(3);
  });

  it('may have neither key nor value', () => {
    expect(toRawRecord('acts', 0, 1n, { ...message(1), value: null })).toMatchObject({ key: null, value: null });
  });
});
