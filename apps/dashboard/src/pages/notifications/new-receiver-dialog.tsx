import { Button, Modal, NativeSelect, Stack, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { createReceiver } from '../../api/notifications';
import type { Matcher, NewReceiver, Receiver } from '../../api/types';
import { MatchedNow } from '../../parts/matched-now';
import { MatcherFields } from '../../parts/matcher-fields';
import { Failure } from '../../parts/states';
import { RECEIVER_KIND_LABELS } from '../../words/deliveries';

type Kind = Receiver['kind'];
const KINDS = Object.entries(RECEIVER_KIND_LABELS).map(([value, label]) => ({ value, label }));

interface NewReceiverDialogProps {
  onClose: () => void;
  onMade: (made: NewReceiver) => void;
}

export function NewReceiverDialog({ onClose, onMade }: NewReceiverDialogProps) {
  const queries = useQueryClient();
  const [kind, setKind] = useState<Kind>('webhook');
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [addresses, setAddresses] = useState<string[]>([]);
  const [route, setRoute] = useState<Matcher[]>([]);
  const making = useMutation({
    mutationFn: () => {
      const named = name.trim() === '' ? { kind, route } : { kind, route, name };
      return createReceiver(kind === 'email' ? { ...named, addresses } : { ...named, url });
    },
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['receivers'] });
      onMade(made);
    },
  });
  const isAddressed = kind === 'email' ? addresses.length > 0 : url.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    making.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title="New receiver"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close this dialog' }}
    >
      <form onSubmit={submit}>
        <Stack>
          {making.isError && <Failure error={making.error} />}
          <NativeSelect
            label="Kind"
            data={KINDS}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as Kind)}
          />
          <TextInput
            label="Name"
            description="None: what its address says"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {kind === 'email' ? (
            <TagsInput label="Addresses" withAsterisk value={addresses} onChange={setAddresses} />
          ) : (
            <TextInput
              label="Address"
              description="http or https; private addresses are called only where the notifier is told to"
              withAsterisk
              value={url}
              onChange={(event) => setUrl(event.currentTarget.value)}
            />
          )}
          <MatcherFields matchers={route} onChange={setRoute} />
          <MatchedNow matchers={route} />
          <Button
            type="submit"
            loading={making.isPending}
            disabled={!isAddressed || route.some(({ values }) => values.length === 0)}
          >
            Tell them from now on
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
