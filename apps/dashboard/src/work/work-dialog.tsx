import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import type { Work } from '../api/alert-work';
import type { AlertSummary } from '../api/types';
import { counted } from '../words/numbers';
import { AssigneeField } from './assignee-field';
import { CloseFields } from './close-fields';
import { TextField } from './text-field';
import { ACTION_LABELS } from './work-words';

/** Actions that need words. */
export type AskedAction = 'assign' | 'comment' | 'escalate' | 'close' | 'reject';

interface WorkDialogProps {
  action: AskedAction;
  alerts: readonly AlertSummary[];
  onSubmit: (work: Work) => void;
  onClose: () => void;
}

export function WorkDialog({ action, alerts, onSubmit, onClose }: WorkDialogProps) {
  const [work, setWork] = useState<Work>(() => blank(action));
  const [first] = alerts;
  const submit = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (isComplete(work)) onSubmit(work);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${ACTION_LABELS[action]} ${alerts.length === 1 ? 'this alert' : counted(alerts.length, 'alert')}`}
      closeButtonProps={{ 'aria-label': 'Close this dialog' }}
    >
      <form onSubmit={submit} onKeyDown={(event) => event.key === 'Enter' && event.ctrlKey && submit(event)}>
        <Stack>
          {alerts.length === 1 && first && (
            <Text size="sm" c="dimmed" lineClamp={3}>
              {first.explanation}
            </Text>
          )}
          <Fields work={work} onChange={setWork} alerts={alerts} />
          <Group justify="space-between">
            <Text size="xs" c="dimmed">
              Ctrl Enter sends
            </Text>
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" disabled={!isComplete(work)}>
                {ACTION_LABELS[action]}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface FieldsProps {
  work: Work;
  onChange: (work: Work) => void;
  alerts: readonly AlertSummary[];
}

function Fields({ work, onChange, alerts }: FieldsProps) {
  switch (work.action) {
    case 'assign':
      return <AssigneeField value={work.assignee} onChange={(assignee) => onChange({ ...work, assignee })} />;
    case 'close':
      return <CloseFields work={work} onChange={onChange} alerts={alerts} />;
    case 'comment':
    case 'reject':
      return <TextField label="Text" required value={work.text} onChange={(text) => onChange({ ...work, text })} />;
    case 'escalate':
      return (
        <TextField label="Why (optional)" value={work.text ?? ''} onChange={(text) => onChange({ ...work, text })} />
      );
    case 'acknowledge':
    case 'reopen':
    case 'approve':
      return null;
  }
}

function blank(action: AskedAction): Work {
  switch (action) {
    case 'assign':
      return { action, assignee: '' };
    case 'comment':
    case 'reject':
      return { action, text: '' };
    case 'escalate':
      return { action };
    case 'close':
      return { action, reason: 'BREACH_CONFIRMED', text: '' };
  }
}

function isComplete(work: Work): boolean {
  if (work.action === 'assign') return work.assignee !== '';
  return work.action === 'escalate' || !('text' in work) || (work.text ?? '').trim() !== '';
}
