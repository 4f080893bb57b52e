import { Button, Group, Pill } from '@mantine/core';
import type { AlertSearch } from '../../router/alert-search';
import { moment } from '../../words/times';
import { FILTER_FIELDS, filterValueLabel } from './filter-fields';
import { useAlertSearch } from './use-alert-search';

interface Chip {
  label: string;
  without: Partial<AlertSearch>;
}

/** What the list is narrowed by, each to be taken off. */
export function ActiveFilters() {
  const { search, change } = useAlertSearch();
  const chips = [...fieldChips(search), ...otherChips(search)];
  if (chips.length === 0) return null;
  const nothing = Object.fromEntries(Object.keys(search).map((name) => [name, undefined]));
  return (
    <Group gap={6} role="group" aria-label="Active filters">
      {chips.map(({ label, without }) => (
        <Pill
          key={label}
          withRemoveButton
          onRemove={() => change(without)}
          removeButtonProps={{ 'aria-label': `Remove the filter ${label}`, 'aria-hidden': false, tabIndex: 0 }}
        >
          {label}
        </Pill>
      ))}
      <Button
        variant="subtle"
        size="compact-xs"
        onClick={() => change({ ...nothing, group: search.group, sort: search.sort })}
      >
        Clear
      </Button>
    </Group>
  );
}

const fieldChips = (search: AlertSearch): Chip[] =>
  FILTER_FIELDS.flatMap(([name, label]) => {
    const values = search[name] as string[] | undefined;
    if (values === undefined) return [];
    const words = values.map((value) => filterValueLabel(name, value)).join(' or ');
    return [{ label: `${label}: ${words}`, without: { [name]: undefined } }];
  });

function otherChips(search: AlertSearch): Chip[] {
  const { incidentId, clientId, article61_2, active, overdue, dueBefore, mentions, mentionedFrom, q } = search;
  const { raisedFrom, raisedTo } = search;
  return [
    ...(article61_2 === undefined
      ? []
      : [{ label: article61_2 ? 'Article 61(2)' : 'Not Article 61(2)', without: { article61_2: undefined } }]),
    ...(overdue === undefined ? [] : [{ label: overdue ? 'Overdue' : 'Not overdue', without: { overdue: undefined } }]),
    ...(dueBefore === undefined
      ? []
      : [{ label: `Due before ${moment(dueBefore)}`, without: { dueBefore: undefined } }]),
    ...(active === undefined
      ? []
      : [{ label: active ? 'Still alerts' : 'No longer alerts', without: { active: undefined } }]),
    ...(incidentId === undefined
      ? []
      : [{ label: `Incident ${incidentId.join(' or ')}`, without: { incidentId: undefined } }]),
    ...(clientId === undefined ? [] : [{ label: `Client ${clientId.join(' or ')}`, without: { clientId: undefined } }]),
    ...(mentions === undefined
      ? []
      : [{ label: `Mentions @${mentions}`, without: { mentions: undefined, mentionedFrom: undefined } }]),
    ...(mentionedFrom === undefined
      ? []
      : [{ label: `Mentioned since ${moment(mentionedFrom)}`, without: { mentionedFrom: undefined } }]),
    ...(q === undefined ? [] : [{ label: `Mentions “${q}”`, without: { q: undefined } }]),
    ...(raisedFrom === undefined
      ? []
      : [{ label: `Raised from ${moment(raisedFrom)}`, without: { raisedFrom: undefined } }]),
    ...(raisedTo === undefined
      ? []
      : [{ label: `Raised before ${moment(raisedTo)}`, without: { raisedTo: undefined } }]),
  ];
}
