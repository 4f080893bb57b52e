import { foldedWord } from './folded-word.js';
import type { Policy } from '../policy/policy.js';
import type { AssetType } from '../vocabulary.js';
import type { Facet } from './facet.js';

/** Three-valued: nothing unknown is ever silently the same. */
export type TypeMatch = 'SAME' | 'DIFFERENT' | 'UNDETERMINED';

/**
 * How two sets of technologies are compared. `WITHIN`: what is offered must lie within what was requested.
 * `SHARED`: one technology in common is enough (was this solicited before it was asked for?).
 */
export type TechnologyTest = 'WITHIN' | 'SHARED';

/** The asset side of an offer: its facets, `null` where unknown; words of producers as they are compared. */
export interface TypeVariant {
  readonly class: string | null;
  readonly emtCurrency: string | null;
  readonly artBacking: string | null;
  readonly technologies: readonly string[];
  /** Whether the set of technologies has an unknown member (an empty set is unknown altogether). */
  readonly technologiesUnknown: boolean;
  readonly liquidity: string | null;
}

/** A technology as it is compared; `null` where its word says that nobody knows it. */
export function knownTechnology(word: string): string | null {
  const technology = foldedWord(word);
  return technology === '' || technology === UNKNOWN ? null : technology;
}

const UNKNOWN = foldedWord('UNKNOWN');

const known = (value: string | undefined): string | null => (value === undefined || value === 'UNKNOWN' ? null : value);

/** @param technology the one technology that the offer names; it stands in place of the asset's */
export function assetSide(type: AssetType | undefined, technology: string | undefined): TypeVariant {
  const named = technology === undefined ? (type?.technologies ?? []) : [technology];
  const technologies = named.map(knownTechnology).filter((t) => t !== null);
  return {
    class: known(type?.class),
    emtCurrency: type?.emtCurrency === undefined ? null : foldedWord(type.emtCurrency),
    artBacking: known(type?.artBacking),
    technologies,
    technologiesUnknown: technologies.length === 0 || technologies.length < named.length,
    liquidity: known(type?.liquidity),
  };
}

/** A known difference beats an unknown facet; an unknown facet beats sameness. */
export function compareTypeVariants(
  offered: TypeVariant,
  requested: TypeVariant,
  test: TechnologyTest,
  policy: Policy,
): TypeMatch {
  let undetermined = false;
  for (const facet of policy.enabledFacets) {
    const typeMatch = compareFacet(facet, offered, requested, test);
    if (typeMatch === 'DIFFERENT') return 'DIFFERENT';
    if (typeMatch === 'UNDETERMINED') undetermined = true;
  }
  return undetermined ? 'UNDETERMINED' : 'SAME';
}

/** By one facet alone. */
export function compareFacet(
  facet: Facet,
  offered: TypeVariant,
  requested: TypeVariant,
  test: TechnologyTest,
): TypeMatch {
  switch (facet) {
    case 'class':
      return compareValues(offered.class, requested.class);
    case 'emtCurrency':
      return both(offered, requested, 'EMT') ? compareValues(offered.emtCurrency, requested.emtCurrency) : 'SAME';
    case 'artBacking':
      return both(offered, requested, 'ART') ? compareValues(offered.artBacking, requested.artBacking) : 'SAME';
    case 'technologies':
      return test === 'WITHIN' ? liesWithin(offered, requested) : shares(offered, requested);
    case 'liquidity':
      return compareValues(offered.liquidity, requested.liquidity);
  }
}

const both = (a: TypeVariant, b: TypeVariant, assetClass: string): boolean =>
  a.class === assetClass && b.class === assetClass;

function compareValues(a: string | null, b: string | null): TypeMatch {
  if (a === null || b === null) return 'UNDETERMINED';
  return a === b ? 'SAME' : 'DIFFERENT';
}

function liesWithin(offered: TypeVariant, requested: TypeVariant): TypeMatch {
  const missing = offered.technologies.some((t) => !requested.technologies.includes(t));
  if (missing) return requested.technologiesUnknown ? 'UNDETERMINED' : 'DIFFERENT';
  return offered.technologiesUnknown || requested.technologies.length === 0 ? 'UNDETERMINED' : 'SAME';
}

function shares(a: TypeVariant, b: TypeVariant): TypeMatch {
  if (a.technologies.some((t) => b.technologies.includes(t))) return 'SAME';
  return a.technologiesUnknown || b.technologiesUnknown ? 'UNDETERMINED' : 'DIFFERENT';
}
