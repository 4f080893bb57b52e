import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { peopleQuery } from '../../api/administration';
import { Tag } from '../../parts/badges';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';

export function People() {
  const query = useQuery(peopleQuery);
  return (
    <Section title="People">
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data && (
        <Table aria-label="People">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th>Roles</Table.Th>
              <Table.Th visibleFrom="sm">Entities</Table.Th>
              <Table.Th visibleFrom="sm">Last seen</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {query.data.items.map(({ personId, name, email, roles, entities, disabled, lastSeenAt }) => (
              <Table.Tr key={personId}>
                <Table.Td>
                  {name} {disabled && <Tag>Disabled</Tag>}
                  <Text size="xs" c="dimmed">
                    {email ?? personId}
                  </Text>
                </Table.Td>
                <Table.Td>{roles.join(', ')}</Table.Td>
                <Table.Td visibleFrom="sm">{entities?.join(', ') ?? 'All'}</Table.Td>
                <Table.Td visibleFrom="sm">{lastSeenAt === null ? 'Never' : <Moment at={lastSeenAt} short />}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}
