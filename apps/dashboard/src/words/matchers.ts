import type { AlertFilter } from '../api/alerts';
import type { AlertKind, MatcherField, Matcher, Severity } from '../api/types';
import { KIND_LABELS, SEVERITY_LABELS } from './alerts';
import { clientLabel } from './clients';
import { countryLabel } from './countries';
import { assetClassLabel, serviceLabel } from './offers';
import { verdictLabel } from './verdicts';

/** By what silences and routes choose alerts, in the order of the form. */
export const MATCHER_FIELDS: readonly (readonly [facet: MatcherField, label: string])[] = [
  ['severity', 'Severity'],
  ['verdict', 'Verdict'],
  ['entityId', 'Entity'],
  ['clientId', 'Client'],
  ['service', 'Service'],
  ['assetClass', 'Type of asset'],
  ['country', 'Country'],
  ['kind', 'What happened'],
  ['incidentId', 'Incident'],
];

export const matcherFieldLabel = (facet: MatcherField): string =>
  MATCHER_FIELDS.find(([name]) => name === facet)?.[1] ?? facet;

export function matchedValueLabel(facet: MatcherField, value: string): string {
  switch (facet) {
    case 'severity':
      return SEVERITY_LABELS[value as Severity] ?? value;
    case 'verdict':
      return verdictLabel(value);
    case 'service':
      return serviceLabel(value);
    case 'assetClass':
      return assetClassLabel(value);
    case 'country':
      return countryLabel(value);
    case 'kind':
      return KIND_LABELS[value as AlertKind] ?? value;
    case 'clientId':
      return clientLabel(value);
    case 'entityId':
    case 'incidentId':
      return value;
  }
}

/** "Severity is High or Medium" */
const matcherSentence = ({ facet, values }: Matcher): string =>
  `${matcherFieldLabel(facet)} is ${values.map((value) => matchedValueLabel(facet, value)).join(' or ')}`;

/** All conditions in one sentence. */
export const matchersSentence = (matchers: readonly Matcher[]): string =>
  matchers.length === 0 ? 'Every alert' : matchers.map(matcherSentence).join(', and ');

/**
 * The queue's filter for alerts that meet all conditions and still alert.
 * @returns `undefined` where two conditions name the same facet: the queue can't say that
 */
export function filterOfMatchers(matchers: readonly Matcher[]): AlertFilter | undefined {
  const facets = matchers.map(({ facet }) => facet);
  if (new Set(facets).size < facets.length) return undefined;
  return { ...Object.fromEntries(matchers.map(({ facet, values }) => [facet, values])), active: true };
}
