import { Button, Checkbox, Fieldset, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { FilterField } from '../../api/types';
import type { AlertSearch } from '../../router/alert-search';
import { PROPOSALS, SEVERITIES, STATUSES } from '../../words/alerts';
import { count } from '../../words/numbers';
import { filterValueLabel } from './filter-fields';
import { useAlertSearch } from './use-alert-search';

interface Entry {
  value: string;
  count: number;
}
interface FilterGroupProps {
  name: FilterField;
  label: string;
  entries: Entry[];
}

const SHOWN_AT_FIRST = 8;

/** One facet: its values, each with how many there are. */
export function FilterGroup({ name, label, entries }: FilterGroupProps) {
  const { search, change } = useAlertSearch();
  const [all, setAll] = useState(false);
  const chosen = (search[name] ?? []) as string[];
  const complete = ordered(name, withChosen(entries, chosen));
  const shown = all ? complete : complete.slice(0, SHOWN_AT_FIRST);
  if (complete.length === 0) return null;
  const toggle = (value: string) => {
    const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
    change({ [name]: next.length === 0 ? undefined : next } as Partial<AlertSearch>);
  };
  return (
    <Fieldset legend={label} variant="unstyled" fz="sm">
      <Stack gap={0} mt={2}>
        {shown.map((entry) => (
          <Group key={entry.value} justify="space-between" wrap="nowrap" gap="xs" className="filter-value">
            <Checkbox
              size="xs"
              label={filterValueLabel(name, entry.value)}
              checked={chosen.includes(entry.value)}
              onChange={() => toggle(entry.value)}
            />
            <Text size="xs" c="dimmed" className="number">
              {count(entry.count)}
            </Text>
          </Group>
        ))}
        {complete.length > SHOWN_AT_FIRST && (
          <Button variant="subtle" size="compact-xs" onClick={() => setAll(!all)} aria-expanded={all}>
            {all ? 'Fewer' : `All ${complete.length}`}
          </Button>
        )}
      </Stack>
    </Fieldset>
  );
}

/** What is chosen stays on the list, even when nothing is left of it. */
const withChosen = (entries: Entry[], chosen: string[]): Entry[] => [
  ...entries,
  ...chosen.filter((value) => entries.every((entry) => entry.value !== value)).map((value) => ({ value, count: 0 })),
];

const ORDERS: Readonly<Partial<Record<FilterField, readonly string[]>>> = {
  severity: SEVERITIES,
  status: STATUSES,
  proposal: PROPOSALS,
};

function ordered(name: FilterField, entries: Entry[]): Entry[] {
  const order: readonly string[] | undefined = ORDERS[name];
  if (order !== undefined) return entries.toSorted((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
  return entries.toSorted((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}
