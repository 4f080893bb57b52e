import { compareFacet, type TypeVariant } from '../assets/type-variant.js';
import type { Facet } from '../assets/facet.js';
import type { Identity } from '../event.js';
import type { ResolvedOffer } from '../assets/offer.js';
import type { Policy } from '../policy/policy.js';
import type { EntrySeen } from './scope.js';
import type { RowOutcome } from './table.js';

/** One facet by which what was offered differs from what was asked for, with both values. */
export interface FacetDifference {
  readonly facet: 'service' | Facet;
  /** As it is compared; several of technologies, or where the classification is open; none where it is unknown. */
  readonly offered: readonly string[];
  readonly requested: readonly string[];
  /** What it was offered in respect of and what was asked for, where they are assets by name. */
  readonly offeredAsset: string | null;
  readonly requestedAsset: string | null;
  /** The request that it is compared with; of services all that are in scope. */
  readonly requests: readonly Identity[];
}

/**
 * By what a type is new, for rows 13 and 14: the service where no entry has it, and the facets by which the asset differs from
 * the entry that it differs least from. Where both were asked for, but not together, that is an entry of the same service.
 */
export function differencesOf(
  offer: ResolvedOffer,
  { newService, newAssetType }: Pick<RowOutcome, 'newService' | 'newAssetType'>,
  scope: readonly EntrySeen[],
  policy: Policy,
): readonly FacetDifference[] {
  if (newService === null || scope.length === 0) return [];
  if (newService && newAssetType !== true) return [serviceDifference(offer, scope)];
  const ofService = scope.filter((s) => s.entry.offer.service === offer.service);
  const nearest = leastDifferent(offer, ofService.length > 0 ? ofService : scope, policy);
  return newService ? [serviceDifference(offer, scope), ...nearest] : nearest;
}

function serviceDifference(offer: ResolvedOffer, scope: readonly EntrySeen[]): FacetDifference {
  return {
    facet: 'service',
    offered: present([offer.service]),
    requested: present(scope.map((s) => s.entry.offer.service)),
    offeredAsset: null,
    requestedAsset: null,
    requests: scope.map((s) => s.entry.identity),
  };
}

function leastDifferent(offer: ResolvedOffer, scope: readonly EntrySeen[], policy: Policy): FacetDifference[] {
  let least: FacetDifference[] = [];
  for (const { entry } of scope) {
    const facets = policy.enabledFacets.filter((facet) => mayDiffer(facet, offer, entry.offer));
    if (facets.length === 0 || (least.length > 0 && facets.length >= least.length)) continue;
    least = facets.map((facet) => ({
      facet,
      offered: valuesOf(facet, offer),
      requested: valuesOf(facet, entry.offer),
      offeredAsset: offer.assetId,
      requestedAsset: entry.offer.assetId,
      requests: [entry.identity],
    }));
  }
  return least;
}

const mayDiffer = (facet: Facet, offered: ResolvedOffer, requested: ResolvedOffer): boolean =>
  offered.variants.some((a) => requested.variants.some((b) => compareFacet(facet, a, b, 'WITHIN') === 'DIFFERENT'));

/** A facet by each possible classification. */
const valuesOf = (facet: Facet, { variants }: ResolvedOffer): string[] =>
  present(variants.flatMap((side) => valueOf(facet, side)));

function valueOf(facet: Facet, side: TypeVariant): readonly (string | null)[] {
  return facet === 'technologies' ? side.technologies : [side[facet]];
}

const present = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value) => value !== null)),
];
