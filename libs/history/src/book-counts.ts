import type { BookAlert, BookClient } from './book-as-of.js';

/** One cell of the drift matrix: who asked for it, and who was marketed or given it beyond what they had asked for. */
export interface CellCounts {
  readonly service: string;
  readonly assetClass: string;
  readonly original: { clients: number };
  readonly marketed: { clients: number; alerts: number };
  readonly enabled: { clients: number; alerts: number };
}

/** A book, or a part of it, in numbers. */
export interface BookCounts {
  clients: number;
  reverseSolicited: number;
  /** Clients with an Article 61(2) alert. */
  inDrift: number;
  readonly initiative: Map<string, number>;
  readonly gaps: Map<string, number>;
  alerts: number;
  readonly bySeverity: Map<string, number>;
  readonly byVerdict: Map<string, number>;
  /** By service and class of asset. */
  readonly cells: Map<string, CellCounts>;
}

export const noCounts = (): BookCounts => ({
  clients: 0,
  reverseSolicited: 0,
  inDrift: 0,
  initiative: new Map(),
  gaps: new Map(),
  alerts: 0,
  bySeverity: new Map(),
  byVerdict: new Map(),
  cells: new Map(),
});

/** What of a client is visible to somebody who may see some entities only; `null` where nothing is. @param entities `null`: all */
export function within(client: BookClient, entities: readonly string[] | null): BookClient | null {
  if (entities === null) return client.entities.length === 0 ? null : client;
  const visible = client.entities.filter((e) => entities.includes(e.entityId));
  if (visible.length === 0) return null;
  return { ...client, entities: visible, alerts: client.alerts.filter((a) => entities.includes(a.entityId)) };
}

/** Adds one client to the numbers. A client counts once for each thing, with however many entities it is so. */
export function countClient(counts: BookCounts, { entities, alerts }: BookClient): void {
  counts.clients += 1;
  if (entities.some((e) => e.reverseSolicited)) counts.reverseSolicited += 1;
  for (const status of new Set(entities.map((e) => e.initiative))) add(counts.initiative, status);
  for (const gap of new Set(entities.flatMap((e) => e.gaps))) add(counts.gaps, gap);
  const originals = entities.flatMap((e) => e.original);
  for (const cell of once(originals, ({ service, assetClass }) => `${service}/${assetClass}`)) {
    cellIn(counts, cell).original.clients += 1;
  }
  for (const { severity, verdict } of alerts) {
    counts.alerts += 1;
    add(counts.bySeverity, severity);
    add(counts.byVerdict, verdict);
  }
  countDrift(counts, alerts);
}

function countDrift(counts: BookCounts, alerts: readonly BookAlert[]): void {
  const beyond = alerts.filter((a) => a.article61_2);
  if (beyond.length > 0) counts.inDrift += 1;
  const met = new Set<CellCounts['marketed']>();
  for (const { cell, kind } of beyond) {
    if (cell === null) continue;
    const side = cellIn(counts, cell)[kind === 'CONTACT' ? 'marketed' : 'enabled'];
    side.alerts += 1;
    if (!met.has(side)) side.clients += 1;
    met.add(side);
  }
}

function cellIn({ cells }: BookCounts, { service, assetClass }: { service: string; assetClass: string }): CellCounts {
  const key = `${service}/${assetClass}`;
  const known = cells.get(key) ?? {
    service,
    assetClass,
    original: { clients: 0 },
    marketed: { clients: 0, alerts: 0 },
    enabled: { clients: 0, alerts: 0 },
  };
  cells.set(key, known);
  return known;
}

const add = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

const once = <T>(items: readonly T[], keyOf: (item: T) => string): Iterable<T> =>
  new Map(items.map((item) => [keyOf(item), item])).values();
