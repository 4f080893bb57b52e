import { createHash, createPrivateKey, createPublicKey, randomBytes, sign, verify, type KeyObject } from 'node:crypto';

/**
 * Signed notes as C2SP's signed-note has them (https://c2sp.org/signed-note), which Go's checksum database brought up: a
 * text, an empty line, and a line for each signature. Keys are Ed25519 (RFC 8032).
 */
export interface SignedNote {
  /** Ends with a line break. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** Four bytes that hint at the key. */
  readonly keyId: Buffer;
  readonly bytes: Buffer;
}

/** Who signs, as whoever checks knows them. */
export interface NoteVerifier {
  readonly name: string;
  readonly keyId: Buffer;
  /** 1: Ed25519 over the text; 4: a witness's cosignature with its time. */
  readonly algorithm: number;
  readonly publicKey: KeyObject;
}

export interface NoteSigner {
  readonly verifier: NoteVerifier;
  readonly privateKey: KeyObject;
}

/** What is no key or no note, with what it should be. */
export class NoteError extends Error {
  override readonly name = 'NoteError';
}

export const ED25519 = 1;
export const COSIGNATURE = 4;

/** What stands before a raw key in the DER of RFC 8410. */
const PUBLIC_DER = Buffer.from('302a300506032b6570032100', 'hex');
const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex');
const SEPARATOR = '\n\n';
const SIGNATURE_START = '\u2014 ';
const KEY_BYTES = 32;

/** The four bytes by which a signature names its key. */
const keyIdOf = (name: string, algorithm: number, key: Uint8Array): Buffer =>
  createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.from([algorithm]))
    .update(key)
    .digest()
    .subarray(0, 4);

const isName = (name: string): boolean => name !== '' && !/[\s+]/u.test(name);

function verifierFrom(name: string, algorithm: number, raw: Buffer): NoteVerifier {
  const publicKey = createPublicKey({ key: Buffer.concat([PUBLIC_DER, raw]), format: 'der', type: 'spki' });
  return { name, keyId: keyIdOf(name, algorithm, raw), algorithm, publicKey };
}

/** The same key under another name, with the id that it has there. */
export const verifierUnder = ({ algorithm, publicKey }: NoteVerifier, name: string): NoteVerifier =>
  verifierFrom(name, algorithm, rawPublic(publicKey));

const rawPublic = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' }).subarray(PUBLIC_DER.length);

/** `name+id+key`, the id in hex and the key in base64 behind a byte that says of which kind it is. @throws NoteError */
export function readVerifier(text: string): NoteVerifier {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  const algorithm = bytes[0];
  const isKnown = algorithm === ED25519 || algorithm === COSIGNATURE;
  if (!isName(name) || !isKnown || bytes.length !== KEY_BYTES + 1) {
    throw new NoteError('A verifier key is written as name+id+key, with an Ed25519 key in base64.');
  }
  const verifier = verifierFrom(name, algorithm, bytes.subarray(1));
  if (verifier.keyId.toString('hex') !== id)
    throw new NoteError(`The id in the verifier key of ${name} is not its key's.`);
  return verifier;
}

export const printVerifier = ({ name, keyId, algorithm, publicKey }: NoteVerifier): string =>
  `${name}+${keyId.toString('hex')}+${Buffer.concat([Buffer.from([algorithm]), rawPublic(publicKey)]).toString('base64')}`;

/** `PRIVATE+KEY+name+id+key`, as Go's note package writes and reads it. @throws NoteError, which never names the key */
export function readSigner(text: string): NoteSigner {
  const [, name = '', id = '', encoded = ''] =
    /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  if (!isName(name) || bytes[0] !== ED25519 || bytes.length !== KEY_BYTES + 1) {
    throw new NoteError(
      'A signing key is written as PRIVATE+KEY+name+id+key; make one with "scopewatch checkpoints key NAME".',
    );
  }
  const signer = signerFrom(name, bytes.subarray(1));
  if (signer.verifier.keyId.toString('hex') !== id)
    throw new NoteError(`The id in the signing key of ${name} is not its key's.`);
  return signer;
}

function signerFrom(name: string, seed: Buffer): NoteSigner {
  const privateKey = createPrivateKey({ key: Buffer.concat([PRIVATE_DER, seed]), format: 'der', type: 'pkcs8' });
  return { verifier: verifierFrom(name, ED25519, rawPublic(createPublicKey(privateKey))), privateKey };
}

/** A new key. @returns both halves as text. @throws NoteError where the name can't be one */
export function generateKey(name: string): { readonly signer: string; readonly verifier: string } {
  if (!isName(name)) throw new NoteError('The name of a key has neither spaces nor plus signs in it.');
  const seed = randomBytes(KEY_BYTES);
  const { verifier } = signerFrom(name, seed);
  const key = Buffer.concat([Buffer.from([ED25519]), seed]).toString('base64');
  return { signer: `PRIVATE+KEY+${name}+${verifier.keyId.toString('hex')}+${key}`, verifier: printVerifier(verifier) };
}

/** @param text ends with a line break */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  const lines = signers.map(({ verifier: { name, keyId }, privateKey }) =>
    signatureLine({ name, keyId, bytes: sign(null, Buffer.from(text), privateKey) }),
  );
  return `${text}\n${lines.join('')}`;
}

export const signatureLine = ({ name, keyId, bytes }: NoteSignature): string =>
  `${SIGNATURE_START}${name} ${Buffer.concat([keyId, bytes]).toString('base64')}\n`;

/** @throws NoteError */
export function readNote(note: string): SignedNote {
  const end = note.lastIndexOf(SEPARATOR);
  const lines = end < 0 ? [] : note.slice(end + SEPARATOR.length).split('\n');
  if (end < 0 || lines.pop() !== '' || lines.length === 0) {
    throw new NoteError('A signed note is a text, an empty line, and a line for each signature.');
  }
  return { text: note.slice(0, end + 1), signatures: lines.map(readSignature) };
}

/** One line that a signer or a witness adds. @throws NoteError */
export function readSignature(line: string): NoteSignature {
  const [, name = '', encoded = ''] = /^\u2014 (\S+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  if (!isName(name) || bytes.length <= 4) throw new NoteError('A signature is a dash, a name, and bytes in base64.');
  return { name, keyId: bytes.subarray(0, 4), bytes: bytes.subarray(4) };
}

const isBy = (verifier: NoteVerifier, { name, keyId }: NoteSignature): boolean =>
  name === verifier.name && keyId.equals(verifier.keyId);

/** Those of the verifiers who have signed. @throws NoteError where a signature in the name of one of them is none */
export function signersOf({ text, signatures }: SignedNote, verifiers: readonly NoteVerifier[]): NoteVerifier[] {
  return verifiers.filter((verifier) => {
    const signature = signatures.find((s) => isBy(verifier, s));
    if (signature === undefined || verifier.algorithm !== ED25519) return false;
    if (verify(null, Buffer.from(text), verifier.publicKey, signature.bytes)) return true;
    throw new NoteError(`The signature in the name of ${verifier.name} is not by its key.`);
  });
}

/**
 * Since when (s since 1970) a witness has vouched for a checkpoint (https://c2sp.org/tlog-cosignature).
 * @returns `null` where this witness has not signed
 * @throws NoteError where what stands in its name is no signature of its
 */
export function witnessedAt({ text, signatures }: SignedNote, witness: NoteVerifier): number | null {
  const signature = signatures.find((s) => isBy(witness, s));
  if (signature === undefined || witness.algorithm !== COSIGNATURE) return null;
  const seconds = signature.bytes.length === 72 ? Number(signature.bytes.readBigUInt64BE()) : Number.NaN;
  const signed = Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
  if (Number.isSafeInteger(seconds) && verify(null, signed, witness.publicKey, signature.bytes.subarray(8)))
    return seconds;
  throw new NoteError(`The signature in the name of the witness ${witness.name} is not by its key.`);
}
