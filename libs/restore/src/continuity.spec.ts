import { generateKey, originOf, readSigner, readVerifier, signerIn, signNote, checkpointText } from '#proof';
import { continuity, isComparable, laterHead, readOwnHead, type OutsideHead } from './continuity.js';

const root = Buffer.alloc(32, 1);
const other = Buffer.alloc(32, 2);
const head = (size: number, epoch = 1): OutsideHead => ({ epoch, size, root, note: '', writtenAt: null });

describe('a database and the heads of its log that stand outside', () => {
  it.each([
    ['nothing outside', { epoch: 1, size: 7 }, null, null, 'CONTINUED'],
    ['a new database, and nothing outside', { epoch: 1, size: 0 }, null, null, 'CONTINUED'],
    ['the same', { epoch: 1, size: 7 }, head(7), root, 'CONTINUED'],
    ['more here, not published yet', { epoch: 1, size: 9 }, head(7), root, 'CONTINUED'],
    ['an epoch that has published nothing yet', { epoch: 2, size: 5 }, head(7), null, 'CONTINUED'],
    ['more outside', { epoch: 1, size: 6 }, head(7), null, 'BEHIND'],
    ['an empty database under a name that has published', { epoch: 1, size: 0 }, head(7), null, 'BEHIND'],
    ['a later epoch outside', { epoch: 1, size: 9 }, head(7, 2), null, 'BEHIND'],
    ['as much, and another', { epoch: 1, size: 7 }, head(7), other, 'FORKED'],
    ['more here, and another before', { epoch: 1, size: 9 }, head(7), other, 'FORKED'],
    ['another within a later epoch', { epoch: 2, size: 9 }, head(7, 2), other, 'FORKED'],
  ] as const)('%s', (_what, own, outside, rootAt, expected) => {
    expect(continuity(own, outside, rootAt)).toBe(expected);
  });

  it('are compared by root only where the tree was once as large', () => {
    expect(isComparable({ epoch: 1, size: 7 }, head(7))).toBe(true);
    expect(isComparable({ epoch: 1, size: 6 }, head(7))).toBe(false);
    expect(isComparable({ epoch: 2, size: 9 }, head(7))).toBe(false);
    expect(isComparable({ epoch: 1, size: 6 }, null)).toBe(false);
  });

  it('say most in a later epoch, and within one with more leaves', () => {
    expect(laterHead(head(9), head(2, 2))?.epoch).toBe(2);
    expect(laterHead(head(9), head(12))?.size).toBe(12);
    expect(laterHead(null, head(3))?.size).toBe(3);
    expect(laterHead(null, null)).toBeNull();
  });
});

describe('what stands where heads stand', () => {
  const key = generateKey('log.example/a');
  const signer = readSigner(key.signer);
  const keys = [readVerifier(key.verifier)];
  const signed = (origin: string, by = signer) => signNote(checkpointText({ origin, size: 5, root }), [by]);

  it('is a head of ours in whatever epoch', () => {
    expect(readOwnHead(signed('log.example/a'), keys, 9)).toMatchObject({ epoch: 1, size: 5, root, writtenAt: 9 });
    const later = signed(originOf({ base: 'log.example/a', epoch: 3 }), signerIn(signer, 3));
    expect(readOwnHead(later, keys, null)).toMatchObject({ epoch: 3, size: 5 });
    expect(readOwnHead(later, [signerIn(signer, 2).verifier], null)).toMatchObject({ epoch: 3 });
  });

  it('is none of ours where another log, another key or nobody has signed it', () => {
    const stranger = generateKey('log.example/b');
    const forger = readSigner(generateKey('log.example/a').signer);
    expect(readOwnHead(signed('log.example/b', readSigner(stranger.signer)), keys, null)).toBeNull();
    expect(readOwnHead(signed('log.example/a', forger), keys, null)).toBeNull();
    expect(readOwnHead('no head', keys, null)).toBeNull();
    const altered = signed('log.example/a').replace('\n5\n', '\n6\n');
    expect(readOwnHead(altered, keys, null)).toBeNull();
  });
});
