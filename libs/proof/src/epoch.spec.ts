import { originOf, readOrigin, signerIn, verifierIn } from './epoch.js';
import { generateKey, printVerifier, readNote, readSigner, readVerifier, signersOf, signNote } from './signed-note.js';

const { signer, verifier } = generateKey('log.example/a');

describe('the epochs of a log', () => {
  it.each([
    ['log.example/a', { base: 'log.example/a', epoch: 1 }],
    ['log.example/a/epoch-2', { base: 'log.example/a', epoch: 2 }],
    ['log.example/a/epoch-12', { base: 'log.example/a', epoch: 12 }],
    // Names that somebody chose.
    ['log.example/epoch-2/a', { base: 'log.example/epoch-2/a', epoch: 1 }],
    ['log.example/a/epoch-1', { base: 'log.example/a/epoch-1', epoch: 1 }],
    ['log.example/a/epoch-02', { base: 'log.example/a/epoch-02', epoch: 1 }],
  ])('stand in the name %s', (origin, read) => {
    expect(readOrigin(origin)).toEqual(read);
    expect(originOf(read)).toBe(origin);
  });

  it('have one key, under another name and so with another id', () => {
    const later = signerIn(readSigner(signer), 3);
    expect(later.verifier.name).toBe('log.example/a/epoch-3');
    const note = readNote(signNote('text\n', [later]));
    expect(signersOf(note, [readVerifier(verifier)])).toEqual([]);
    expect(signersOf(note, [verifierIn(readVerifier(verifier), 3)])).toHaveLength(1);
    expect(printVerifier(verifierIn(later.verifier, 1))).toBe(verifier);
  });
});
