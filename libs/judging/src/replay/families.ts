import type { MergeEvent } from '#domain';

/** Ids that were at any time one client, by whatever is merged or unmerged since; their histories belong together. */
export class Families {
  private readonly families = new Map<string, Set<string>>();

  /** @param merges all that were ever recorded, retracted or not */
  constructor(merges: readonly MergeEvent[]) {
    for (const { data } of merges) {
      const united = new Set([...this.of(data.clientId), ...this.of(data.mergedClientId)]);
      for (const id of united) this.families.set(id, united);
    }
  }

  /** All ids of the family, sorted; the id itself where it was never merged. */
  of(clientId: string): readonly string[] {
    const family = this.families.get(clientId);
    return family === undefined ? [clientId] : [...family].sort();
  }

  /** Each family of these ids once. */
  all(clientIds: Iterable<string>): (readonly string[])[] {
    const byFirst = new Map<string, readonly string[]>();
    for (const id of clientIds) {
      const family = this.of(id);
      byFirst.set(family[0] ?? id, family);
    }
    return [...byFirst.values()];
  }
}
