import '@mantine/dates/styles.css';
import { Button, Group, Paper } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useState, type FormEvent } from 'react';
import type { Clocks } from '../api/clients';
import { present } from '../router/search-fields';
import { fromPicker, toPicker } from './picker-values';

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

interface ClockControlsProps {
  clocks: Clocks;
  onShow: (clocks: Clocks) => void;
}

/** The two clocks; whoever shows them keeps both in the address. */
export function ClockControls({ clocks, onShow: show }: ClockControlsProps) {
  const [trueOn, setTrueOn] = useState(toPicker(clocks.trueOn));
  const [knownOn, setKnownOn] = useState(toPicker(clocks.knownOn));
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
        <Button
          size="xs"
          variant="default"
          onClick={() => show({})}
          disabled={clocks.trueOn === undefined && clocks.knownOn === undefined}
        >
          Back to now
        </Button>
      </Group>
    </Paper>
  );
}
