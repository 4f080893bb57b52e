import { canonicalJson } from '#domain';
import type { ClientLine, VerdictLine } from './derive.js';
import type { Finding } from './finding.js';

const keyOf = ({ clientId, entityId, act, offer }: VerdictLine): string =>
  canonicalJson([clientId, entityId, act.source, act.id, offer]);

/** The verdicts in the file against those that its events and its rule pack give. */
export function* verdictFindings(inFile: readonly VerdictLine[], derived: readonly VerdictLine[]): Generator<Finding> {
  const given = new Map(inFile.map((line) => [keyOf(line), line]));
  for (const line of derived) {
    const key = keyOf(line);
    const said = given.get(key);
    given.delete(key);
    if (said === undefined) yield { kind: 'VERDICT_DIFFERS', change: 'ADDED', key, inFile: null, derived: line };
    else if (canonicalJson(said) !== canonicalJson(line)) {
      yield { kind: 'VERDICT_DIFFERS', change: 'CHANGED', key, inFile: said, derived: line };
    }
  }
  for (const [key, line] of given) yield { kind: 'VERDICT_DIFFERS', change: 'GONE', key, inFile: line, derived: null };
}

/** Likewise how the clients stand. */
export function* clientFindings(inFile: readonly ClientLine[], derived: readonly ClientLine[]): Generator<Finding> {
  const ids = new Set([...inFile, ...derived].map((c) => c.clientId));
  for (const clientId of ids) {
    const said = inFile.find((c) => c.clientId === clientId) ?? null;
    const again = derived.find((c) => c.clientId === clientId) ?? null;
    if (canonicalJson(said) !== canonicalJson(again)) {
      yield { kind: 'STANDING_DIFFERS', clientId, inFile: said, derived: again };
    }
  }
}
