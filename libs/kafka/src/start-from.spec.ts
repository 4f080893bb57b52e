import { readStartFrom } from './start-from.js';

describe('from where a topic is to be read', () => {
  it.each([
    ['beginning', { kind: 'BEGINNING' }],
    ['0', { kind: 'OFFSET', offset: 0n }],
    ['1234567', { kind: 'OFFSET', offset: 1_234_567n }],
    ['2026-03-01', { kind: 'TIME', ms: Date.UTC(2026, 2, 1) }],
    ['2026-03-01T12:00:00+02:00', { kind: 'TIME', ms: Date.UTC(2026, 2, 1, 10) }],
    ['2026-03-01T12:00:00.5Z', { kind: 'TIME', ms: Date.UTC(2026, 2, 1, 12, 0, 0, 500) }],
  ])('is read from %s', (text, from) => {
    expect(readStartFrom(text)).toEqual(from);
  });

  it.each(['', 'end', '-1', '1.5', '2026-03-01T12:00:00', '2026-13-01', 'yesterday'])(
    'is not read from "%s"',
    (text) => {
      expect(readStartFrom(text)).toBeNull();
    },
  );
});
