import '@mantine/dates/styles.css';
import { Button, Group, Paper } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import type { Clocks } from '../../api/clients';
import { present } from '../../router/search-fields';
import { fromPicker, toPicker } from '../../parts/picker-values';

const pickerProps = {
  size: 'xs',
  w: { base: '100%', sm: 220 },
  withSeconds: true,
  clearable: true,
  valueFormat: 'D MMM YYYY HH:mm:ss',
  placeholder: 'Now',
  firstDayOfWeek: 1,
  clearButtonProps: { 'aria-label': 'Now' },
} as const;

/** The two clocks; both stand in the address. */
export function ClockControls() {
  const clocks = useSearch({ from: '/clients/$clientId' });
  const navigate = useNavigate({ from: '/clients/$clientId' });
  const [trueOn, setTrueOn] = useState(toPicker(clocks.trueOn));
  const [knownOn, setKnownOn] = useState(toPicker(clocks.knownOn));
  const show = (next: Clocks) => void navigate({ search: next, resetScroll: false });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    show(present({ trueOn: fromPicker(trueOn), knownOn: fromPicker(knownOn) }));
  };
  return (
    <Paper component="form" withBorder p="sm" className="no-print" aria-label="The two clocks" onSubmit={submit}>
      <Group gap="sm" align="flex-end">
        <DateTimePicker label="As true on" value={trueOn} onChange={setTrueOn} {...pickerProps} />
        <DateTimePicker label="As known on" value={knownOn} onChange={setKnownOn} {...pickerProps} />
        <Button size="xs" type="submit">
          Show
        </Button>
        <Button size="xs" variant="default" onClick={() => show({})} disabled={Object.keys(clocks).length === 0}>
          Back to now
        </Button>
      </Group>
    </Paper>
  );
}
