import type { MatcherField, Matcher } from '../api/types';
import { MATCHER_FIELDS } from '../words/matchers';
import { KINDS, SEVERITIES } from '../words/alerts';
import { ALERTING } from '../words/verdicts';
import { flag, list, present, words } from './search-fields';

/** Which silence is about to be made: its conditions stand in the address, so that an alert can link to it. */
export type SilenceSearch = { new?: boolean } & Partial<Record<MatcherField, string[]>>;

export const silenceSearch = (raw: Record<string, unknown>): SilenceSearch => ({
  ...present({ new: flag(raw, 'new') }),
  ...present(Object.fromEntries(MATCHER_FIELDS.map(([facet]) => [facet, valuesOf(raw, facet)]))),
});

export const matchersIn = (search: SilenceSearch): Matcher[] =>
  MATCHER_FIELDS.flatMap(([facet]) => {
    const values = search[facet];
    return values === undefined ? [] : [{ facet, values }];
  });

/** Of some fields every value is known. */
const KNOWN: Readonly<Partial<Record<MatcherField, readonly string[]>>> = {
  severity: SEVERITIES,
  verdict: ALERTING,
  kind: KINDS,
};

function valuesOf(raw: Record<string, unknown>, facet: MatcherField): string[] | undefined {
  const known = KNOWN[facet];
  return known === undefined ? list(raw, facet) : words(raw, facet, known);
}
