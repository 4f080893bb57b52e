import type { Static } from '@sinclair/typebox';
import { isCatalogueEvent, type Recorded } from '#domain';
import type { CheckChoices } from './choices.shapes.js';

/** How many of each kind are offered. */
export const CHOICES_MAX = 200;

interface Named {
  readonly entities: Set<string>;
  readonly segments: Set<string>;
  readonly campaigns: Set<string>;
  /** Names by id; `null` where it has none. */
  readonly assets: Map<string, string | null>;
  readonly products: Map<string, { readonly name: string; readonly entityId: string }>;
}

/** What clients have of a word that no shared fact names. */
export interface OnFile {
  readonly entity: boolean;
  readonly segment: boolean;
  readonly asset: boolean;
}

/**
 * What a planned act can be about, of what the shared facts name.
 * @param events in the order of recording, without those that were retracted
 * @param text part of an id or a name; empty: all
 * @param entities those that the caller is limited to; `null`: all
 */
export function choicesIn(
  events: readonly Recorded[],
  text: string,
  entities: readonly string[] | null,
  onFile: OnFile,
): Static<typeof CheckChoices> {
  const named = namedIn(events, entities);
  if (onFile.entity) named.entities.add(text);
  if (onFile.segment) named.segments.add(text);
  if (onFile.asset && !named.assets.has(text)) named.assets.set(text, null);
  const wanted = text.toLowerCase();
  const found = <T>(all: readonly T[], words: (one: T) => readonly (string | null)[]): T[] =>
    all
      .filter((one) => words(one).some((word) => word?.toLowerCase().includes(wanted) === true))
      // Whatever is called just so comes first, or it might be left out.
      .sort((a, b) => rank(words(a), text) - rank(words(b), text) || (`${words(a)[0]}` < `${words(b)[0]}` ? -1 : 1));
  const ids = (all: ReadonlySet<string>) => found([...all], (id) => [id]);
  const all = {
    entities: ids(named.entities),
    products: found(
      [...named.products].map(([productId, about]) => ({ productId, ...about })),
      ({ productId, name }) => [productId, name],
    ),
    assets: found(
      [...named.assets].map(([assetId, name]) => ({ assetId, name })),
      ({ assetId, name }) => [assetId, name],
    ),
    segments: ids(named.segments),
    campaigns: ids(named.campaigns),
  };
  return {
    entities: all.entities.slice(0, CHOICES_MAX),
    products: all.products.slice(0, CHOICES_MAX),
    assets: all.assets.slice(0, CHOICES_MAX),
    segments: all.segments.slice(0, CHOICES_MAX),
    campaigns: all.campaigns.slice(0, CHOICES_MAX),
    complete: Object.values(all).every(({ length }) => length <= CHOICES_MAX),
  };
}

const rank = (words: readonly (string | null)[], text: string): number => (words.includes(text) ? 0 : 1);

function namedIn(events: readonly Recorded[], limits: readonly string[] | null): Named {
  const shared = events.filter(isCatalogueEvent);
  const named: Named = {
    entities: new Set(limits ?? []),
    segments: new Set(),
    campaigns: new Set(),
    assets: new Map(),
    products: new Map(),
  };
  const isShown = (entityId: string | undefined): boolean =>
    entityId !== undefined && (limits === null || limits.includes(entityId));
  for (const { type, data } of shared) {
    if (type === 'asset.classified.v1') {
      named.assets.set(data.assetId, data.name ?? named.assets.get(data.assetId) ?? null);
      continue;
    }
    if (!('entityId' in data) || !isShown(data.entityId)) continue;
    named.entities.add(data.entityId);
    if (type === 'product.defined.v1') named.products.set(data.productId, { name: data.name, entityId: data.entityId });
    if (type === 'marketing.campaign-launched.v1') {
      named.campaigns.add(data.campaignId);
      for (const id of data.audience.segmentIds ?? []) named.segments.add(id);
    }
    for (const { assetId } of 'offers' in data ? (data.offers ?? []) : [])
      if (assetId !== undefined && !named.assets.has(assetId)) named.assets.set(assetId, null);
  }
  for (const { type, data } of shared) {
    if (type !== 'product.rolled-out.v1' || !isShown(named.products.get(data.productId)?.entityId)) continue;
    for (const id of data.audience.segmentIds ?? []) named.segments.add(id);
  }
  return named;
}
