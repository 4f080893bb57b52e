import { Button, Modal, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { propose } from '../../api/governance';
import { Failure } from '../../parts/states';
import { packFrom } from '../../words/packs';

export function ProposeDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const { pack, problem } = packFrom(text);
  const proposing = useMutation({
    mutationFn: (given: Record<string, unknown>) => propose(given, reason),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['proposals'] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pack !== undefined) proposing.mutate(pack);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title="Propose a pack"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close this dialog' }}
    >
      <form onSubmit={submit}>
        <Stack>
          {proposing.isError && <Failure error={proposing.error} />}
          <Textarea
            label="The pack"
            description="JSON, under a version of its own. It is tried on all history at once, and changes nothing before somebody else has approved it."
            withAsterisk
            autosize
            minRows={8}
            maxRows={20}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={text === '' ? undefined : problem}
          />
          <Textarea
            label="Reason"
            withAsterisk
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" loading={proposing.isPending} disabled={pack === undefined || reason.trim() === ''}>
            Propose it
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
