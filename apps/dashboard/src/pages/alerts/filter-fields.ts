import type { FilterField, ProposalOf, Severity, Status, AlertKind } from '../../api/types';
import { KIND_LABELS, PROPOSAL_LABELS, SEVERITY_LABELS, STATUS_LABELS } from '../../words/alerts';
import { countryLabel } from '../../words/countries';
import { assetClassLabel, serviceLabel } from '../../words/offers';
import { verdictLabel } from '../../words/verdicts';

/** What an alert can be narrowed by, in the order of the sidebar. */
export const FILTER_FIELDS: readonly (readonly [name: FilterField, label: string])[] = [
  ['severity', 'Severity'],
  ['status', 'Status'],
  ['proposal', 'Closing'],
  ['verdict', 'Verdict'],
  ['kind', 'What happened'],
  ['service', 'Service'],
  ['assetClass', 'Type of asset'],
  ['country', 'Country'],
  ['entityId', 'Entity'],
  ['assignee', 'Assigned to'],
];

export function filterValueLabel(name: FilterField, value: string): string {
  switch (name) {
    case 'severity':
      return SEVERITY_LABELS[value as Severity] ?? value;
    case 'status':
      return STATUS_LABELS[value as Status] ?? value;
    case 'verdict':
      return verdictLabel(value);
    case 'kind':
      return KIND_LABELS[value as AlertKind] ?? value;
    case 'service':
      return serviceLabel(value);
    case 'assetClass':
      return assetClassLabel(value);
    case 'country':
      return countryLabel(value);
    case 'assignee':
      return value === 'NOBODY' ? 'Nobody' : value;
    case 'proposal':
      return PROPOSAL_LABELS[value as ProposalOf] ?? value;
    case 'entityId':
      return value;
  }
}
