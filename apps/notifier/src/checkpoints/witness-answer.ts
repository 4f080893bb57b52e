import { cosignatureIn, NoteError, type NoteVerifier } from '#proof';
import type { Answered } from '../http/call-out.js';

/** What a witness makes of a head that it was given. */
export type WitnessAnswer =
  /** It has signed: the line to keep. */
  | { readonly outcome: 'COSIGNED'; readonly line: string }
  /** What it signed last has another size than it was told: it is to be asked again from there. */
  | { readonly outcome: 'CONFLICT'; readonly size: number }
  /** What it has seen before is not continued by what it was given. */
  | { readonly outcome: 'INCONSISTENT'; readonly detail: string }
  /** It doesn't know this log or its key, or answers otherwise than it should. */
  | { readonly outcome: 'REFUSED'; readonly detail: string }
  /** Nothing that can be used was answered. */
  | { readonly outcome: 'AWAY'; readonly detail: string };

export interface Given {
  readonly witness: NoteVerifier;
  readonly oldSize: number;
  readonly size: number;
  readonly checkpoint: string;
}

const SAID_CHARS = 200;

/** As https://c2sp.org/tlog-witness has it, with what witnesses of earlier versions do. */
export function readAnswer({ status, body }: Answered, given: Given): WitnessAnswer {
  const text = body.toString('utf8');
  const said = text
    .slice(0, SAID_CHARS)
    .replaceAll(/[^\P{C}]/gu, ' ')
    .trim();
  if (status === 200) return cosigned(text, given);
  if (status === 409) return conflict(text, given);
  if (status === 422)
    return { outcome: 'INCONSISTENT', detail: `what it signed at ${given.oldSize} leaves is not continued (${said})` };
  if (status === 404) return { outcome: 'REFUSED', detail: 'it does not know this log: its operator has to add it' };
  if (status === 403)
    return { outcome: 'REFUSED', detail: `it knows no key that has signed, or not this log (${said})` };
  if (status >= 500 || status === 429 || status === 408) return { outcome: 'AWAY', detail: `it answers ${status}` };
  return { outcome: 'REFUSED', detail: `it answers ${status} (${said})` };
}

function cosigned(text: string, { witness, checkpoint }: Given): WitnessAnswer {
  try {
    return { outcome: 'COSIGNED', line: cosignatureIn(text, checkpoint, witness) };
  } catch (error) {
    if (error instanceof NoteError) return { outcome: 'REFUSED', detail: error.message };
    throw error;
  }
}

function conflict(text: string, { oldSize, size }: Given): WitnessAnswer {
  const known = /^(0|[1-9]\d{0,15})\n$/.exec(text)?.[1];
  if (known === undefined) return { outcome: 'REFUSED', detail: 'it answers 409 and not with the size that it knows' };
  if (Number(known) !== oldSize) return { outcome: 'CONFLICT', size: Number(known) };
  // Earlier versions say so where both have as many leaves and another root.
  return oldSize === size
    ? { outcome: 'INCONSISTENT', detail: `what it signed at ${size} leaves has another root` }
    : { outcome: 'REFUSED', detail: `it answers 409 and names the size that it was given, ${oldSize}` };
}
