import { Table, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { PolicyVersion } from '../../api/types';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/section';
import { shortDay } from '../../words/times';

export const VersionList = ({ versions }: { versions: readonly PolicyVersion[] }) => (
  <Section title="Versions">
    <Table aria-label="Versions of the rule pack">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Version</Table.Th>
          <Table.Th>Recorded</Table.Th>
          <Table.Th>In force</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {versions.map(({ version, title, recordedAt, inForce, judges }) => (
          <Table.Tr key={`${version} ${recordedAt}`}>
            <Table.Td>
              <span className="id">{version}</span>
              <Text size="xs" c="dimmed">
                {title}
              </Text>
            </Table.Td>
            <Table.Td>
              <Moment at={recordedAt} />
            </Table.Td>
            <Table.Td>
              {inForce ? (
                <>
                  <IconCircleCheck size={16} aria-hidden className="in-line" /> In force
                </>
              ) : (
                'Before'
              )}
              <Text size="xs" c="dimmed">
                <Judged acts={judges} />
              </Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Section>
);

/** A pack may judge acts from a day on, and leave earlier ones to those before it. */
function Judged({ acts }: { acts: PolicyVersion['judges'] }) {
  if (acts === null) return <>No acts</>;
  const { from, until } = acts;
  if (from === null) return <>{until === null ? 'All acts' : `Acts before ${shortDay(until)}`}</>;
  return (
    <>
      {until === null ? `Acts from ${shortDay(from)} on` : `Acts from ${shortDay(from)} to before ${shortDay(until)}`}
    </>
  );
}
