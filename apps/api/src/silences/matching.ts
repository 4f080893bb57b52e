import type { AlertSummary } from '../shapes/alert.js';

/** What a silence looks at. */
export const SILENCE_FACETS = [
  'severity',
  'verdict',
  'entityId',
  'clientId',
  'service',
  'assetClass',
  'country',
  'kind',
  'incidentId',
] as const;
export type SilenceFacet = (typeof SILENCE_FACETS)[number];

/** A silence in force: an alert that meets all of its matchers is raised and shown as ever, only not sent. */
export interface Silence {
  readonly silenceId: string;
  readonly matchers: readonly { readonly facet: SilenceFacet; readonly values: readonly string[] }[];
}

export const isSilenced = (alert: Pick<AlertSummary, SilenceFacet>, silence: Silence): boolean =>
  silence.matchers.every(({ facet, values }) => values.includes(alert[facet] ?? ''));
