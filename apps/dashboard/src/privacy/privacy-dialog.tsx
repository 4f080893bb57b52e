import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { PrivacyFailure } from './privacy-failure';

interface Said {
  clientId: string;
  reason: string;
}

interface PrivacyDialogProps<T> {
  title: string;
  /** What it means. */
  children: ReactNode;
  /** Asks for the client too; what is given stands in the field. */
  client?: string | undefined;
  /** Not where nobody is asked why. */
  withoutReason?: boolean;
  button: string;
  /** What can't be undone looks like it. */
  grave?: boolean;
  act: (said: Said) => Promise<T>;
  done: (answer: T) => string;
  onClose: () => void;
}

/** One step about erasures or holds, with why; what is refused is said here, and nothing typed is lost. */
export function PrivacyDialog<T>(props: PrivacyDialogProps<T>) {
  const { title, children, client, withoutReason = false, button, grave = false, act, done, onClose } = props;
  const queries = useQueryClient();
  const [clientId, setClientId] = useState(client ?? '');
  const [reason, setReason] = useState('');
  const acting = useMutation({
    mutationFn: () => act({ clientId: clientId.trim(), reason: reason.trim() }),
    onSuccess: (answer) => {
      notifications.show({ message: done(answer) });
      onClose();
    },
    onSettled: () => Promise.all(['erasures', 'holds'].map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    acting.mutate();
  };
  const isComplete = (client === undefined || clientId.trim() !== '') && (withoutReason || reason.trim() !== '');
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': 'Close this dialog' }}>
      <form onSubmit={submit}>
        <Stack>
          {children}
          {client !== undefined && (
            <TextInput
              label="Client"
              withAsterisk
              data-autofocus={client === '' || undefined}
              maxLength={256}
              value={clientId}
              onChange={(event) => setClientId(event.currentTarget.value)}
            />
          )}
          {!withoutReason && (
            <Textarea
              label="Reason"
              withAsterisk
              data-autofocus={client !== '' || undefined}
              autosize
              minRows={2}
              maxRows={10}
              maxLength={2_000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          {acting.isError && <PrivacyFailure error={acting.error} />}
          <Group gap="xs" justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={acting.isPending} disabled={!isComplete} {...(grave && { color: 'red.9' })}>
              {button}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
