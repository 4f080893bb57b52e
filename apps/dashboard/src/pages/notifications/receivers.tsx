import { Button, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { receiversQuery } from '../../api/notifications';
import type { NewReceiver, Receiver } from '../../api/types';
import { Tag } from '../../parts/badges';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { useMay } from '../../shell/me';
import { RECEIVER_KIND_LABELS } from '../../words/deliveries';
import { matchersSentence } from '../../words/matchers';
import { NewReceiverDialog } from './new-receiver-dialog';
import { ReceiverActions } from './receiver-actions';
import { SecretDialog } from './secret-dialog';

/** Webhooks, addresses of mail and Alertmanagers, each with the alerts it is told. */
export function Receivers() {
  const query = useQuery(receiversQuery);
  const may = useMay('administer');
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<NewReceiver>();
  const receivers = query.data?.items ?? [];
  return (
    <Section
      title="Receivers"
      aside={
        may && (
          <Button size="xs" onClick={() => setMaking(true)}>
            New receiver
          </Button>
        )
      }
    >
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && receivers.length === 0 && (
        <Text c="dimmed">Alerts are told nowhere yet; they only stand in the queue.</Text>
      )}
      {receivers.length > 0 && (
        <Table aria-label="Receivers">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Receiver</Table.Th>
              <Table.Th visibleFrom="sm">Told of</Table.Th>
              {may && <Table.Th>Actions</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {receivers.map((receiver) => (
              <Table.Tr key={receiver.receiverId}>
                <Table.Td>
                  <What receiver={receiver} />
                </Table.Td>
                <Table.Td visibleFrom="sm">{matchersSentence(receiver.route)}</Table.Td>
                {may && (
                  <Table.Td>
                    <ReceiverActions receiver={receiver} onSecret={setMade} />
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {making && (
        <NewReceiverDialog
          onClose={() => setMaking(false)}
          onMade={(added) => {
            setMaking(false);
            if (added.receiver.kind === 'webhook') setMade(added);
          }}
        />
      )}
      {made && <SecretDialog made={made} onClose={() => setMade(undefined)} />}
    </Section>
  );
}

const What = ({ receiver: { name, kind, url, addresses, disabledAt, disabledBecause } }: { receiver: Receiver }) => (
  <>
    {name} <Tag>{RECEIVER_KIND_LABELS[kind]}</Tag>{' '}
    {disabledAt !== null && <Tag title={disabledBecause ?? ''}>Disabled</Tag>}
    <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {url ?? addresses?.join(', ')}
    </Text>
    {disabledBecause !== null && <Text size="xs">{disabledBecause}</Text>}
  </>
);
