import { emptyState, type ClientState } from '#domain';
import type { StoredState } from '#store';

/** A list as text, and how far it reached then. */
interface ListText {
  readonly length: number;
  readonly last: unknown;
  /** `null` until it is needed. */
  readonly text: string | null;
}

/**
 * Reads a client's state as it was written; the end of its timeline may have moved since. One that an older version of the
 * judge wrote may lack fields: it is good for finding the client, who is judged again by the new one.
 */
export function readState({ state, lastTo }: Pick<StoredState, 'state' | 'lastTo'>): ClientState {
  const read = { ...emptyState('', []), ...(JSON.parse(state) as ClientState) };
  if (lastTo !== null) read.lastTo = lastTo;
  return read;
}

/**
 * A client's state as JSON, written again and again while it grows. What its lists held before is not turned into text
 * again: they hold plain data that never changes, so a list with the same last element in the same place begins as before.
 */
export class StateText {
  private readonly lists = new Map<string, ListText>();
  private readonly others = new Map<string, string>();

  /** Of a state that stands in the database as it is. */
  static of(state: ClientState): StateText {
    const text = new StateText();
    for (const [key, value] of Object.entries(state) as [string, unknown][]) {
      if (Array.isArray(value)) text.lists.set(key, { length: value.length, last: value.at(-1), text: null });
      else if (key !== 'lastTo') text.others.set(key, JSON.stringify(value));
    }
    return text;
  }

  /** @returns the state as JSON, or `null` where nothing but the end of the timeline has changed since the last time */
  next(state: ClientState): string | null {
    let changed = false;
    for (const key in state) {
      const value: unknown = state[key as keyof ClientState];
      if (Array.isArray(value)) changed = this.noteList(key, value) || changed;
      else if (key !== 'lastTo') changed = this.noteOther(key, value) || changed;
    }
    if (!changed) return null;
    let json = `{"lastTo":${state.lastTo}`;
    for (const [key, text] of this.others) json += `,"${key}":${text}`;
    for (const [key, { text }] of this.lists) {
      json += `,"${key}":${text ?? this.textOf(key, state[key as keyof ClientState])}`;
    }
    return `${json}}`;
  }

  private noteOther(key: string, value: unknown): boolean {
    const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
    if (this.others.get(key) === text) return false;
    this.others.set(key, text);
    return true;
  }

  private noteList(key: string, list: readonly unknown[]): boolean {
    const before = this.lists.get(key);
    const isPrefix = before !== undefined && (before.length === 0 || list[before.length - 1] === before.last);
    if (isPrefix && before.length === list.length) return false;
    const kept = isPrefix && before.length > 0 ? before.text : null;
    const text = kept === null ? null : `${kept.slice(0, -1)},${JSON.stringify(list.slice(before?.length)).slice(1)}`;
    this.lists.set(key, { length: list.length, last: list.at(-1), text });
    return true;
  }

  private textOf(key: string, list: unknown): string {
    const text = JSON.stringify(list);
    const known = this.lists.get(key);
    if (known !== undefined) this.lists.set(key, { ...known, text });
    return text;
  }
}
