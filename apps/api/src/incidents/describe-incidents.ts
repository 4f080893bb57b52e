import type { Static } from '@sinclair/typebox';
import { identityKey, incidentTitle, type Identity } from '#domain';
import type { Sql } from '#store';
import type { Caller } from '../access/caller.js';
import type { ForeignFacts } from '../access/foreign-facts.js';
import type { Incident } from '../overview/overview.shapes.js';
import { incidentCounts, type IncidentRow } from './incidents.queries.js';

/** Counts the alerts that still alert, and whom they are about. */
export async function describeIncidents(
  sql: Sql,
  rows: readonly IncidentRow[],
  caller: Caller,
  foreign: ForeignFacts,
): Promise<Static<typeof Incident>[]> {
  const ids = rows.map((row) => row.incidentId);
  const counts = await incidentCounts(sql, ids, caller.entities);
  // What all clients share may have alerts judged again because of what another entity did: that they see, not by what.
  const causes = rows.map(({ key }) => identityIn(key)).filter((identity) => identity !== null);
  const others = await foreign.among(sql, causes, caller);
  return rows.map(({ incidentId, kind, key: given, openedAt }) => {
    const key = others.has(given) ? '' : given;
    const own = counts.filter((c) => c.id === incidentId);
    const sum = (of: (c: (typeof own)[number]) => number): number => own.reduce((n, c) => n + of(c), 0);
    const by = (of: (c: (typeof own)[number]) => string) => {
      const groups = new Map<string, number>();
      for (const c of own) groups.set(of(c), (groups.get(of(c)) ?? 0) + c.alerts);
      return [...groups].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
    };
    return {
      incidentId,
      kind,
      key,
      title: incidentTitle(kind, key).trim(),
      openedAt: openedAt.toISOString(),
      clients: new Set(own.flatMap((c) => c.clients)).size,
      alerts: sum((c) => c.alerts),
      open: sum((c) => c.open),
      proposed: sum((c) => c.proposed),
      byVerdict: by((c) => c.verdict),
      byCountry: by((c) => c.country),
    };
  });
}

/** The identity of the event that the key of most incidents is; `null` for any other key. */
function identityIn(key: string): Identity | null {
  try {
    const parsed: unknown = JSON.parse(key);
    const [source, id] = Array.isArray(parsed) ? (parsed as unknown[]) : [];
    const identity = typeof source === 'string' && typeof id === 'string' ? { source, id } : null;
    return identity !== null && identityKey(identity) === key ? identity : null;
  } catch {
    return null;
  }
}
