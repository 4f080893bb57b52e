import '@mantine/dates/styles.css';
import { Button, Group, MultiSelect, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { auditNamesQuery, type AuditFilter } from '../../api/administration';
import { fromPicker, toPicker } from '../../parts/picker-values';
import { present } from '../../router/search-fields';

const FULL = '100%';
const pickerProps = {
  size: 'xs',
  w: { base: FULL, xs: 190 },
  clearable: true,
  valueFormat: 'D MMM YYYY HH:mm',
  placeholder: 'Any time',
  firstDayOfWeek: 1,
  clearButtonProps: { 'aria-label': 'Any time' },
} as const;

/** Who did what, on what and when. All of it stands in the address. */
export function AuditFilters() {
  const search = useSearch({ from: '/audit' });
  const navigate = useNavigate({ from: '/audit' });
  const names = useQuery(auditNamesQuery);
  const [target, setTarget] = useState(search.target ?? '');
  const show = (part: { [K in keyof AuditFilter]: AuditFilter[K] | undefined }) =>
    void navigate({ search: present({ ...search, ...part }), resetScroll: false });
  const look = () => {
    if (target.trim() !== (search.target ?? '')) show({ target: target.trim() || undefined });
  };
  const chosen = (values: string[]) => (values.length === 0 ? undefined : values);
  return (
    <Group gap="sm" align="flex-end" role="search" aria-label="Filter the audit">
      <MultiSelect
        size="xs"
        w={{ base: FULL, xs: 240 }}
        label="Who"
        placeholder={search.personId === undefined ? 'Anybody' : ''}
        searchable
        limit={100}
        data={offered(names.data?.personIds, search.personId)}
        value={search.personId ?? []}
        onChange={(values) => show({ personId: chosen(values) })}
      />
      <MultiSelect
        size="xs"
        w={{ base: FULL, xs: 240 }}
        label="What"
        placeholder={search.operation === undefined ? 'Anything' : ''}
        searchable
        limit={100}
        data={offered(names.data?.operations, search.operation)}
        value={search.operation ?? []}
        onChange={(values) => show({ operation: chosen(values) })}
      />
      <TextInput
        size="xs"
        w={{ base: FULL, xs: 220 }}
        label="On what"
        placeholder="The id of an alert, a person, a key …"
        maxLength={256}
        value={target}
        onChange={(event) => setTarget(event.currentTarget.value)}
        onBlur={look}
        onKeyDown={({ key }) => {
          if (key === 'Enter') look();
        }}
      />
      <DateTimePicker
        label="From"
        value={toPicker(search.from)}
        onChange={(value) => show({ from: fromPicker(value) })}
        {...pickerProps}
      />
      <DateTimePicker
        label="Until"
        value={toPicker(search.to)}
        onChange={(value) => show({ to: fromPicker(value) })}
        {...pickerProps}
      />
      {Object.keys(search).length > 0 && (
        <Button size="xs" variant="subtle" onClick={() => void navigate({ search: {} })}>
          Clear
        </Button>
      )}
    </Group>
  );
}

/** What is chosen is offered too, though nobody of that name stands in the audit. */
const offered = (known: readonly string[] = [], chosen: readonly string[] = []): string[] => [
  ...new Set([...known, ...chosen]),
];
