import { createContext, use } from 'react';
import type { RawPack } from '../../../words/packs';
import { isSame, valueAt, type PackPath } from './pack-path';
import type { Part } from './parts';
import { problemsAt, type PlacedProblem } from './problem-places';

/** What every field of the form needs to know. */
export interface DraftAtHand {
  readonly pack: RawPack;
  readonly inForce: RawPack;
  /** Where the draft began: the pack in force, under a version of its own. */
  readonly beginning: RawPack;
  readonly problems: readonly PlacedProblem[];
  /** `undefined` takes away what stands there. */
  readonly fill: (path: PackPath, value: unknown) => void;
  readonly setBack: (part: Part) => void;
}

export const DraftContext = createContext<DraftAtHand | null>(null);

export function useDraftAtHand(): DraftAtHand {
  const draft = use(DraftContext);
  if (draft === null) throw new Error('There is no draft around this field.');
  return draft;
}

/** The id of the element that shows what stands there. */
export const fieldId = (path: PackPath): string => `pack-${path.replaceAll('.', '-')}`;

/** One value of the draft: what it is, what it is in force, and what is wrong with it. */
export function usePackField(path: PackPath) {
  const { pack, inForce, problems, fill } = useDraftAtHand();
  const [value, before] = [valueAt(pack, path), valueAt(inForce, path)];
  const wrong = problemsAt(problems, path);
  return {
    id: fieldId(path),
    value,
    before,
    changed: !isSame(value, before),
    error: wrong.length === 0 ? undefined : wrong.join(' '),
    set: (next: unknown) => fill(path, next),
  };
}
