import { Autocomplete, Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { colleaguesQuery } from '../api/session';
import { useMe } from '../shell/me';

interface AssigneeFieldProps {
  value: string | null;
  onChange: (assignee: string | null) => void;
}

/** Somebody by their id; suggested are oneself and one's colleagues. */
export function AssigneeField({ value, onChange }: AssigneeFieldProps) {
  const { personId } = useMe();
  const { data } = useQuery(colleaguesQuery);
  const others = data?.items.map((colleague) => colleague.personId) ?? [];
  return (
    <Group align="flex-end" wrap="nowrap">
      <Autocomplete
        label="To whom"
        data-autofocus
        flex={1}
        value={value ?? ''}
        onChange={onChange}
        data={[...new Set([personId, ...others])]}
        comboboxProps={{ withinPortal: true }}
      />
      <Button variant="default" onClick={() => onChange(personId)}>
        Me
      </Button>
    </Group>
  );
}
