import type { Catalogue } from './catalogue.js';
import type { Audience } from '../event.js';
import type { CatalogueEvent } from '../event-register.js';
import { BROAD_CHANNELS } from '../vocabulary.js';

/** Whom a change of what all clients share may touch: by reference, by id, or everyone. Rather too many than too few. */
export interface Affected {
  readonly refs: readonly string[];
  readonly clientIds: readonly string[];
  readonly everyone: boolean;
}

export const NOBODY: Affected = { refs: [], clientIds: [], everyone: false };
export const EVERYONE: Affected = { refs: [], clientIds: [], everyone: true };

/** Whether a client, by its references and ids, is among those affected. */
export const isAffected = (affected: Affected, refs: readonly string[], memberIds: readonly string[]): boolean =>
  affected.everyone ||
  affected.refs.some((ref) => refs.includes(ref)) ||
  affected.clientIds.some((id) => memberIds.includes(id));

/** @param catalogue with the event in it (or, for its retraction, as it was with it) */
export function affectedBy(event: CatalogueEvent, catalogue: Catalogue): Affected {
  switch (event.type) {
    case 'asset.classified.v1':
      return affectedByAsset(event.data.assetId, catalogue);
    case 'product.defined.v1':
      return affectedByProduct(event.data.productId, catalogue);
    case 'product.rolled-out.v1': {
      const product = catalogue.productAt(event.data.productId, event.when);
      const { audience } = event.data;
      // Nobody's act yet; but whom it names is a client on file from now on.
      if (product === undefined) return { ...NOBODY, clientIds: audience.clientIds ?? [] };
      return affectedByAudience(audience, product.data.entityId);
    }
    // A withdrawal changes no verdict.
    case 'product.withdrawn.v1':
      return NOBODY;
    case 'entity.authorised.v1':
    case 'entity.authorisation-ended.v1':
      return { ...NOBODY, refs: [`e:${event.data.entityId}`] };
    case 'marketing.campaign-launched.v1': {
      const { data } = event;
      const broad = (BROAD_CHANNELS as readonly string[]).includes(data.channel);
      const mayReachProspects = broad && (data.audience.countries !== undefined || data.audience.everyone === true);
      if (mayReachProspects) return { ...EVERYONE, clientIds: data.audience.clientIds ?? [] };
      return affectedByAudience(data.audience, data.entityId);
    }
    // It may end one with marketing copy, or be one.
    case 'marketing.surface-published.v1':
      return EVERYONE;
  }
}

export const affectedByAny = (all: readonly Affected[]): Affected => ({
  refs: [...new Set(all.flatMap((t) => t.refs))],
  clientIds: [...new Set(all.flatMap((t) => t.clientIds))],
  everyone: all.some((t) => t.everyone),
});

/** Whom an audience may reach as an act. */
export function affectedByAudience(audience: Audience, entityId: string): Affected {
  const clientIds = audience.clientIds ?? [];
  if (audience.segmentIds !== undefined) {
    return { refs: audience.segmentIds.map((id) => `s:${id}`), clientIds, everyone: false };
  }
  const byExistence = audience.countries !== undefined || audience.everyone === true;
  return { refs: byExistence ? [`e:${entityId}`] : [], clientIds, everyone: false };
}

function affectedByAsset(assetId: string, catalogue: Catalogue): Affected {
  const { productIds, campaigns } = catalogue.withAsset(assetId);
  return affectedByAny([
    { ...NOBODY, refs: [`a:${assetId}`] },
    ...campaigns.map((c) => affectedBy(c, catalogue)),
    ...productIds.map((id) => affectedByProduct(id, catalogue)),
  ]);
}

function affectedByProduct(productId: string, catalogue: Catalogue): Affected {
  const { rollOuts, campaigns } = catalogue.ofProduct(productId);
  return affectedByAny([
    { ...NOBODY, refs: [`p:${productId}`] },
    ...[...rollOuts, ...campaigns].map((e) => affectedBy(e, catalogue)),
  ]);
}
