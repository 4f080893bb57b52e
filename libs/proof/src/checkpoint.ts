import { HASH_BYTES } from './merkle.js';
import { NoteError, readNote, type SignedNote } from './signed-note.js';

/** The head of a log (https://c2sp.org/tlog-checkpoint): what whoever holds it can hold the log to. */
export interface TreeHead {
  /** Which log it is, of all that there are. */
  readonly origin: string;
  /** How many leaves. */
  readonly size: number;
  readonly root: Buffer;
}

export type Checkpoint = TreeHead & { readonly note: SignedNote };

/** What is signed. */
export const checkpointText = ({ origin, size, root }: TreeHead): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`;

/** @throws NoteError */
export function readCheckpoint(signed: string): Checkpoint {
  const note = readNote(signed);
  const [origin = '', size = '', root = ''] = note.text.split('\n');
  const bytes = Buffer.from(root, 'base64');
  const isCheckpoint = origin !== '' && /^(0|[1-9]\d{0,15})$/.test(size) && bytes.length === HASH_BYTES;
  if (!isCheckpoint) throw new NoteError('A checkpoint begins with an origin, a size, and a root in base64.');
  return { origin, size: Number(size), root: bytes, note };
}
