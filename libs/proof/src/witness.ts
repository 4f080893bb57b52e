import { NoteError, readNote, signatureLine, witnessedAt, type NoteVerifier } from './signed-note.js';

/**
 * What is posted to a witness as `add-checkpoint` (https://c2sp.org/tlog-witness).
 * @param oldSize of the tree that it has signed last
 * @param path proves that the checkpoint continues that
 */
export const addCheckpointBody = (oldSize: number, path: readonly Buffer[], checkpoint: string): string =>
  `old ${oldSize}\n${path.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${checkpoint}`;

/**
 * The line of a witness in what it answers, found to be its signature on that checkpoint; lines of others are left out.
 * @throws NoteError where there is none, or one that doesn't hold or says no time
 */
export function cosignatureIn(answer: string, checkpoint: string, witness: NoteVerifier): string {
  const { text } = readNote(checkpoint);
  const { signatures } = readNote(`${text}\n${answer}`);
  const seconds = witnessedAt({ text, signatures }, witness);
  const found = signatures.find(({ name, keyId }) => name === witness.name && keyId.equals(witness.keyId));
  if (found === undefined || seconds === null) throw new NoteError(`There is no signature of ${witness.name} in it.`);
  if (seconds === 0) throw new NoteError(`The signature of ${witness.name} says no time.`);
  return signatureLine(found);
}
