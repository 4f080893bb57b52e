import { grouped } from '#judging';
import { blockOf } from '#log/codec';
import { contentAgain, isLinked, type ChainLine } from './chain-line.js';
import type { EventLine } from './event-line.js';
import type { FactLine } from './fact-line.js';
import type { Finding } from './finding.js';

/** Whether every row stands in a batch of the log's chain, and the links, as far as the pack holds them, hold. */
export function* chainFindings(
  chain: readonly ChainLine[],
  events: readonly EventLine[],
  facts: readonly FactLine[],
): Generator<Finding> {
  const eventsOf = grouped(
    [...events].sort((a, b) => a.position - b.position),
    (e) => blockOf(e.position),
  );
  const factsOf = grouped(facts, (f) => blockOf(f.position));
  const links = new Map(chain.map((link) => [link.block, link]));
  for (const block of new Set([...eventsOf.keys(), ...factsOf.keys()])) {
    const link = links.get(block);
    const more =
      (eventsOf.get(block)?.length ?? 0) > (link?.events ?? 0) ||
      (factsOf.get(block)?.length ?? 0) > (link?.facts ?? 0);
    if (link === undefined || more) yield { kind: 'NOT_IN_CHAIN', block };
  }
  for (const link of chain) {
    const { chain: name, seq } = link;
    if (!isLinked(link)) yield { kind: 'CHAIN_BROKEN', chain: name, seq };
    let content: string | null;
    try {
      content = contentAgain(link, eventsOf.get(link.block) ?? [], factsOf.get(link.block) ?? []);
    } catch {
      content = 'of what can’t be read';
    }
    if (content !== null && content !== link.content) yield { kind: 'CHAIN_CONTENT_DIFFERS', chain: name, seq };
  }
}
