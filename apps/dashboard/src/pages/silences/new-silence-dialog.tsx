import '@mantine/dates/styles.css';
import { Button, Chip, Group, Modal, Stack, Textarea } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { createSilence } from '../../api/silences';
import type { Matcher } from '../../api/types';
import { MatchedNow } from '../../parts/matched-now';
import { MatcherFields } from '../../parts/matcher-fields';
import { fromPicker, toPicker } from '../../parts/picker-values';
import { Failure } from '../../parts/states';

const HOUR_MS = 3_600_000;
const LENGTHS = [
  ['2 hours', 2],
  ['1 day', 24],
  ['1 week', 7 * 24],
  ['30 days', 30 * 24],
] as const;

interface NewSilenceDialogProps {
  /** What the form starts with. */
  matchers: Matcher[];
  onClose: () => void;
}

const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();

export function NewSilenceDialog({ matchers: given, onClose }: NewSilenceDialogProps) {
  const queries = useQueryClient();
  const [matchers, setMatchers] = useState<Matcher[]>(
    given.length === 0 ? [{ facet: 'severity', values: ['low'] }] : given,
  );
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState(() => toPicker(inHours(24)));
  const end = fromPicker(until);
  const complete = matchers.length > 0 && matchers.every(({ values }) => values.length > 0);
  const making = useMutation({
    mutationFn: (end: string) => createSilence({ matchers, reason, until: end }),
    onSuccess: async () => {
      await Promise.all(['silences', 'alert'].map((name) => queries.invalidateQueries({ queryKey: [name] })));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (end !== undefined) making.mutate(end);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title="New silence"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close this dialog' }}
    >
      <form onSubmit={submit}>
        <Stack>
          {making.isError && <Failure error={making.error} />}
          <MatcherFields matchers={matchers} onChange={setMatchers} />
          {complete && <MatchedNow matchers={matchers} />}
          <Textarea
            label="Reason"
            withAsterisk
            autosize
            minRows={2}
            maxLength={2_000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <DateTimePicker
            label="Until"
            description="A long one does nothing before somebody else has agreed to it."
            withAsterisk
            value={until}
            onChange={setUntil}
            valueFormat="D MMM YYYY HH:mm"
            firstDayOfWeek={1}
          />
          <Chip.Group onChange={(hours) => setUntil(toPicker(inHours(Number(hours))))}>
            <Group gap={6} role="group" aria-label="Lengths">
              {LENGTHS.map(([label, hours]) => (
                <Chip key={hours} size="xs" value={String(hours)} variant="outline">
                  {label}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <Button
            type="submit"
            loading={making.isPending}
            disabled={!complete || end === undefined || reason.trim() === ''}
          >
            Silence them
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
