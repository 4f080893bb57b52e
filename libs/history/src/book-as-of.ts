import type { AlertView, EvidenceGap, Initiative, When } from '#domain';
import { clientIdsAfter } from '#log';
import type { Sql } from '#store';
import { factsOf } from './book.js';
import { asOf, judgeClient, type SharedFacts, type ClientAsOf, type EntityAsOf } from '#judging';
import { judgedBook, type BookOptions } from './judged-book.js';

/** Service and class of asset, as a cell of the drift matrix. */
export interface ScopeCell {
  readonly service: string;
  readonly assetClass: string;
}

/** How a client stood with one entity of the firm, as far as the book is listed and counted by it. */
export interface BookEntity {
  readonly entityId: string;
  readonly initiative: Initiative['status'];
  /** Whether a request of the client was on file. */
  readonly reverseSolicited: boolean;
  readonly gaps: readonly EvidenceGap[];
  /** What the client had asked for, each cell once. */
  readonly original: readonly ScopeCell[];
}

/** An alert that stood, as far as the book is counted by it. */
export interface BookAlert {
  readonly alertId: string;
  readonly entityId: string;
  readonly verdict: AlertView['verdict'];
  readonly severity: AlertView['severity'];
  readonly kind: AlertView['kind'];
  readonly article61_2: boolean;
  readonly cell: ScopeCell | null;
}

/** A client as they stood at one time, as far as was known at another. */
export interface BookClient {
  readonly clientId: string;
  readonly memberIds: readonly string[];
  readonly country: string | null;
  readonly entities: readonly BookEntity[];
  readonly alerts: readonly BookAlert[];
}

const UNSPECIFIED = 'UNSPECIFIED';

/** The short of a client as of two clocks; `null` where nothing was known. Pure. */
export function bookClient(past: ClientAsOf): BookClient | null {
  const { clientId, memberIds, known, whereabouts, entities, alerts } = past;
  if (!known) return null;
  return {
    clientId,
    memberIds,
    country: whereabouts.country,
    entities: entities.map(bookEntity),
    alerts: [...alerts].map(([alertId, view]) => ({
      alertId,
      entityId: view.entityId,
      verdict: view.verdict,
      severity: view.severity,
      kind: view.kind,
      article61_2: view.article61_2,
      cell: cellOf(serviceOf(view.offer), view.assetClass),
    })),
  };
}

function bookEntity({ entityId, initiative, reverseSolicited, gaps, scope }: EntityAsOf): BookEntity {
  const original = new Map<string, ScopeCell>();
  for (const entry of scope) {
    const cell = entry.original ? cellOf(entry.service, entry.assetClass) : null;
    if (cell !== null) original.set(`${cell.service}/${cell.assetClass}`, cell);
  }
  return {
    entityId,
    initiative: initiative.status,
    reverseSolicited,
    gaps: reverseSolicited ? gaps : [],
    original: reverseSolicited ? [...original.values()] : [],
  };
}

const serviceOf = (offer: AlertView['offer']): string | null =>
  offer !== null && 'service' in offer ? offer.service : null;

const cellOf = (service: string | null, assetClass: string | null): ScopeCell | null =>
  service === null ? null : { service, assetClass: assetClass ?? UNSPECIFIED };

export interface BookAsOfOptions extends BookOptions {
  readonly trueOn: When;
}

/** The whole book, or some clients of it, in chunks in the order of their ids. */
export async function* bookAsOf(sql: Sql, options: BookAsOfOptions): AsyncGenerator<BookClient[]> {
  const { trueOn, policy } = options;
  for await (const chunk of judgedBook(sql, options)) {
    yield chunk.flatMap((client) => bookClient(asOf(client, trueOn, policy)) ?? []);
  }
}

export interface PageAsOf extends Pick<BookAsOfOptions, 'trueOn' | 'knownOn' | 'policy'> {
  /** As known then. */
  readonly shared: SharedFacts;
  /** Ids that are or were taken together with others, by all that is known now: they may have stood alone. */
  readonly everMerged: readonly string[];
  /** Exclusive; '' for the first. */
  readonly after: string;
  readonly limit: number;
}

/**
 * The next clients of the book, without reading all ids for each page.
 * @returns `last` is where to go on; `null` at the end
 */
export async function nextAsOf(
  sql: Sql,
  { trueOn, knownOn, policy, shared, everMerged, after, limit }: PageAsOf,
): Promise<{ clients: BookClient[]; last: string | null }> {
  const ids = await clientIdsAfter(sql, everMerged, after, limit);
  const survivors = ids.filter((id) => shared.clientMerges.survivorOf(id) === id);
  const facts = await factsOf(sql, shared, survivors, { recordedBy: knownOn });
  const clients = survivors.flatMap((id) => {
    const judged = judgeClient(id, facts.get(id) ?? [], shared, policy);
    return bookClient(asOf(judged, trueOn, policy)) ?? [];
  });
  return { clients, last: ids.length < limit ? null : (ids.at(-1) ?? null) };
}

/** All ids that any merge names, whether it stands or not. */
export const everMerged = ({ sorted }: SharedFacts): string[] => [
  ...new Set(sorted.merges.flatMap(({ data }) => [data.clientId, data.mergedClientId])),
];
