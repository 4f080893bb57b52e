import '@mantine/dates/styles.css';
import { Button, FileInput, Group, Modal, Radio, Select, Stack, Text, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useState, type FormEvent } from 'react';
import { attachDocument, recordFact, type ClientKind, type FactKind, type GivenFact } from '../api/evidence';
import { Failure } from '../parts/states';
import { useNow } from '../parts/use-now';
import { channelLabel, CHANNEL_CODES } from '../words/contact-channels';
import { EXPOSURE_RESULTS, FACT_LABELS, FILES_TAKEN } from '../words/evidence';
import { asksForKind, ClientKindField } from './client-kind-field';
import { useEvidenceChange } from './use-evidence-change';

interface RecordDialogProps {
  clientId: string;
  entityId: string;
  kind: FactKind;
  onClose: () => void;
}

const WHEN: Readonly<Record<FactKind, string>> = {
  FIRST_CONTACT: 'Day of the first contact',
  THIRD_COUNTRY_ACKNOWLEDGEMENT: 'Day of the acknowledgement',
  EXPOSURE_CHECK: 'Day of the check',
};

/** What was found out about how a client came. It is recorded under the name of whoever is signed in. */
export function RecordDialog({ clientId, entityId, kind, onClose }: RecordDialogProps) {
  const now = useNow();
  const [at, setAt] = useState<string | null>(null);
  const [channel, setChannel] = useState<string | null>(null);
  const [result, setResult] = useState<string | null>(null);
  const [sources, setSources] = useState('');
  const [clientKind, setClientKind] = useState<ClientKind | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const recording = useEvidenceChange(async (fact: GivenFact) => {
    const shown = { entityId, kind, ...(clientKind === null ? {} : { clientKind }) };
    // The document first: what is refused about it leaves nothing half done.
    if (file !== null) await attachDocument(clientId, { ...shown, file });
    setFile(null);
    return recordFact(clientId, fact);
  }, onClose);
  const isComplete =
    at !== null && (kind !== 'FIRST_CONTACT' || channel !== null) && (kind !== 'EXPOSURE_CHECK' || result !== null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (at === null) return;
    const looked = sources.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
    recording.mutate({
      ...{ entityId, kind, at },
      ...(channel === null ? {} : { channel: channel as NonNullable<GivenFact['channel']> }),
      ...(result === null ? {} : { result: result as NonNullable<GivenFact['result']> }),
      ...(looked.length === 0 ? {} : { sources: looked }),
      ...(clientKind === null ? {} : { clientKind }),
    });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={FACT_LABELS[kind]}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close this dialog' }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            Of client {clientId} with {entityId}. It becomes an event like any other, with your name on it, and is never
            changed; what was wrong is retracted.
          </Text>
          <DateInput
            label={WHEN[kind]}
            withAsterisk
            data-autofocus
            value={at}
            onChange={setAt}
            maxDate={new Date(now)}
            onKeyDown={(event) => {
              // It says that the day is right, not that all is.
              if (event.key === 'Enter') event.preventDefault();
            }}
            valueFormat="D MMM YYYY"
            firstDayOfWeek={1}
          />
          {kind === 'FIRST_CONTACT' && (
            <Select
              label="How the client came"
              description="A channel that tells of marketing leaves it open whether they came by themselves."
              withAsterisk
              searchable
              data={CHANNEL_CODES.map((value) => ({ value, label: channelLabel(value) }))}
              value={channel}
              onChange={setChannel}
            />
          )}
          {kind === 'EXPOSURE_CHECK' && (
            <>
              <Radio.Group label="What it found" withAsterisk value={result} onChange={setResult}>
                <Stack gap="xs" mt="xs">
                  {EXPOSURE_RESULTS.map(([value, label]) => (
                    <Radio key={value} value={value} label={label} />
                  ))}
                </Stack>
              </Radio.Group>
              {result === 'FOUND' && (
                <Text size="sm">
                  The client’s first request is then open: what rests on it needs a person, and their own initiative is
                  not proven.
                </Text>
              )}
              <Textarea
                label="What was looked through, one a line"
                placeholder="Campaigns of the last two years"
                autosize
                minRows={2}
                maxRows={8}
                value={sources}
                onChange={(event) => setSources(event.currentTarget.value)}
              />
            </>
          )}
          <FileInput
            label="A document that shows it"
            placeholder="PDF, PNG, JPEG, e-mail or plain text"
            clearable
            clearButtonProps={{ 'aria-label': 'Take the file off' }}
            accept={FILES_TAKEN}
            value={file}
            onChange={setFile}
          />
          {(asksForKind(recording.error) || clientKind !== null) && (
            <ClientKindField value={clientKind} onChange={setClientKind} />
          )}
          {recording.isError && <Failure error={recording.error} />}
          <Group gap="xs" justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={recording.isPending} disabled={!isComplete}>
              Record it
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
