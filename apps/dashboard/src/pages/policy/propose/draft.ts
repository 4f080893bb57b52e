import { packFrom, type RawPack } from '../../../words/packs';
import { withValue, type PackPath } from './pack-path';
import { withPartOf, type Part } from './parts';

/** A pack that is being written, as a form and as text. */
export interface Draft {
  /** What the form shows: the text as it was last readable. */
  readonly pack: RawPack;
  readonly text: string;
  /** Why the text can't be read, with line and column; `null` where it can. */
  readonly unreadable: string | null;
}

export const draftOf = (pack: RawPack): Draft => ({ pack, text: JSON.stringify(pack, null, 2), unreadable: null });

/** Somebody wrote text. */
export function typed(draft: Draft, text: string): Draft {
  const { pack, problem = null } = packFrom(text);
  return pack === undefined ? { ...draft, text, unreadable: problem } : { pack, text, unreadable: null };
}

/**
 * Somebody filled in a field. While the text can't be read nothing is changed by the form: what was written would be lost.
 * @param value `undefined` takes away what stands there
 */
export const filled = (draft: Draft, path: PackPath, value: unknown): Draft =>
  draft.unreadable === null ? draftOf(withValue(draft.pack, path, value)) : draft;

/** Somebody took back what they had changed of a part. */
export const setBack = (draft: Draft, part: Part, beginning: RawPack): Draft =>
  draft.unreadable === null ? draftOf(withPartOf(part, beginning, draft.pack)) : draft;

/** Gives up what was written since the text was last readable. */
export const lastReadable = (draft: Draft): Draft => draftOf(draft.pack);
