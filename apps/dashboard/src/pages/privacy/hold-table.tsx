import { Table, Text } from '@mantine/core';
import type { LegalHold } from '../../api/types';
import { ClientName } from '../../parts/client-name';
import { Moment } from '../../parts/moment';
import { LiftHold } from './lift-hold';

export const HoldTable = ({ label, holds }: { label: string; holds: readonly LegalHold[] }) => (
  <Table aria-label={label}>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Client</Table.Th>
        <Table.Th>Why</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {holds.map((hold) => (
        <Line key={hold.holdId} hold={hold} />
      ))}
    </Table.Tbody>
  </Table>
);

const Line = ({ hold }: { hold: LegalHold }) => (
  <Table.Tr>
    <Table.Td style={{ verticalAlign: 'top' }}>
      <ClientName clientId={hold.clientId} size="sm" />
    </Table.Td>
    <Table.Td style={{ overflowWrap: 'anywhere' }}>
      <Text size="sm">“{hold.reason}”</Text>
      <Text size="xs" c="dimmed">
        Placed by {hold.placedBy}, <Moment at={hold.placedAt} short />
      </Text>
      {hold.liftedAt === null ? (
        <LiftHold hold={hold} />
      ) : (
        <Text size="xs" c="dimmed">
          Lifted by {hold.liftedBy}, <Moment at={hold.liftedAt} short />: “{hold.liftReason}”
        </Text>
      )}
    </Table.Td>
  </Table.Tr>
);
