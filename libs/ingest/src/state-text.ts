import type { ClientState } from '#domain';

/** A list as text, and how far it reached then. */
interface ListText {
  readonly length: number;
  readonly last: unknown;
  readonly text: string;
}

/**
 * A client's state as JSON, written again and again while it grows. What its lists held before is not turned into text
 * again: they hold plain data that never changes, so a list with the same last element in the same place begins as before.
 */
export class StateText {
  private readonly lists = new Map<string, ListText>();

  of(state: ClientState): string {
    let json = '{';
    for (const [key, value] of Object.entries(state) as [string, unknown][]) {
      json += `${json.length === 1 ? '' : ','}"${key}":${Array.isArray(value) ? this.list(key, value) : JSON.stringify(value)}`;
    }
    return `${json}}`;
  }

  private list(key: string, list: readonly unknown[]): string {
    if (list.length === 0) return '[]';
    const before = this.lists.get(key);
    const isPrefix = before !== undefined && list[before.length - 1] === before.last;
    if (isPrefix && before.length === list.length) return before.text;
    const added = JSON.stringify(isPrefix ? list.slice(before.length) : list);
    const text = isPrefix ? `${before.text.slice(0, -1)},${added.slice(1)}` : added;
    this.lists.set(key, { length: list.length, last: list.at(-1), text });
    return text;
  }
}
