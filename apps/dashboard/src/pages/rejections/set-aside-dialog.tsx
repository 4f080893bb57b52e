import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';

interface SetAsideDialogProps {
  /** The message, or how many of them. */
  what: string;
  onSubmit: (reason: string) => void;
  onClose: () => void;
}

/** Why nobody needs this message taken. */
export function SetAsideDialog({ what, onSubmit, onClose }: SetAsideDialogProps) {
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(reason.trim());
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Set ${what} aside`}
      closeButtonProps={{ 'aria-label': 'Close this dialog' }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            It stays on record, with your reason, and can still be re-driven; but it no longer stands in the way of
            saying that there was no breach. Where it names a client, somebody else has to agree.
          </Text>
          <Textarea
            label="Why"
            withAsterisk
            data-autofocus
            autosize
            minRows={3}
            maxRows={10}
            maxLength={2_000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group gap="xs" justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={reason.trim() === ''}>
              Set aside
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
