import type { MatcherField, Matcher } from '../api/types';
import { MATCHER_FIELDS } from '../words/matchers';
import { flag, list, present } from './search-fields';

/** Which silence is about to be made: its conditions stand in the address, so that an alert can link to it. */
export type SilenceSearch = { new?: boolean } & Partial<Record<MatcherField, string[]>>;

export const silenceSearch = (raw: Record<string, unknown>): SilenceSearch => ({
  ...present({ new: flag(raw, 'new') }),
  ...present(Object.fromEntries(MATCHER_FIELDS.map(([facet]) => [facet, list(raw, facet)]))),
});

export const matchersIn = (search: SilenceSearch): Matcher[] =>
  MATCHER_FIELDS.flatMap(([facet]) => {
    const values = search[facet];
    return values === undefined ? [] : [{ facet, values }];
  });
