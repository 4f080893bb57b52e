import type { ClientFact } from '#domain';
import type { SharedFacts } from '#judging';
import type { Task } from './judging.js';
import type { ImmediateRejudgement } from './shared-changes.js';

/** One task per client: new facts, being rejudged, or both. */
export function tasksFor(
  facts: readonly ClientFact[],
  called: readonly ImmediateRejudgement[],
  sharedFacts: SharedFacts,
): Task[] {
  const bySurvivor = new Map<string, ClientFact[]>();
  for (const fact of facts) {
    const survivorId = sharedFacts.clientMerges.survivorOf(fact.data.clientId);
    const group = bySurvivor.get(survivorId);
    if (group === undefined) bySurvivor.set(survivorId, [fact]);
    else group.push(fact);
  }
  const again = new Map(called.map((recall) => [recall.survivorId, recall.trigger]));
  for (const survivorId of again.keys()) if (!bySurvivor.has(survivorId)) bySurvivor.set(survivorId, []);
  return [...bySurvivor].map(([survivorId, own]) => ({
    survivorId,
    facts: own,
    again: again.has(survivorId),
    trigger: again.get(survivorId) ?? { cause: 'LATE_FACT', incidentId: null },
  }));
}
