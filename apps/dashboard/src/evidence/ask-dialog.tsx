import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { assignTask } from '../api/evidence';
import type { EvidenceTask } from '../api/types';
import { Failure } from '../parts/states';
import { gapLabel } from '../words/clients';
import { gapToDo } from '../words/evidence';
import { AssigneeField } from '../work/assignee-field';
import { useEvidenceAssigned } from './use-evidence-assigned';

interface AskDialogProps {
  task: EvidenceTask;
  onClose: () => void;
}

/** Who is to get what is missing. */
export function AskDialog({ task, onClose }: AskDialogProps) {
  const [assignee, setAssignee] = useState<string | null>(task.assignee);
  const assigning = useEvidenceAssigned((to: string | null) => assignTask(task, to), onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    assigning.mutate(assignee === '' ? null : assignee);
  };
  return (
    <Modal opened onClose={onClose} title={gapLabel(task.gap)} closeButtonProps={{ 'aria-label': 'Close this dialog' }}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            {gapToDo(task.gap)} It stays on the list of whoever has it until a fact closes it.
          </Text>
          <AssigneeField value={assignee} onChange={setAssignee} alerts={[task]} />
          {assigning.isError && <Failure error={assigning.error} />}
          <Group gap="xs" justify="flex-end">
            {task.assignee !== null && (
              <Button variant="default" onClick={() => assigning.mutate(null)}>
                Take it off {task.assignee}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={assigning.isPending} disabled={(assignee ?? '') === ''}>
              Ask them
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
