import type { MergeEvent } from '#domain';

/** Ids that were at any time one client, by whatever is merged or unmerged since; their histories belong together. */
export class MergeGroups {
  private readonly mergeGroups = new Map<string, Set<string>>();

  /** @param merges all that were ever recorded, retracted or not */
  constructor(merges: readonly MergeEvent[]) {
    for (const { data } of merges) {
      const united = new Set([...this.of(data.clientId), ...this.of(data.mergedClientId)]);
      for (const id of united) this.mergeGroups.set(id, united);
    }
  }

  /** All ids of the mergeGroup, sorted; the id itself where it was never merged. */
  of(clientId: string): readonly string[] {
    const mergeGroup = this.mergeGroups.get(clientId);
    return mergeGroup === undefined ? [clientId] : [...mergeGroup].sort();
  }

  /** Each mergeGroup of these ids once. */
  all(clientIds: Iterable<string>): (readonly string[])[] {
    const byFirst = new Map<string, readonly string[]>();
    for (const id of clientIds) {
      const mergeGroup = this.of(id);
      byFirst.set(mergeGroup[0] ?? id, mergeGroup);
    }
    return [...byFirst.values()];
  }
}
