import { Alert, Button, NativeSelect, Textarea } from '@mantine/core';
import type { AlertSummary, CloseReason } from '../api/types';
import { CLOSE_REASON_LABELS } from '../words/alerts';
import type { ClosingDraft } from './draft';
import { lastClosing } from './last-closing';

interface CloseFieldsProps {
  work: ClosingDraft;
  onChange: (work: ClosingDraft) => void;
  alerts: readonly AlertSummary[];
}

/** No reason stands there before somebody has chosen one: what is kept for ever is nobody's default. */
const reasons = [
  { value: '', label: 'Choose a reason', disabled: true },
  ...Object.entries(CLOSE_REASON_LABELS).map(([value, label]) => ({ value, label })),
];

export function CloseFields({ work, onChange, alerts }: CloseFieldsProps) {
  const last = lastClosing();
  const byTwo = alerts.filter(({ closingTakesTwo }) => closingTakesTwo).length;
  return (
    <>
      <NativeSelect
        label="Reason"
        withAsterisk
        // Where all is written already it is the button to send it that has the focus.
        data-autofocus={work.reason === '' || undefined}
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
      {last !== undefined && work.reason === '' && work.text === '' && (
        <Button variant="default" size="xs" style={{ alignSelf: 'flex-start' }} onClick={() => onChange(last)}>
          As the last one: {CLOSE_REASON_LABELS[last.reason]}
        </Button>
      )}
      {byTwo > 0 && (
        <Alert color="yellow" title={titleOf(byTwo, alerts.length)}>
          This proposes it; another person with the role of approver decides, and you are told.
        </Alert>
      )}
    </>
  );
}

function titleOf(byTwo: number, all: number): string {
  if (all === 1) return 'This alert is closed by two people';
  return byTwo === all ? 'These alerts are closed by two people' : `${byTwo} of ${all} are closed by two people`;
}
