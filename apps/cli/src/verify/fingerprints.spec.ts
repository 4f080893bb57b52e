import { Coordinates, fingerprint, Fingerprints } from './fingerprints.js';

describe('what waits to be met from the other side', () => {
  it('stands once, is taken out once, and what is left is known', () => {
    const prints = new Fingerprints();
    expect([prints.add(5, 7n), prints.add(5, 8n), prints.add(1_000_000_000_000, 9n)]).toEqual([true, false, true]);
    expect([prints.at(5), prints.take(5), prints.take(5), prints.at(6)]).toEqual([7n, 7n, 0n, 0n]);
    expect([prints.size, [...prints.left()]]).toEqual([1, [1_000_000_000_000]]);
  });

  it('is counted from a place on, before another', () => {
    const prints = new Fingerprints();
    for (const at of [3, 127, 128, 300]) prints.add(at, 1n);
    expect([prints.countIn(0, 400), prints.countIn(3, 128), prints.countIn(128, 300), prints.countIn(4, 5)]).toEqual([
      4, 2, 1, 0,
    ]);
  });

  it('is told apart by topic and partition, whatever signs a name has', () => {
    const coordinates = new Coordinates();
    coordinates.of('a/b', 1).add(4, 1n);
    coordinates.of('a', 1).add(5, 1n);
    coordinates.of('a', 1).take(5);
    const left = [...coordinates.left()].map(({ topic, partition, offsets }) => [topic, partition, ...offsets.left()]);
    expect(left).toEqual([['a/b', 1, 4]]);
  });

  it('differs where parts are cut otherwise, or one is missing', () => {
    const prints = [fingerprint('ab', 'c'), fingerprint('a', 'bc'), fingerprint('abc', null), fingerprint('abc', '')];
    expect(new Set(prints).size).toBe(4);
    expect(fingerprint('ab', Buffer.from('c'))).toBe(fingerprint('ab', 'c'));
  });
});
