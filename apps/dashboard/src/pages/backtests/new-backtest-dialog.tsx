import '@mantine/dates/styles.css';
import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { policiesQuery } from '../../api/overview';
import { createBacktest, type NewBacktest } from '../../api/past';
import type { Backtest } from '../../api/types';
import { fromPicker } from '../../parts/picker-values';
import { Failure } from '../../parts/states';
import { present } from '../../router/search-fields';
import { packFrom } from '../../words/packs';

const OWN = 'another';
const pickerProps = { clearable: true, valueFormat: 'D MMM YYYY HH:mm', firstDayOfWeek: 1 } as const;

interface NewBacktestDialogProps {
  onClose: () => void;
  onMade: (backtest: Backtest) => void;
}

export function NewBacktestDialog({ onClose, onMade }: NewBacktestDialogProps) {
  const queries = useQueryClient();
  const versions = [...new Set(useQuery(policiesQuery).data?.items.map(({ version }) => version) ?? [])];
  const [chosen, setChosen] = useState('');
  const [text, setText] = useState('');
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [clients, setClients] = useState('');
  const version = chosen === '' ? versions[0] : chosen;
  const pack = packFrom(text);
  const making = useMutation({
    mutationFn: (asked: NewBacktest) => createBacktest(asked),
    onSuccess: async (backtest) => {
      await queries.invalidateQueries({ queryKey: ['backtests'] });
      onMade(backtest);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const clientIds = clients.split(/[\s,]+/).filter((id) => id !== '');
    making.mutate({
      ...(version === OWN ? present({ pack: pack.pack }) : present({ version })),
      ...present({ from: fromPicker(from), to: fromPicker(to) }),
      ...(clientIds.length === 0 ? {} : { clientIds }),
    });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title="New backtest"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close this dialog' }}
    >
      <form onSubmit={submit}>
        <Stack>
          {making.isError && <Failure error={making.error} />}
          <NativeSelect
            label="Rule pack"
            value={version}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={[...versions, { value: OWN, label: 'Another one …' }]}
          />
          {version === OWN && (
            <Textarea
              label="The pack"
              description="JSON, of a version that is not on record."
              autosize
              minRows={6}
              maxRows={16}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              error={text === '' ? undefined : pack.problem}
            />
          )}
          <Group grow>
            <DateTimePicker
              label="Acts from"
              placeholder="The first"
              value={from}
              onChange={setFrom}
              {...pickerProps}
            />
            <DateTimePicker label="Acts before" placeholder="The last" value={to} onChange={setTo} {...pickerProps} />
          </Group>
          <TextInput
            label="Clients"
            description="Their ids, separated by commas; none means everybody."
            value={clients}
            onChange={(event) => setClients(event.currentTarget.value)}
          />
          <Button type="submit" loading={making.isPending} disabled={version === OWN && pack.pack === undefined}>
            Try it
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
