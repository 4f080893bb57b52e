import {
  assetSide,
  compareTypeVariants,
  knownTechnology,
  type TypeVariant,
  type TypeMatch,
  type TechnologyTest,
} from './type-variant.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { Policy } from '../policy/policy.js';
import { OTHER_SERVICES, type JudgedOffer, type Offer, type Service } from '../vocabulary.js';
import type { When } from '../time/when.js';

/** An offer with its asset looked up: what is compared, and what the event or product gave. */
export interface ResolvedOffer {
  readonly offer: JudgedOffer;
  /** `null` where no service is named, or nobody has defined the product. */
  readonly service: Service | null;
  readonly assetId: string | null;
  /** As it was given. */
  readonly technology: string | null;
  /** The asset side by each classification that may be in force; never empty. */
  readonly variants: readonly TypeVariant[];
}

/** Offers that resolve alike from some time on, made once: nearly all acts are about a few services and assets. */
const settled = new WeakMap<Catalogue, Map<string, ResolvedOffer>>();
const SETTLED_MAX = 10_000;

/** @param at when the offer was made or asked for: its classification is the one in force then */
export function resolveOffer(offer: JudgedOffer, at: When, catalogue: Catalogue): ResolvedOffer {
  const key = plainKey(offer);
  if (key === null || offer === null || !('service' in offer)) return resolveAnew(offer, at, catalogue);
  if (offer.assetId !== undefined && at.from <= catalogue.lastClassified(offer.assetId)) {
    return resolveAnew(offer, at, catalogue);
  }
  let known = settled.get(catalogue);
  if (known === undefined) settled.set(catalogue, (known = new Map()));
  let resolved = known.get(key);
  if (resolved === undefined) {
    if (known.size >= SETTLED_MAX) known.clear();
    known.set(key, (resolved = resolveAnew(offer, at, catalogue)));
  }
  return resolved;
}

/** The text of an offer that has nothing but names in it, in the order in which it gives them; else `null`. */
function plainKey(offer: JudgedOffer): string | null {
  let key = '';
  for (const name in offer) {
    if (name !== 'service' && name !== 'assetId' && name !== 'technology') return null;
    const value = (offer as Offer)[name];
    if (value === undefined) return null;
    key += `${name}:${value.length}:${value};`;
  }
  return key;
}

function resolveAnew(offer: JudgedOffer, at: When, catalogue: Catalogue): ResolvedOffer {
  if (offer === null || !('service' in offer)) {
    return { offer, service: null, assetId: null, technology: null, variants: [assetSide(undefined, undefined)] };
  }
  const { assetId, technology } = offer;
  const types = assetId === undefined ? [undefined] : catalogue.typesOf(assetId, at);
  return {
    offer,
    service: offer.service,
    assetId: assetId ?? null,
    technology: technology ?? null,
    variants: types.map((type) => assetSide(type ?? offer.assetType, technology)),
  };
}

/** JSON with the keys in one order, so that equal offers have one text. Ids are derived from it, and much is compared by it. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  let text = '';
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) text += (i === 0 ? '' : ',') + (canonicalJson(value[i]) ?? '');
    return `[${text}]`;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(fields).sort()) {
    const field = fields[name];
    if (field !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(field)}`;
  }
  return `{${text}}`;
}

/** Each distinct offer once, in the order of first mention. An act that names none is judged once, for `null`. */
export function distinctOffers(offers: readonly JudgedOffer[]): JudgedOffer[] {
  if (offers.length === 0) return [null];
  const seen = new Set<string>();
  return offers.length === 1
    ? [...offers]
    : offers.filter((offer) => {
        const key = canonicalJson(offer);
        return seen.has(key) ? false : seen.add(key);
      });
}

/** The offers that an act makes by itself and through products. */
export function offersOf(
  own: readonly Offer[] | undefined,
  productIds: readonly string[] | undefined,
  at: When,
  catalogue: Catalogue,
): JudgedOffer[] {
  const fromProducts = (productIds ?? []).flatMap((productId): readonly JudgedOffer[] => {
    const product = catalogue.productAt(productId, at);
    return product === undefined ? [{ productId }] : product.data.offers;
  });
  return distinctOffers([...(own ?? []), ...fromProducts]);
}

/** Whether the offer lies outside MiCA: its service does, or its asset class (Article 2(3)-(4)); open where classes differ. */
export function liesOutsideMica(offer: ResolvedOffer): 'YES' | 'NO' | 'OPEN' {
  if (offer.service !== null && (OTHER_SERVICES as readonly string[]).includes(offer.service)) return 'YES';
  const excluded = offer.variants.filter((side) => side.class?.startsWith('EXCL_') === true).length;
  if (excluded === 0) return 'NO';
  return excluded === offer.variants.length ? 'YES' : 'OPEN';
}

export interface Comparison {
  readonly technologies: TechnologyTest;
  /** Whether the very asset asked for is the same whatever its classification (replies, enablements, uses). */
  readonly sameAssetIsSame: boolean;
}

/** How the very types of two offers stand to each other: marketing, and roll-outs, compare these. */
export const BY_TYPE: Comparison = { technologies: 'WITHIN', sameAssetIsSame: false };
/** Replies to what was asked for, enablements and uses may go on with the very asset. */
export const BY_TYPE_OR_ASSET: Comparison = { technologies: 'WITHIN', sameAssetIsSame: true };
/** Whether this was solicited before it was asked for, or is meant by a narrowing: one technology in common is enough. */
export const BY_SHARED_TECHNOLOGY: Comparison = { technologies: 'SHARED', sameAssetIsSame: false };

/** How what is offered stands to what was requested. Several possible classifications that disagree are undetermined. */
export function compareOffers(
  offered: ResolvedOffer,
  requested: ResolvedOffer,
  comparison: Comparison,
  policy: Policy,
): TypeMatch {
  if (offered.service === null || requested.service === null) return 'UNDETERMINED';
  if (offered.service !== requested.service) return 'DIFFERENT';
  if (comparison.sameAssetIsSame && isVeryAsset(offered, requested)) return 'SAME';
  return compareSides(offered, requested, comparison.technologies, policy);
}

function isVeryAsset(offered: ResolvedOffer, requested: ResolvedOffer): boolean {
  if (offered.assetId === null || offered.assetId !== requested.assetId) return false;
  const { technology } = offered;
  if (technology === null) return true;
  const known = knownTechnology(technology);
  return known !== null && requested.variants.every((side) => side.technologies.includes(known));
}

/** The asset variants alone, by every possible classification of both. */
export function compareSides(
  offered: ResolvedOffer,
  requested: ResolvedOffer,
  test: TechnologyTest,
  policy: Policy,
): TypeMatch {
  let result: TypeMatch | null = null;
  for (const a of offered.variants) {
    for (const b of requested.variants) {
      const typeMatch = compareTypeVariants(a, b, test, policy);
      if (result !== null && result !== typeMatch) return 'UNDETERMINED';
      result = typeMatch;
    }
  }
  return result ?? 'UNDETERMINED';
}

/** The class of an offer's asset, `null` where it is unknown, in doubt or not specified. */
export function assetClassOf(offer: ResolvedOffer): string | null {
  const [assetClass = null, ...others] = new Set(offer.variants.map((side) => side.class));
  return others.length === 0 ? assetClass : null;
}
