import type { OutgoingRow } from '#log';

/** What is to be sent once more, in the order of positions, and what it is for. */
export interface Plan {
  readonly positions: number[];
  /** Not on the topic. */
  readonly missing: number;
  /** There already, but after something missing of the same key: sent once more, so that the last one told is the last. */
  readonly repeated: number;
  readonly keys: number;
}

/**
 * Chooses from the record what has to be sent again so that each key has all of its messages, in their order: of each
 * key everything from the first missing one on.
 * @param rows ascending by position
 * @param present the ids that are on the topic
 */
export function planOf(rows: Iterable<OutgoingRow>, present: ReadonlySet<string>): Plan {
  const begun = new Set<string>();
  const positions: number[] = [];
  let missing = 0;
  for (const { position, key, id, waiting } of rows) {
    const isMissing = !present.has(id) && !waiting;
    const order = key ?? `position ${position}`;
    if (isMissing) {
      missing += 1;
      begun.add(order);
    }
    if (begun.has(order) && !waiting) positions.push(position);
  }
  return { positions, missing, repeated: positions.length - missing, keys: begun.size };
}
