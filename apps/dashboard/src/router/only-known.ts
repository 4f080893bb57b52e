type Raw = Record<string, unknown>;

/**
 * The router keeps whatever stands in an address beside what a page reads of it, so that a word that nobody knows would
 * reach the page where a list is expected. Here what can't be read counts as absent, for the page too.
 */
export const onlyKnown =
  <T extends object>(read: (raw: Raw) => T) =>
  (raw: Raw): T => ({ ...Object.fromEntries(Object.keys(raw).map((name) => [name, undefined])), ...read(raw) });
