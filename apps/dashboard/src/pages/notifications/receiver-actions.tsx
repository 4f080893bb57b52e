import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteReceiver, enableReceiver, rotateSecret, testReceiver } from '../../api/notifications';
import type { NewReceiver, Receiver } from '../../api/types';
import { Failure } from '../../parts/states';

interface ReceiverActionsProps {
  receiver: Receiver;
  /** Shows a secret that was just made. */
  onSecret: (made: NewReceiver) => void;
}

export function ReceiverActions({ receiver, onSecret }: ReceiverActionsProps) {
  const { receiverId, name, kind, disabledAt } = receiver;
  const queries = useQueryClient();
  const doing = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSettled: () =>
      Promise.all(['receivers', 'deliveries'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
  const rotate = async () => onSecret(await rotateSecret(receiverId));
  const test = async () => {
    await testReceiver(receiverId);
    notifications.show({ message: 'A test is on its way; how it went will stand among the deliveries.' });
  };
  const actions: (readonly [label: string, act: () => Promise<unknown>])[] = [
    ...(disabledAt === null ? [['Send a test', test] as const] : []),
    ...(disabledAt === null ? [] : [['Enable', () => enableReceiver(receiverId)] as const]),
    ...(kind === 'webhook' ? [['New secret', rotate] as const] : []),
    ['Delete', () => deleteReceiver(receiverId)],
  ];
  return (
    <>
      {doing.isError && <Failure error={doing.error} />}
      <Group gap={6}>
        {actions.map(([label, act]) => (
          <Button
            key={label}
            size="compact-sm"
            variant="default"
            aria-label={`${label}: ${name}`}
            onClick={() => doing.mutate(act)}
          >
            {label}
          </Button>
        ))}
      </Group>
    </>
  );
}
