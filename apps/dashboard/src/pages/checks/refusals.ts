import type { CheckChoices } from '../../api/types';
import { countryLabel } from '../../words/countries';
import { nearest } from '../../words/nearest';
import { listed, type Planned } from './planned';

type Field = 'entityId' | 'assetId' | 'productId' | 'segments' | 'whom';
export type Refusals = Partial<Record<Field, string>>;

/** A word that has to be known, and the field that it stands in. */
export interface Word {
  readonly field: Field;
  readonly word: string;
}

/** What of the plan has to be known. */
export function wordsOf({ entityId, offered, assetId, productId, reach, segments }: Planned): Word[] {
  const words: Word[] = [{ field: 'entityId', word: entityId.trim() }];
  if (offered === 'PRODUCT') words.push({ field: 'productId', word: productId.trim() });
  else if (assetId.trim() !== '') words.push({ field: 'assetId', word: assetId.trim() });
  if (reach === 'SEGMENTS') words.push(...segments.map((word) => ({ field: 'segments', word }) as const));
  return words;
}

/** What of the choices a field may hold. */
function knownFor(field: Field, { entities, assets, products, segments }: CheckChoices): string[] {
  switch (field) {
    case 'entityId':
      return entities;
    case 'assetId':
      return assets.map(({ assetId }) => assetId);
    case 'productId':
      return products.map(({ productId }) => productId);
    case 'segments':
      return segments;
    case 'whom':
      return [];
  }
}

/**
 * Why a word can't be asked about; `null` where it is known.
 * @param found what is known by that very word
 * @param known what is known besides, of which one may have been meant
 */
export function refusalOf({ field, word }: Word, found: CheckChoices, known: CheckChoices): string | null {
  if (knownFor(field, found).includes(word)) return null;
  const meant = nearest(word, [...knownFor(field, found), ...knownFor(field, known)]);
  return `“${word}” is not known here.${meant === null ? '' : ` Did you mean “${meant}”?`}`;
}

const isCountry = (code: string): boolean => /^[A-Z]{2}$/.test(code) && countryLabel(code) !== code;

/** Codes of countries that there aren't. */
export function countryRefusal({ reach, whom }: Planned): string | null {
  if (reach !== 'COUNTRIES') return null;
  const wrong = listed(whom).filter((code) => !isCountry(code.toUpperCase()));
  return wrong.length === 0 ? null : `No country has the code ${wrong.join(', ')}: write two letters, such as DE.`;
}
