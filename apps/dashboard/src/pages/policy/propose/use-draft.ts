import { useMemo, useState } from 'react';
import type { RawPack } from '../../../words/packs';
import { draftOf, filled, lastReadable, setBack, typed, type Draft } from './draft';
import { isSame, type PackPath } from './pack-path';
import type { Part } from './parts';

export interface DraftChanges {
  readonly type: (text: string) => void;
  readonly fill: (path: PackPath, value: unknown) => void;
  readonly setBack: (part: Part) => void;
  readonly giveUp: () => void;
}

/** One draft, and the ways to change it. */
export function useDraft(beginning: RawPack): { draft: Draft; isUntouched: boolean; changes: DraftChanges } {
  const [draft, setDraft] = useState(() => draftOf(beginning));
  const changes = useMemo(
    () => ({
      type: (text: string) => setDraft((now) => typed(now, text)),
      fill: (path: PackPath, value: unknown) => setDraft((now) => filled(now, path, value)),
      setBack: (part: Part) => setDraft((now) => setBack(now, part, beginning)),
      giveUp: () => setDraft(lastReadable),
    }),
    [beginning],
  );
  return { draft, isUntouched: draft.unreadable === null && isSame(draft.pack, beginning), changes };
}
