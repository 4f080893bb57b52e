import { Table, Text } from '@mantine/core';
import type { Health } from '../../api/types';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/section';
import { count } from '../../words/numbers';

export const Gaps = ({ gaps }: { gaps: Health['gaps'] }) => (
  <Section title="Gaps in the offsets">
    {gaps.length === 0 ? (
      <Text c="dimmed">None: each message follows the one before.</Text>
    ) : (
      <Table aria-label="Gaps in the offsets">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Topic</Table.Th>
            <Table.Th className="number">From</Table.Th>
            <Table.Th className="number">To</Table.Th>
            <Table.Th>Seen</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {gaps.map(({ topic, partition, from, to, recordedAt }) => (
            <Table.Tr key={`${topic} ${partition} ${from}`}>
              <Table.Td>
                {topic}, {partition}
              </Table.Td>
              <Table.Td className="number">{count(from)}</Table.Td>
              <Table.Td className="number">{count(to)}</Table.Td>
              <Table.Td>
                <Moment at={recordedAt} short />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    )}
  </Section>
);
