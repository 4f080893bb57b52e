import { Table, Text } from '@mantine/core';
import type { ScopeEntry } from '../../api/types';
import { Tag } from '../../parts/badges';
import { Moment } from '../../parts/moment';
import { offerLabel } from '../../words/offers';

const VALIDITY = { VALID: 'Valid', UNDETERMINED: 'Undetermined', INVALID: 'Invalid' } as const;

export const ScopeEntries = ({ entries, label }: { entries: readonly ScopeEntry[]; label: string }) =>
  entries.length === 0 ? (
    <Text size="sm" c="dimmed">
      Nothing on file.
    </Text>
  ) : (
    <Table aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Offer</Table.Th>
          <Table.Th>Request</Table.Th>
          <Table.Th>Since</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map((entry, i) => (
          <Table.Tr key={`${entry.identity.source} ${entry.identity.id} ${i}`}>
            <Table.Td>
              <Text size="sm">{offerLabel(entry.offer)}</Text>
              {entry.original && <Tag>Original scope</Tag>} {entry.origin === 'FROZEN' && <Tag>As found on entry</Tag>}
            </Table.Td>
            <Table.Td>
              <span className="id">{entry.requestId ?? entry.identity.id}</span>
              <Text size="xs" c="dimmed">
                {VALIDITY[entry.validity]}
              </Text>
            </Table.Td>
            <Table.Td>
              <Moment at={entry.effectiveAt} short />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
