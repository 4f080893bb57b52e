import { Code, Table, Text } from '@mantine/core';
import type { TimelineItem } from '../api/types';
import { Tag } from '../parts/badges';
import { Copyable } from '../parts/copyable';
import { Moment } from '../parts/moment';
import { eventLabel, LANE_LABELS } from '../words/clients';
import { factSummary } from '../words/facts';
import { factElementId } from './element-ids';
import { MessageSaid } from './message-said';

interface FactListProps {
  label: string;
  items: readonly TimelineItem[];
  /** Lets points on the lanes lead here; on a page only one list may. */
  anchored?: boolean;
}

/** The same as a plain list, with all that was told. */
export function FactList({ label, items, anchored = false }: FactListProps) {
  return (
    <Table aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={170} visibleFrom="sm">
            True since
          </Table.Th>
          <Table.Th>What</Table.Th>
          <Table.Th w={170} visibleFrom="md">
            Recorded
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item) => (
          <Table.Tr key={item.position} id={anchored ? factElementId(item) : undefined} tabIndex={-1}>
            <Table.Td visibleFrom="sm" style={{ verticalAlign: 'top' }}>
              <Moment at={item.effectiveAt} short />
            </Table.Td>
            <Table.Td>
              <Fact item={item} />
            </Table.Td>
            <Table.Td visibleFrom="md" style={{ verticalAlign: 'top' }}>
              <Moment at={item.recordedAt} short />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const Fact = ({ item }: { item: TimelineItem }) => (
  <>
    <Text size="sm" fw={600} td={item.retracted ? 'line-through' : undefined} tt="capitalize" span>
      {item.recordedBy === null ? eventLabel(item.type) : 'Evidence recorded'}
    </Text>{' '}
    <Tag>{LANE_LABELS[item.lane]}</Tag> {item.retracted && <Tag>Retracted</Tag>}
    {item.recordedBy !== null && <Text size="sm" span>{`recorded by ${item.recordedBy}`}</Text>}
    <Text size="sm">{factSummary(item)}</Text>
    <MessageSaid data={item.data} />
    <Text size="xs" hiddenFrom="sm">
      <Moment at={item.effectiveAt} short />
    </Text>
    <details className="no-print">
      <summary className="raw-summary">As it came</summary>
      <Text size="xs" c="dimmed" my={4}>
        <Copyable value={item.id} /> from {item.source} · {item.kafka.topic}, partition {item.kafka.partition}, offset{' '}
        {item.kafka.offset}
      </Text>
      <Code block>{JSON.stringify(item.data, null, 2)}</Code>
    </details>
  </>
);
