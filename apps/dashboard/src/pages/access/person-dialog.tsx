import { Button, Modal, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { savePerson, type SavedPerson } from '../../api/administration';
import type { Person } from '../../api/types';
import { Failure } from '../../parts/states';
import { useMe } from '../../shell/me';
import { RoleFields } from './role-fields';

const BLANK: SavedPerson = { personId: '', name: '', email: null, roles: ['viewer'], entities: null, disabled: false };
const savedOf = ({ personId, name, email, disabled, givenHere }: Person): SavedPerson => ({
  personId,
  name,
  email,
  disabled,
  roles: givenHere.roles,
  entities: givenHere.entities,
});

interface PersonDialogProps {
  /** Whom to change; `null`: somebody new. */
  person: Person | null;
  /** Of somebody new, who now is to be invited. */
  onAdded: (person: Person) => void;
  onClose: () => void;
}

export function PersonDialog({ person, onAdded, onClose }: PersonDialogProps) {
  const me = useMe();
  const queries = useQueryClient();
  const [saved, setSaved] = useState<SavedPerson>(() => (person === null ? BLANK : savedOf(person)));
  const put = (fields: Partial<SavedPerson>) => setSaved((before) => ({ ...before, ...fields }));
  const saving = useMutation({
    mutationFn: savePerson,
    onSuccess: async (after) => {
      await queries.invalidateQueries({ queryKey: ['people'] });
      onClose();
      if (person === null) onAdded(after);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate(saved);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={person === null ? 'New person' : `Change ${person.name}`}
      closeButtonProps={{ 'aria-label': 'Close this dialog' }}
    >
      <form onSubmit={submit}>
        <Stack>
          {saving.isError && <Failure error={saving.error} />}
          {person === null && (
            <TextInput
              label="Id"
              description="As they are known where they sign in, e.g. their e-mail address"
              withAsterisk
              data-autofocus
              value={saved.personId}
              onChange={(event) => put({ personId: event.currentTarget.value.trim() })}
            />
          )}
          <TextInput
            label="Name"
            withAsterisk
            value={saved.name}
            onChange={(event) => put({ name: event.currentTarget.value })}
          />
          <TextInput
            label="E-mail"
            type="email"
            value={saved.email ?? ''}
            onChange={({ currentTarget: { value } }) => put({ email: value === '' ? null : value })}
          />
          <RoleFields
            roles={saved.roles}
            onRoles={(roles) => put({ roles })}
            entities={saved.entities ?? []}
            onEntities={(entities) => put({ entities: entities.length === 0 ? null : entities })}
          />
          {person !== null && person.toldByProvider !== null && (
            <Text size="sm" c="dimmed">
              This is given here, beside what the identity provider says of them: roles{' '}
              {person.toldByProvider.roles.join(', ') || 'none'}.
            </Text>
          )}
          {person !== null && person.personId !== me.personId && (
            <Switch
              label="Disabled"
              description="Signed out everywhere at once, their keys ended, and not let in again"
              checked={saved.disabled}
              onChange={(event) => put({ disabled: event.currentTarget.checked })}
            />
          )}
          {person === null && (
            <Text size="sm" c="dimmed">
              They sign in with the organisation’s account, or by an invitation: you are asked for that next.
            </Text>
          )}
          <Button type="submit" loading={saving.isPending} disabled={saved.personId === '' || saved.name.trim() === ''}>
            Save
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
