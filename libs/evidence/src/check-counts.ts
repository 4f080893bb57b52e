import { grouped } from '#judging';
import type { ChainLine } from './chain-line.js';
import type { VerdictLine } from './derive.js';
import type { EventLine } from './event-line.js';
import type { FactLine } from './fact-line.js';
import type { Finding } from './finding.js';
import type { PartName } from './pack.js';
import type { RowProof } from './row-proof.js';
import type { Subject } from './subject.js';

/** Whether all that the pack says is in it is in it, and nothing of anybody else. */
export function* countFindings(
  { counts, clients }: Subject,
  events: readonly EventLine[],
  shared: readonly EventLine[],
  facts: readonly FactLine[],
  verdicts: readonly VerdictLine[],
  chain: readonly ChainLine[],
  proofs: readonly RowProof[],
): Generator<Finding> {
  const members = new Set(clients.flatMap((c) => c.memberIds));
  const byClient = grouped(events, (event) => event.clientId);
  for (const [clientId, expected] of Object.entries(counts.events)) {
    const found = byClient.get(clientId)?.length ?? 0;
    if (found !== expected) yield { kind: 'COUNT_DIFFERS', of: `events of client ${clientId}`, expected, found };
  }
  for (const event of events) {
    if (event.clientId === null || !members.has(event.clientId)) {
      yield { kind: 'OF_ANOTHER_CLIENT', position: event.position, clientId: event.clientId };
    }
  }
  for (const [of, expected, found] of [
    ['shared events', counts.sharedEvents, shared.length],
    ['alert facts', counts.alertFacts, facts.length],
    ['verdicts', counts.verdicts, verdicts.length],
    ['batches', counts.batches, chain.length],
    ['proofs', counts.proofs ?? 0, proofs.length],
  ] as const) {
    if (found !== expected) yield { kind: 'COUNT_DIFFERS', of, expected, found };
  }
}

/** Whether lines stand in the order of recording. */
export function* orderFindings(part: PartName, lines: readonly { readonly position: number }[]): Generator<Finding> {
  let last = -1;
  for (const { position } of lines) {
    if (position <= last) yield { kind: 'REORDERED', part, position };
    last = Math.max(last, position);
  }
}
