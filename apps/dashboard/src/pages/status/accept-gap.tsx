import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { acceptGap } from '../../api/topics';
import { Failure } from '../../parts/states';

/** A reason why it is accepted that some offsets stay unknown. */
export function AcceptGap({ gapId }: { gapId: string }) {
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const accepting = useMutation({
    mutationFn: () => acceptGap(gapId, reason),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['health'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accepting.mutate();
  };
  return (
    <form onSubmit={submit}>
      {accepting.isError && <Failure error={accepting.error} />}
      <Group gap="xs" wrap="nowrap">
        <TextInput
          aria-label={`Reason to accept ${gapId}`}
          placeholder="Reason"
          size="xs"
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" variant="default" loading={accepting.isPending} disabled={reason.trim() === ''}>
          Accept
        </Button>
      </Group>
    </form>
  );
}
