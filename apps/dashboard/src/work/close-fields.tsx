import { Alert, NativeSelect, Textarea } from '@mantine/core';
import type { Work } from '../api/alert-work';
import type { AlertSummary, CloseReason } from '../api/types';
import { CLOSE_REASON_LABELS } from '../words/alerts';

type Closing = Extract<Work, { action: 'close' }>;

interface CloseFieldsProps {
  work: Closing;
  onChange: (work: Closing) => void;
  alerts: readonly AlertSummary[];
}

const reasons = Object.entries(CLOSE_REASON_LABELS).map(([value, label]) => ({ value, label }));

export function CloseFields({ work, onChange, alerts }: CloseFieldsProps) {
  return (
    <>
      <NativeSelect
        label="Reason"
        withAsterisk
        data-autofocus
        data={reasons}
        value={work.reason}
        onChange={(event) => onChange({ ...work, reason: event.currentTarget.value as CloseReason })}
      />
      <Textarea
        label="What was found, and what was done"
        withAsterisk
        autosize
        minRows={3}
        maxRows={10}
        maxLength={4_000}
        value={work.text}
        onChange={(event) => onChange({ ...work, text: event.currentTarget.value })}
      />
      {alerts.some(({ severity }) => severity === 'critical') && (
        <Alert color="yellow" title="Critical alerts are closed by two people">
          This proposes it; another person with the role of approver decides.
        </Alert>
      )}
    </>
  );
}
