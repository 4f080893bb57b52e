import { Button, Group, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { heldAddress } from '../api/privacy';
import { Section } from '../parts/section';
import { useMayOfAll } from '../shell/me';
import { AskErasureDialog } from './ask-erasure-dialog';
import { PlaceHoldDialog } from './place-hold-dialog';

/** What a client can ask of the firm about their own data, for whoever may answer. */
export function ClientPrivacy({ clientId }: { clientId: string }) {
  const mayRead = useMayOfAll('read-privacy');
  const mayErase = useMayOfAll('erase');
  const mayHold = useMayOfAll('hold');
  const [asking, setAsking] = useState<'erasure' | 'hold'>();
  if (!mayRead && !mayErase && !mayHold) return null;
  const close = () => setAsking(undefined);
  return (
    <Section title="Privacy">
      <Group gap="xs" className="no-print">
        {mayRead && <ExportHeld clientId={clientId} />}
        {mayErase && (
          <Button size="xs" variant="default" onClick={() => setAsking('erasure')}>
            Ask for erasure
          </Button>
        )}
        {mayHold && (
          <Button size="xs" variant="default" onClick={() => setAsking('hold')}>
            Place a legal hold
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed" mt="xs">
        Of the client under all of their ids. Who took an export is in the audit.
      </Text>
      {asking === 'erasure' && <AskErasureDialog clientId={clientId} onClose={close} />}
      {asking === 'hold' && <PlaceHoldDialog clientId={clientId} onClose={close} />}
    </Section>
  );
}

const FORMS = [
  ['page', 'html', 'Export all that is held (page)'],
  ['json', 'json', 'Export all that is held (JSON)'],
] as const;

/** For the client to read, or for a program. */
const ExportHeld = ({ clientId }: { clientId: string }) =>
  FORMS.map(([form, ending, label]) => (
    <Button
      key={form}
      component="a"
      href={heldAddress(clientId, form)}
      download={`held-${clientId}.${ending}`}
      size="xs"
      variant="default"
      leftSection={<IconDownload size={14} aria-hidden />}
    >
      {label}
    </Button>
  ));
