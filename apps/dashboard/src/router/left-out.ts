/**
 * What of an address a page could not read: names that it does not know, values that are none of theirs, and names without a
 * value. Pure.
 * @param read what the page made of it
 */
export function leftOut(raw: Readonly<Record<string, unknown>>, read: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(raw).flatMap(([name, values]) => {
    const taken = new Set([read[name]].flat().map(String));
    return [values].flat().flatMap((value) => {
      if (value === undefined) return [];
      if (value === '') return [`${name} (empty)`];
      const isTaken = read[name] !== undefined && taken.has(String(value));
      return isTaken ? [] : [`${name}=${String(value).slice(0, SHOWN_MAX)}`];
    });
  });
}

const SHOWN_MAX = 60;

/** What was left out last, and of which page's address. */
interface Noted {
  readonly path: string;
  readonly left: readonly string[];
}

const NONE: Noted = { path: '', left: [] };
let noted = NONE;
const watchers = new Set<() => void>();

function put(next: Noted): void {
  noted = next;
  // Not in the middle of what the router is at.
  queueMicrotask(() => watchers.forEach((tell) => tell()));
}

/** Kept apart from the address, out of which the router takes what no page knows as soon as it has read it. */
export function noteLeftOut(path: string, left: readonly string[]): void {
  if (left.length > 0) put({ path, left });
}

export function forgetLeftOut(path: string): void {
  if (noted.path === path) put(NONE);
}

export const notedLeftOut = (): Noted => noted;

export function watchLeftOut(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
