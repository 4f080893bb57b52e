import { SEVERITIES, SEVERITY_LABELS } from '../../../words/alerts';
import { facetLabel } from '../../../words/differences';
import { counted } from '../../../words/numbers';
import { ALERTING, verdictLabel } from '../../../words/verdicts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export const SEVERITY_CHOICES: readonly Choice[] = SEVERITIES.map((value) => ({
  value,
  label: SEVERITY_LABELS[value],
}));

/** How well a statement of the law is confirmed. */
export const STATUS_CHOICES: readonly Choice[] = [
  { value: 'primary', label: 'Primary text' },
  { value: 'secondary', label: 'Secondary source' },
  { value: 'unverified', label: 'Unverified' },
];

export const SEVERITY_FIELDS: readonly { readonly path: string; readonly label: string }[] = [
  ...ALERTING.map((verdict) => ({ path: `severities.${verdict}`, label: verdictLabel(verdict) })),
  { path: 'bouncedSeverity', label: 'A contact that bounced' },
  { path: 'unrequestedOtherRegimeSeverity', label: 'Another regime, never asked for' },
];

/** Headings of citations: a verdict each, or a special case of one. */
export const CITED: readonly { readonly path: string; readonly label: string }[] = [
  ...ALERTING.flatMap((verdict) => [
    { key: verdict as string, label: verdictLabel(verdict) },
    ...(verdict === 'SCOPE_DRIFT_UNREQUESTED'
      ? [{ key: 'SCOPE_DRIFT_VISIBLE', label: `${verdictLabel(verdict)}, where the client can see it` }]
      : []),
    ...(verdict === 'OTHER_REGIME'
      ? [
          { key: 'OTHER_REGIME_DRIFT', label: 'Another regime, never asked for' },
          { key: 'MIFID_DRIFT', label: 'Financial instruments, never asked for' },
        ]
      : []),
  ]),
].map(({ key, label }) => ({ path: `citations.${key}`, label }));

const FACETS = ['class', 'emtCurrency', 'artBacking', 'technologies', 'liquidity'] as const;
export const FACET_FIELDS = FACETS.map((name) => ({ path: `facets.${name}`, label: facetLabel(name) }));

export const DEADLINE_FIELDS = SEVERITIES.map((severity) => ({
  path: `serviceHours.${severity}`,
  label: SEVERITY_LABELS[severity],
}));

/** A value as a person reads it. */
export function inWords(value: unknown, choices: readonly Choice[] = []): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  const known = choices.find((choice) => choice.value === value);
  if (known !== undefined) return known.label;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** A number with what it counts; anything else as it stands. */
export const inUnit = (value: unknown, unit: string): string =>
  typeof value === 'number' ? counted(value, unit) : inWords(value);
