import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { checkpointText, readCheckpoint } from './checkpoint';
import { leafHash } from './merkle';
import {
  generateKey,
  NoteError,
  printVerifier,
  readNote,
  readSigner,
  readVerifier,
  signatureLine,
  signersOf,
  signNote,
  witnessedAt,
} from './signed-note';

/** The example in the documentation of Go's note package (golang.org/x/mod/sumdb/note). */
const GO = {
  signer: 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  verifier: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  note:
    'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n'.replace(
      '’',
      "'",
    ) +
    '\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};

describe('a signed note', () => {
  it('is the one that Go’s package writes, and the other way round', () => {
    const note = readNote(GO.note);
    const verifier = readVerifier(GO.verifier);
    expect(signersOf(note, [verifier])).toEqual([verifier]);
    expect(signNote(note.text, [readSigner(GO.signer)])).toBe(GO.note);
    expect(printVerifier(readSigner(GO.signer).verifier)).toBe(GO.verifier);
  });

  it('is by nobody where another key has signed, and forged where its bytes are not the key’s', () => {
    const { signer, verifier } = generateKey('log.example');
    const signed = readNote(signNote('one\n', [readSigner(signer)]));
    expect(signersOf(signed, [readVerifier(generateKey('log.example').verifier)])).toEqual([]);
    expect(signersOf(signed, [readVerifier(verifier)])).toHaveLength(1);
    expect(() => signersOf({ ...signed, text: 'two\n' }, [readVerifier(verifier)])).toThrow(
      /log\.example is not by its key/,
    );
  });

  it('may have several signatures, and a text with empty lines in it', () => {
    const [one, other] = [generateKey('one'), generateKey('other')];
    const text = 'a\n\nb\n';
    const note = readNote(signNote(text, [readSigner(one.signer), readSigner(other.signer)]));
    expect(note.text).toBe(text);
    expect(signersOf(note, [readVerifier(other.verifier)])).toHaveLength(1);
    expect(
      signersOf(
        note,
        [one, other].map((k) => readVerifier(k.verifier)),
      ),
    ).toHaveLength(2);
  });

  it.each([
    ['nothing', ''],
    ['a text alone', 'one\n'],
    ['a signature that is cut off', 'one\n\n\u2014 log AAAAAAAA'],
    ['a signature without a dash', 'one\n\nlog AAAAAAAA\n'],
    ['a signature without a name', 'one\n\n\u2014 AAAAAAAA\n'],
    ['bytes that are no more than the id of a key', 'one\n\n\u2014 log AAAAAA==\n'],
  ])('is not %s', (_what, text) => {
    expect(() => readNote(text)).toThrow(NoteError);
  });
});

describe('a key', () => {
  it.each(['', 'a name', 'a+b', 'a\nb'])('has no name like %j', (name) => {
    expect(() => generateKey(name)).toThrow(NoteError);
  });

  it.each([
    ['a verifier key for a signing key', () => readSigner(GO.verifier)],
    ['a signing key for a verifier key', () => readVerifier(GO.signer)],
    ['an id of another key', () => readVerifier(GO.verifier.replace('c74f20a3', 'c74f20a4'))],
    ['another name', () => readSigner(GO.signer.replace('PeterNeumann', 'Somebody'))],
    ['a key that is cut off', () => readSigner(GO.signer.slice(0, -9))],
    ['nothing', () => readVerifier('')],
  ])('is refused: %s', (_what, read) => {
    expect(read).toThrow(NoteError);
  });

  it('is never named in what is said of it', () => {
    const broken = GO.signer.replace('c74f20a3', 'c74f20a4');
    expect(() => readSigner(broken)).toThrow(expect.objectContaining({ message: expect.not.stringContaining('AYEK') }));
  });
});

describe('a checkpoint', () => {
  const head = { origin: 'log.example/scopewatch', size: 7, root: leafHash(Buffer.from('root')) };
  const { signer, verifier } = generateKey('log.example/scopewatch');
  const signed = signNote(checkpointText(head), [readSigner(signer)]);

  it('is read as it was written', () => {
    expect(readCheckpoint(signed)).toMatchObject(head);
    expect(signersOf(readCheckpoint(signed).note, [readVerifier(verifier)])).toHaveLength(1);
  });

  it.each([
    ['a size that is none', checkpointText({ ...head, size: -1 })],
    ['a size with a zero before it', 'log\n07\n' + head.root.toString('base64') + '\n'],
    ['a root that is cut off', 'log\n7\nAAAA\n'],
    ['no origin', checkpointText({ ...head, origin: '' })],
  ])('is refused with %s', (_what, text) => {
    expect(() => readCheckpoint(signNote(text, [readSigner(signer)]))).toThrow(NoteError);
  });

  it('says since when a witness has vouched for it', () => {
    const seed = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]);
    const key = createPrivateKey({ key: seed, format: 'der', type: 'pkcs8' });
    const witness = witnessVerifier(key);
    const { text } = readNote(signed);
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(1_790_000_000n);
    const bytes = Buffer.concat([time, sign(null, Buffer.from(`cosignature/v1\ntime 1790000000\n${text}`), key)]);
    const line = signatureLine({ name: witness.name, keyId: witness.keyId, bytes });
    expect(witnessedAt(readNote(signed + line), witness)).toBe(1_790_000_000);
    expect(witnessedAt(readNote(signed), witness)).toBeNull();
    const otherTime = Buffer.concat([Buffer.alloc(8), bytes.subarray(8)]);
    const forged = signed + signatureLine({ name: witness.name, keyId: witness.keyId, bytes: otherTime });
    expect(() => witnessedAt(readNote(forged), witness)).toThrow(NoteError);
  });
});

/** A witness's key differs from a log's by a byte before it, and so by its id. */
function witnessVerifier(key: ReturnType<typeof createPrivateKey>) {
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(12);
  const bytes = Buffer.concat([Buffer.from([4]), raw]);
  const id = createHash('sha256').update('witness.example\n').update(bytes).digest().subarray(0, 4).toString('hex');
  return readVerifier(`witness.example+${id}+${bytes.toString('base64')}`);
}
