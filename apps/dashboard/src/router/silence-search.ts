import type { MatchedFacet, Matcher } from '../api/types';
import { MATCHED_FACETS } from '../words/matchers';
import { flag, list, present } from './search-fields';

/** Which silence is about to be made: its conditions stand in the address, so that an alert can link to it. */
export type SilenceSearch = { new?: boolean } & Partial<Record<MatchedFacet, string[]>>;

export const silenceSearch = (raw: Record<string, unknown>): SilenceSearch => ({
  ...present({ new: flag(raw, 'new') }),
  ...present(Object.fromEntries(MATCHED_FACETS.map(([facet]) => [facet, list(raw, facet)]))),
});

export const matchersIn = (search: SilenceSearch): Matcher[] =>
  MATCHED_FACETS.flatMap(([facet]) => {
    const values = search[facet];
    return values === undefined ? [] : [{ facet, values }];
  });
