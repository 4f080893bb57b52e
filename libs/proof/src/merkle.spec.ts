import fc from 'fast-check';
import { EMPTY_ROOT, isContinued, isIncluded, leafHash, merkleRoot, nodeHash } from './merkle';
import { completedBy, consistencyRanges, inclusionRanges, joined, rangesHashed, subtreesOf } from './subtrees';

/** What the authors of RFC 6962 tried their own implementation with, and the roots of its first n. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const leaves = (count: number): Buffer =>
  Buffer.concat(Array.from({ length: count }, (_, i) => leafHash(Buffer.from(String(i)))));
const leaf = (all: Buffer, index: number): Buffer => all.subarray(index * 32, index * 32 + 32);

/** The definition, word for word. */
function rootByDefinition(hashes: readonly Buffer[]): Buffer {
  const [first] = hashes;
  if (first === undefined) return EMPTY_ROOT;
  if (hashes.length === 1) return first;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return nodeHash(rootByDefinition(hashes.slice(0, k)), rootByDefinition(hashes.slice(k)));
}

describe('the tree of RFC 6962', () => {
  it.each(ROOTS.map((root, i) => [i + 1, root] as const))('has the root of the authors for %i leaves', (n, root) => {
    const known = LEAVES.slice(0, n).map((data) => leafHash(Buffer.from(data, 'hex')));
    expect(merkleRoot(Buffer.concat(known)).toString('hex')).toBe(root);
  });

  it('has the digest of nothing for no leaves', () => {
    expect(merkleRoot(Buffer.alloc(0)).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('is the one of its definition at every size, and leaves what it was given alone', () => {
    for (let n = 0; n <= 70; n += 1) {
      const all = leaves(n);
      const before = Buffer.from(all);
      const each = Array.from({ length: n }, (_, i) => leaf(all, i));
      expect(merkleRoot(all)).toEqual(rootByDefinition(each));
      expect(all).toEqual(before);
    }
  });

  it('proves each leaf of each size where it stands, and nowhere else', () => {
    for (let n = 1; n <= 34; n += 1) {
      const all = leaves(n);
      const root = merkleRoot(all);
      for (let i = 0; i < n; i += 1) {
        const path = rangesHashed(all, inclusionRanges(i, n));
        expect(isIncluded(leaf(all, i), i, n, path, root)).toBe(true);
        expect(isIncluded(leaf(all, i), (i + 1) % n, n, path, root)).toBe(n === 1);
        expect(isIncluded(leafHash(Buffer.from('other')), i, n, path, root)).toBe(false);
        expect(isIncluded(leaf(all, i), i, n, [...path, root], root)).toBe(false);
        if (path.length > 0) expect(isIncluded(leaf(all, i), i, n, path.slice(1), root)).toBe(false);
      }
    }
  });

  it('proves that each size continues each smaller one, and no other', () => {
    for (let second = 0; second <= 34; second += 1) {
      const all = leaves(second);
      const head = { size: second, root: merkleRoot(all) };
      for (let first = 0; first <= second; first += 1) {
        const older = { size: first, root: merkleRoot(all.subarray(0, first * 32)) };
        const path = rangesHashed(all, consistencyRanges(first, second));
        expect(isContinued(older, head, path)).toBe(true);
        const forked = { size: first, root: leafHash(Buffer.from('another history')) };
        expect(isContinued(forked, head, path)).toBe(false);
        if (first < second && first > 0) expect(isContinued(older, { ...head, root: forked.root }, path)).toBe(false);
        expect(isContinued(older, head, [...path, older.root])).toBe(false);
      }
    }
  });

  it.each([
    ['an index beyond the size', -1, 3],
    ['an index at the size', 3, 3],
    ['a part of a number', 0.5, 3],
    ['no number', Number.NaN, 3],
    ['an empty tree', 0, 0],
  ])('proves nothing of %s', (_what, index, size) => {
    const all = leaves(3);
    expect(isIncluded(leaf(all, 0), index, size, [], leaf(all, 0))).toBe(false);
  });

  it('goes not backwards', () => {
    const all = leaves(3);
    const head = { size: 3, root: merkleRoot(all) };
    expect(isContinued(head, { size: 2, root: merkleRoot(all.subarray(0, 64)) }, [])).toBe(false);
    expect(isContinued({ size: -1, root: EMPTY_ROOT }, head, [])).toBe(false);
  });
});

describe('the subtrees that a growing tree is kept as', () => {
  it('are enough for every root and every proof, however it grew', () => {
    const kept = new Map<string, Buffer>();
    const all = leaves(100);
    const of = ({ level, index }: { level: number; index: number }): Buffer => {
      const found = kept.get(`${level}/${index}`);
      if (found === undefined) throw new Error(`Nothing was kept at ${level}/${index}.`);
      return found;
    };
    for (let n = 0; n < 100; n += 1) {
      for (const { level, index } of completedBy(n)) {
        const hash =
          level === 0
            ? leaf(all, n)
            : nodeHash(of({ level: level - 1, index: 2 * index }), of({ level: level - 1, index: 2 * index + 1 }));
        kept.set(`${level}/${index}`, hash);
      }
    }
    expect(kept.size).toBeLessThan(200);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(), (size, n) => {
        const root = joined(subtreesOf([0, size]).map(of));
        expect(root).toEqual(merkleRoot(all.subarray(0, size * 32)));
        const index = n % size;
        const path = inclusionRanges(index, size).map((range) => joined(subtreesOf(range).map(of)));
        expect(isIncluded(leaf(all, index), index, size, path, root)).toBe(true);
        const older = { size: index, root: joined(subtreesOf([0, index]).map(of)) };
        const steps = consistencyRanges(index, size).map((range) => joined(subtreesOf(range).map(of)));
        expect(isContinued(older, { size, root }, steps)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
