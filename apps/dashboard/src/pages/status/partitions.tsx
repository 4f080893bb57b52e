import { Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Health } from '../../api/types';
import { Section } from '../../parts/section';
import { count } from '../../words/numbers';

const known = (n: number | null): string => (n === null ? 'unknown' : count(n));

export const Partitions = ({ partitions }: { partitions: Health['partitions'] }) => (
  <Section title="Partitions">
    {partitions.length === 0 ? (
      <Text c="dimmed">No topic has been read yet.</Text>
    ) : (
      <Table aria-label="Partitions">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Topic</Table.Th>
            <Table.Th className="number">Partition</Table.Th>
            <Table.Th className="number">Judged up to</Table.Th>
            <Table.Th className="number" visibleFrom="sm">
              End
            </Table.Th>
            <Table.Th className="number">Lag</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {partitions.map(({ topic, partition, handled, end, lag }) => (
            <Table.Tr key={`${topic} ${partition}`}>
              <Table.Td>{topic}</Table.Td>
              <Table.Td className="number">{partition}</Table.Td>
              <Table.Td className="number">{count(handled)}</Table.Td>
              <Table.Td className="number" visibleFrom="sm">
                {known(end)}
              </Table.Td>
              <Table.Td className="number">
                {(lag ?? 0) > 0 && <IconAlertTriangle size={14} aria-hidden className="in-line" />} {known(lag)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    )}
  </Section>
);
