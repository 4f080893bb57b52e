import { Alert, Button, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { createKey, type Role } from '../../api/administration';
import { Copyable } from '../../parts/copyable';
import { Failure } from '../../parts/states';
import { RoleFields } from './role-fields';

export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<Role[]>(['viewer']);
  const [entities, setEntities] = useState<string[]>([]);
  const making = useMutation({
    mutationFn: () => createKey({ name, roles, entities: entities.length === 0 ? null : entities }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    making.mutate();
  };
  return (
    <Modal opened onClose={onClose} title="New key" closeButtonProps={{ 'aria-label': 'Close this dialog' }}>
      {making.data !== undefined ? (
        <Stack>
          <Alert color="yellow" title="This is shown once">
            Keep it where the program finds it, e.g. in its environment. It is sent as a bearer token.
          </Alert>
          <Copyable value={making.data.secret ?? 'The server showed it before; make another key.'} />
          <Button onClick={onClose}>I have kept it</Button>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack>
            {making.isError && <Failure error={making.error} />}
            <TextInput
              label="Name"
              description="What the key is for"
              withAsterisk
              data-autofocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <RoleFields roles={roles} onRoles={setRoles} entities={entities} onEntities={setEntities} />
            <Button type="submit" loading={making.isPending} disabled={name.trim() === '' || roles.length === 0}>
              Make the key
            </Button>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
