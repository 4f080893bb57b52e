import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import type { Work } from '../api/alert-work';
import type { AlertSummary } from '../api/types';
import { counted } from '../words/numbers';
import { AssigneeField } from './assignee-field';
import { CloseFields } from './close-fields';
import { blank, complete, type AskedAction, type Draft } from './draft';
import { ProposedClosings } from './proposed-closings';
import { TextField } from './text-field';
import { actionLabel } from './work-words';

interface WorkDialogProps {
  action: AskedAction;
  alerts: readonly AlertSummary[];
  /** What is written already, so that it has only to be read and sent. */
  begun?: Work | undefined;
  onSubmit: (work: Work) => void;
  onClose: () => void;
}

export function WorkDialog({ action, alerts, begun, onSubmit, onClose }: WorkDialogProps) {
  const [draft, setDraft] = useState<Draft>(() => begun ?? blank(action));
  const [first] = alerts;
  const label = actionLabel(action, alerts);
  const work = complete(draft);
  const submit = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (work !== undefined) onSubmit(work);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${label}: ${alerts.length === 1 ? 'this alert' : counted(alerts.length, 'alert')}`}
      closeButtonProps={{ 'aria-label': 'Close this dialog' }}
    >
      <form onSubmit={submit} onKeyDown={(event) => event.key === 'Enter' && event.ctrlKey && submit(event)}>
        <Stack>
          {alerts.length === 1 && first && (
            <Text size="sm" c="dimmed" lineClamp={3}>
              {first.explanation}
            </Text>
          )}
          {(action === 'approve' || action === 'reject') && <ProposedClosings alerts={alerts} />}
          <Fields work={draft} onChange={setDraft} alerts={alerts} />
          <Group justify="space-between">
            <Text size="xs" c="dimmed">
              Ctrl Enter sends
            </Text>
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" disabled={work === undefined} data-autofocus={begun !== undefined || undefined}>
                {label}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface FieldsProps {
  work: Draft;
  onChange: (work: Draft) => void;
  alerts: readonly AlertSummary[];
}

function Fields({ work, onChange, alerts }: FieldsProps) {
  switch (work.action) {
    case 'assign':
      return (
        <AssigneeField value={work.assignee} onChange={(assignee) => onChange({ ...work, assignee })} alerts={alerts} />
      );
    case 'close':
      return <CloseFields work={work} onChange={onChange} alerts={alerts} />;
    case 'comment':
    case 'withdraw':
      return <TextField label="Text" required value={work.text} onChange={(text) => onChange({ ...work, text })} />;
    case 'approve':
    case 'reject':
      return (
        <TextField
          label={work.action === 'approve' ? 'Why it may be closed' : 'Why it stays open'}
          required
          value={work.text ?? ''}
          onChange={(text) => onChange({ ...work, text })}
        />
      );
    case 'escalate':
      return (
        <TextField label="Why (optional)" value={work.text ?? ''} onChange={(text) => onChange({ ...work, text })} />
      );
    case 'acknowledge':
    case 'reopen':
      return null;
  }
}
