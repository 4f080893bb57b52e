import '@mantine/dates/styles.css';
import { Button, Group, Paper, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useState, type FormEvent } from 'react';
import type { ReplayAsked } from '../../router/replay-search';
import { fromPicker, toPicker } from '../../parts/picker-values';
import { present } from '../../router/search-fields';

const pickerProps = {
  size: 'xs',
  w: { base: '100%', sm: 200 },
  clearable: true,
  valueFormat: 'D MMM YYYY HH:mm',
  firstDayOfWeek: 1,
} as const;
const textProps = { size: 'xs', w: { base: '100%', sm: 160 }, placeholder: 'All' } as const;

interface ReplayFormProps {
  asked: ReplayAsked;
  running: boolean;
  onStart: (asked: ReplayAsked) => void;
  onStop: () => void;
}

/** Which stretch of history, and of whom. */
export function ReplayForm({ asked, running, onStart, onStop }: ReplayFormProps) {
  const [from, setFrom] = useState(toPicker(asked.from));
  const [to, setTo] = useState(toPicker(asked.to));
  const [clientId, setClientId] = useState(asked.clientId ?? '');
  const [entityId, setEntityId] = useState(asked.entityId ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onStart(
      present({
        from: fromPicker(from),
        to: fromPicker(to),
        clientId: given(clientId),
        entityId: given(entityId),
      }),
    );
  };
  return (
    <Paper component="form" withBorder p="sm" className="no-print" aria-label="What to replay" onSubmit={submit}>
      <Group gap="sm" align="flex-end">
        <DateTimePicker
          label="Recorded from"
          placeholder="The first"
          value={from}
          onChange={setFrom}
          {...pickerProps}
          clearButtonProps={{ 'aria-label': 'From the first' }}
        />
        <DateTimePicker
          label="Recorded before"
          placeholder="The last"
          value={to}
          onChange={setTo}
          {...pickerProps}
          clearButtonProps={{ 'aria-label': 'To the last' }}
        />
        <TextInput
          label="Client"
          value={clientId}
          onChange={(event) => setClientId(event.currentTarget.value)}
          {...textProps}
        />
        <TextInput
          label="Entity"
          value={entityId}
          onChange={(event) => setEntityId(event.currentTarget.value)}
          {...textProps}
        />
        {running ? (
          <Button size="xs" variant="default" onClick={onStop}>
            Stop
          </Button>
        ) : (
          <Button size="xs" type="submit">
            Replay
          </Button>
        )}
      </Group>
    </Paper>
  );
}

const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());
