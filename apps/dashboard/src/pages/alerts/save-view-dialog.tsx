import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '../../api/problem';
import { saveView } from '../../api/views';
import { stringifySearch } from '../../router/search-text';
import { useAlertSearch } from './use-alert-search';

/** Gives the list as it is narrowed down, sorted and grouped now a name. */
export function SaveViewDialog({ onClose }: { onClose: () => void }) {
  const { search } = useAlertSearch();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const saving = useMutation({
    mutationFn: () => saveView({ name: name.trim(), shared, search: stringifySearch({ ...search }).slice(1) }),
    onSuccess: () => {
      notifications.show({ message: `Saved as “${name.trim()}”.`, autoClose: 4_000 });
      onClose();
    },
    onError: (error) => notifications.show({ title: 'Not saved', message: sentenceOf(error), color: 'red' }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['views'] }),
  });
  return (
    <Modal opened onClose={onClose} title="Save this view" closeButtonProps={{ 'aria-label': 'Close this dialog' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <Stack>
          <TextInput
            label="Name"
            data-autofocus
            withAsterisk
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox
            label="Share it with colleagues who see as much as I do"
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={name.trim() === ''} loading={saving.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
