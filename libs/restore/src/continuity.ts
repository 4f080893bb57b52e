import { verifierIn, NoteError, readCheckpoint, readOrigin, signersOf, type NoteVerifier } from '#proof';

/** A head of our own log as it stands outside of the database. */
export interface OutsideHead {
  readonly epoch: number;
  readonly size: number;
  readonly root: Buffer;
  /** The signed note. */
  readonly note: string;
  /** When it was written there, in ms since 1970, where that is known. */
  readonly writtenAt: number | null;
}

/** The tree that the database holds. */
export interface OwnTree {
  readonly epoch: number;
  readonly size: number;
}

/** How the database and what stands outside go together. */
export type Continuity =
  /** Nothing of ours stands outside, or all of it is what we hold; there may be more here than outside. */
  | 'CONTINUED'
  /** Outside stands more than we hold: the database was put back to an earlier time. */
  | 'BEHIND'
  /** What we hold is not what stands outside, though it is as much: it was put back, and something was recorded since. */
  | 'FORKED';

/**
 * Pure.
 * @param rootAt the root of our tree as it was with as many leaves as the head outside has; asked for only where it had
 */
export function continuity(own: OwnTree, outside: OutsideHead | null, rootAt: Buffer | null): Continuity {
  if (outside === null || outside.epoch < own.epoch) return 'CONTINUED';
  if (outside.epoch > own.epoch || outside.size > own.size) return 'BEHIND';
  return rootAt?.equals(outside.root) === false ? 'FORKED' : 'CONTINUED';
}

/** Whether our tree had as many leaves in the same epoch, so that its root then can be compared. */
export const isComparable = (own: OwnTree, outside: OutsideHead | null): outside is OutsideHead =>
  outside !== null && outside.epoch === own.epoch && outside.size <= own.size;

/**
 * What somebody has written where heads stand, if it is a head of our log in whatever epoch.
 * @param keys ours, under whatever epoch's name
 * @returns `null` for anything else: the head of another log, a forged one, none at all
 */
export function readOwnHead(text: string, keys: readonly NoteVerifier[], writtenAt: number | null): OutsideHead | null {
  try {
    const { origin, size, root, note } = readCheckpoint(text);
    const { base, epoch } = readOrigin(origin);
    const ours = keys.filter(({ name }) => readOrigin(name).base === base).map((key) => verifierIn(key, epoch));
    return signersOf(note, ours).length === 0 ? null : { epoch, size, root, note: text, writtenAt };
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}

/** The one that says more: of a later epoch, else with more leaves. */
export const laterHead = (one: OutsideHead | null, other: OutsideHead | null): OutsideHead | null => {
  if (one === null || other === null) return one ?? other;
  if (one.epoch !== other.epoch) return one.epoch > other.epoch ? one : other;
  return one.size >= other.size ? one : other;
};
