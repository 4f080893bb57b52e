import { Button, Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { workersQuery } from '../api/session';
import type { AlertSummary } from '../api/types';
import { useMe } from '../shell/me';

interface AssigneeFieldProps {
  value: string | null;
  onChange: (assignee: string | null) => void;
  /** What it is about; only who may see their entities can have them. */
  alerts: readonly Pick<AlertSummary, 'entityId'>[];
}

/** Somebody who may work on these; nobody else can be chosen. */
export function AssigneeField({ value, onChange, alerts }: AssigneeFieldProps) {
  const { personId } = useMe();
  const { data } = useQuery(workersQuery([...new Set(alerts.map(({ entityId }) => entityId))].sort()));
  const workers = data?.items ?? [];
  const options = workers.map((person) => ({
    value: person.personId,
    label: person.name === person.personId ? person.name : `${person.name} (${person.personId})`,
  }));
  return (
    <Group align="flex-end" wrap="nowrap">
      <Select
        label="To whom"
        data-autofocus
        flex={1}
        searchable
        selectFirstOptionOnChange
        value={value === '' ? null : value}
        onChange={(chosen) => onChange(chosen ?? '')}
        data={options}
        nothingFoundMessage="Nobody who may work on this goes by that name"
        comboboxProps={{ withinPortal: true }}
      />
      {workers.some((person) => person.personId === personId) && (
        <Button variant="default" onClick={() => onChange(personId)}>
          Me
        </Button>
      )}
    </Group>
  );
}
