import type { KnownList } from './answered-list';

/** Lists by the check that was asked of them: for as long as the page is open, and nowhere else. */
const kept = new Map<string, KnownList>();

export const keepList = (checkId: string, list: KnownList): void => void kept.set(checkId, list);
export const keptList = (checkId: string): KnownList | null => kept.get(checkId) ?? null;
