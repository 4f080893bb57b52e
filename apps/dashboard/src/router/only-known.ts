import { leftOut, noteLeftOut } from './left-out';

type Raw = Record<string, unknown>;

/**
 * The router keeps whatever stands in an address beside what a page reads of it, so that a word that nobody knows would
 * reach the page where a list is expected. Here what can't be read counts as absent, for the page too, which is told of it.
 */
export const onlyKnown =
  <T extends object>(path: string, read: (raw: Raw) => T) =>
  (raw: Raw): T => {
    const known = read(raw);
    noteLeftOut(path, leftOut(raw, Object.fromEntries(Object.entries(known))));
    return { ...Object.fromEntries(Object.keys(raw).map((name) => [name, undefined])), ...known };
  };
