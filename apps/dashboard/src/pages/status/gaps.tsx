import { Table, Text } from '@mantine/core';
import type { OffsetGap } from '../../api/types';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/section';
import { useMay } from '../../shell/me';
import { count } from '../../words/numbers';
import { AcceptGap } from './accept-gap';

const KINDS: Readonly<Record<OffsetGap['kind'], string>> = {
  EXPIRED: 'Gone before it was read',
  SKIPPED: 'Skipped, as two people decided',
  UNEXPLAINED: 'Not explained',
};

export const Gaps = ({ gaps }: { gaps: OffsetGap[] }) => (
  <Section title="Gaps in the offsets">
    {gaps.length === 0 ? (
      <Text c="dimmed">None: everything that was written was read.</Text>
    ) : (
      <Table aria-label="Gaps in the offsets">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Topic</Table.Th>
            <Table.Th className="number">From</Table.Th>
            <Table.Th className="number">To</Table.Th>
            <Table.Th>Why</Table.Th>
            <Table.Th>Seen</Table.Th>
            <Table.Th>Accepted</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {gaps.map((gap) => (
            <GapRow key={gap.gapId} gap={gap} />
          ))}
        </Table.Tbody>
      </Table>
    )}
  </Section>
);

function GapRow({
  gap: { gapId, topic, partition, from, to, kind, recordedAt, acceptedBy, reason },
}: {
  gap: OffsetGap;
}) {
  const mayAccept = useMay('manage-topics');
  return (
    <Table.Tr>
      <Table.Td>
        {topic}, {partition}
      </Table.Td>
      <Table.Td className="number">{count(from)}</Table.Td>
      <Table.Td className="number">{count(to)}</Table.Td>
      <Table.Td>{KINDS[kind]}</Table.Td>
      <Table.Td>
        <Moment at={recordedAt} short />
      </Table.Td>
      <Table.Td>
        {acceptedBy !== null && `${acceptedBy}: ${reason ?? ''}`}
        {acceptedBy === null && (mayAccept ? <AcceptGap gapId={gapId} /> : 'By nobody yet')}
      </Table.Td>
    </Table.Tr>
  );
}
