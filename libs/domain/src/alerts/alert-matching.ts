import type { Act } from '../rules/act.js';

/** What silences and routes look at. */
export const MATCHER_FIELDS = [
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
export type MatcherField = (typeof MATCHER_FIELDS)[number];

/** One condition: the field is one of these values. */
export interface Matcher {
  readonly facet: MatcherField;
  readonly values: readonly string[];
}

/** An alert as far as it is matched. */
export type MatchedAlert = Readonly<Record<MatcherField, string | null>>;

/** The word by which an alert is matched that lacks a field. */
const ABSENT: Readonly<Partial<Record<MatcherField, string>>> = { country: 'UNKNOWN', assetClass: 'UNSPECIFIED' };

/** Whether an alert meets every condition; without any, every alert does. */
export const meets = (alert: MatchedAlert, matchers: readonly Matcher[]): boolean =>
  matchers.every(({ facet, values }) => values.includes(alert[facet] ?? ABSENT[facet] ?? 'NONE'));

/** What people see in place of the act's kind. */
export const SHOWN_KINDS = {
  CONTACT: 'MARKETED',
  ENABLEMENT: 'ENABLED',
  USE: 'USED',
  ROLL_OUT: 'ROLLED_OUT',
  REQUEST: 'REQUESTED',
} as const satisfies Readonly<Record<Act['kind'], string>>;
