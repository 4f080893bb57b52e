import {
  COSIGNATURE,
  isContinued,
  NoteError,
  readCheckpoint,
  readVerifier,
  signersOf,
  witnessedAt,
  type Checkpoint,
  type NoteVerifier,
} from '#proof';
import { checkTimeStamp, TimeStampError, type TimeStamp } from '#proof/timestamp';
import type { ChainLine } from './chain-line.js';
import { treeFindings } from './check-proofs.js';
import type { Finding } from './finding.js';
import type { Unpacked } from './unpack.js';

/** What whoever checks a pack has from elsewhere. */
export interface Trusted {
  /** Keys of logs and witnesses. */
  readonly keys: readonly NoteVerifier[];
  /** Certificates (PEM) that a time stamp must go back to. */
  readonly authority: string | undefined;
}

/** What a checkpoint is worth to whoever reads the pack. */
export interface CheckedCheckpoint {
  readonly origin: string;
  readonly size: number;
  /** Whose signatures hold. */
  readonly signedBy: readonly string[];
  /** Whether their keys were given; else they are those that the pack itself brings, and anybody could have made them. */
  readonly keysWereGiven: boolean;
  /** Since when (RFC 3339) which witness has vouched for it. */
  readonly witnessed: readonly { readonly by: string; readonly at: string }[];
  /** Of the keys that were given those of witnesses that have not signed it. */
  readonly notWitnessed: readonly string[];
  /** A head before it that more vouch for, and how many batches of the pack stand in the tree of that. */
  readonly earlier: EarlierCheckpoint | null;
  /** What a time-stamping authority says of the earlier head, or else of this one; `null` where the pack has no stamp that holds. */
  readonly stamped: TimeStamp | null;
  /** How many batches of the pack stand in its tree, of how many. */
  readonly batches: { readonly under: number; readonly of: number };
}

interface EarlierCheckpoint {
  readonly size: number;
  readonly witnessed: CheckedCheckpoint['witnessed'];
  readonly batches: number;
}

/** Whether the checkpoint is signed, by whom, seen and stamped by whom, and whether the batches stand in its tree. */
export function checkpointOf(
  { parts, timeStamp }: Unpacked,
  chain: readonly ChainLine[],
  trusted: Trusted,
  findings: Finding[],
): CheckedCheckpoint | null {
  const text = parts.get('checkpoint.txt') ?? '';
  const under = chain.filter(({ tree }) => tree !== undefined).length;
  if (text === '' && under === 0 && timeStamp === undefined) return null;
  try {
    const checkpoint = readCheckpoint(text);
    findings.push(...treeFindings(chain, checkpoint));
    const brought = (parts.get('keys.txt') ?? '').split('\n').filter(Boolean).map(readVerifier);
    const keysWereGiven = trusted.keys.length > 0;
    const keys = keysWereGiven ? trusted.keys : brought;
    const witnessed = witnessesOf(checkpoint, keys);
    const before = earlierOf(parts.get('earlier-checkpoint.json'), checkpoint, keys, findings);
    const earlier = before && {
      size: before.size,
      witnessed: witnessesOf(before, keys),
      batches: chain.filter(({ tree }) => tree !== undefined && tree.index < before.size).length,
    };
    const saw = new Set([...witnessed, ...(earlier?.witnessed ?? [])].map(({ by }) => by));
    const notWitnessed = trusted.keys
      .filter(({ algorithm, name }) => algorithm === COSIGNATURE && !saw.has(name))
      .map(({ name }) => name);
    const signedBy = signersOf(checkpoint.note, keys).map(({ name }) => name);
    if (signedBy.length === 0) {
      const whose = keysWereGiven ? 'that were given' : 'in the pack';
      findings.push({ kind: 'CHECKPOINT_FORGED', message: `None of the keys ${whose} has signed it.` });
    }
    const { origin, size } = checkpoint;
    const stamped = stampOf(before ?? checkpoint, timeStamp, trusted, findings);
    return {
      origin,
      size,
      signedBy,
      keysWereGiven,
      witnessed,
      notWitnessed,
      earlier,
      stamped,
      batches: { under, of: chain.length },
    };
  } catch (error) {
    if (!(error instanceof NoteError || error instanceof RangeError || error instanceof SyntaxError)) throw error;
    const kind = text.includes('\n\n') ? 'CHECKPOINT_FORGED' : 'CHECKPOINT_UNREADABLE';
    findings.push({ kind, message: error.message });
    return null;
  }
}

function witnessesOf({ note }: Checkpoint, keys: readonly NoteVerifier[]): CheckedCheckpoint['witnessed'] {
  return keys.flatMap((key) => {
    const seconds = witnessedAt(note, key);
    return seconds === null ? [] : [{ by: key.name, at: new Date(seconds * 1_000).toISOString() }];
  });
}

/** @returns `null` where there is none, or it is not what the checkpoint continues, which is a finding */
function earlierOf(
  text: string | undefined,
  checkpoint: Checkpoint,
  keys: readonly NoteVerifier[],
  findings: Finding[],
): Checkpoint | null {
  if (text === undefined) return null;
  const { checkpoint: note, path } = JSON.parse(text) as { checkpoint: string; path: string[] };
  const earlier = readCheckpoint(note);
  const hashes = path.map((hash) => Buffer.from(hash, 'hex'));
  const isSigned = signersOf(earlier.note, keys).length > 0;
  if (isSigned && earlier.origin === checkpoint.origin && isContinued(earlier, checkpoint, hashes)) return earlier;
  findings.push({ kind: 'NOT_CONTINUED', size: earlier.size });
  return null;
}

function stampOf(
  { note }: Checkpoint,
  stamp: Uint8Array | undefined,
  { authority }: Trusted,
  findings: Finding[],
): TimeStamp | null {
  if (stamp === undefined) {
    if (authority !== undefined) findings.push({ kind: 'TIME_STAMP_MISSING' });
    return null;
  }
  try {
    return checkTimeStamp(stamp, { text: note.text, authority });
  } catch (error) {
    if (!(error instanceof TimeStampError)) throw error;
    findings.push({ kind: 'TIME_STAMP_FORGED', message: `The time stamp does not hold: ${error.message}.` });
    return null;
  }
}
