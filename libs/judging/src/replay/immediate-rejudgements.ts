import { identityKey, isMerge, isRetraction, type ClientFact, type Recorded } from '#domain';
import { blockOf } from '#log/codec';
import type { ImmediateRejudgement } from './merge-group-replay.js';

/**
 * Whom shared events had judged again in their very batch: clients whose ids were merged or unmerged, and clients a fact
 * of whom was retracted.
 */
export class ImmediateRejudgements {
  private readonly byClient = new Map<string, ImmediateRejudgement[]>();
  private readonly retractions = new Map<string, number[]>();

  constructor(events: readonly Recorded[]) {
    const merges = new Map<string, readonly string[]>();
    for (const event of events) {
      if (isMerge(event)) {
        const ids = [event.data.clientId, event.data.mergedClientId];
        merges.set(identityKey(event), ids);
        for (const id of ids) this.note(id, event.position);
      } else if (isRetraction(event)) {
        const key = identityKey(event.data.retracts);
        this.retractions.set(key, [...(this.retractions.get(key) ?? []), event.position]);
      }
    }
    // The retraction of a merge belongs to both its ids.
    for (const [key, ids] of merges) {
      for (const by of this.retractions.get(key) ?? []) for (const id of ids) this.note(id, by);
    }
  }

  /** The immediate re-judgements of a merge group, by batch. */
  of(ids: readonly string[], facts: readonly ClientFact[]): Map<number, ImmediateRejudgement[]> {
    const immediateRejudgements = ids.flatMap((id) => this.byClient.get(id) ?? []);
    for (const fact of facts) {
      const { clientId } = fact.data;
      for (const by of this.retractions.get(identityKey(fact)) ?? []) {
        // A retraction that came before its fact had nothing to take away yet.
        if (blockOf(by) >= blockOf(fact.position)) immediateRejudgements.push({ clientId, by });
      }
    }
    const byBlock = new Map<number, ImmediateRejudgement[]>();
    for (const recall of immediateRejudgements) {
      const block = blockOf(recall.by);
      byBlock.set(block, [...(byBlock.get(block) ?? []), recall]);
    }
    return byBlock;
  }

  private note(clientId: string, by: number): void {
    this.byClient.set(clientId, [...(this.byClient.get(clientId) ?? []), { clientId, by }]);
  }
}
