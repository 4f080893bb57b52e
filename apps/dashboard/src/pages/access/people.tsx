import { Button, Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { peopleQuery } from '../../api/administration';
import type { Person } from '../../api/types';
import { Tag } from '../../parts/badges';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { useMay } from '../../shell/me';
import { InvitationLine } from './invitation-line';
import { InviteDialog } from './invite-dialog';
import { PersonDialog } from './person-dialog';

/** Who may sign in, and as what. */
export function People() {
  const query = useQuery(peopleQuery);
  const may = useMay('administer');
  const [editing, setEditing] = useState<Person | 'somebody new'>();
  const [inviting, setInviting] = useState<Person>();
  return (
    <Section
      title="People"
      aside={
        may && (
          <Button size="xs" onClick={() => setEditing('somebody new')}>
            New person
          </Button>
        )
      }
    >
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
              {may && <Table.Th>Actions</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {query.data.items.map((person) => (
              <Table.Tr key={person.personId}>
                <Table.Td>
                  {person.name} {person.disabled && <Tag>Disabled</Tag>}
                  <Text size="xs" c="dimmed">
                    {person.email ?? person.personId}
                  </Text>
                  <InvitationLine invitation={person.invitation} />
                </Table.Td>
                <Table.Td>
                  {namedOr('None', person.givenHere.roles)}
                  <FromProvider>{person.toldByProvider && namedOr('none', person.toldByProvider.roles)}</FromProvider>
                </Table.Td>
                <Table.Td visibleFrom="sm">
                  {namedOr('None', person.entities ?? ['All'])}
                  <FromProvider>
                    {person.toldByProvider?.entities && namedOr('none', person.toldByProvider.entities)}
                  </FromProvider>
                </Table.Td>
                <Table.Td visibleFrom="sm">
                  {person.lastSeenAt === null ? 'Never' : <Moment at={person.lastSeenAt} short />}
                </Table.Td>
                {may && (
                  <Table.Td>
                    <Group gap={6}>
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={`Change ${person.name}`}
                        onClick={() => setEditing(person)}
                      >
                        Change
                      </Button>
                      {!person.disabled && (
                        <Button
                          size="compact-sm"
                          variant="default"
                          aria-label={`Invite ${person.name}`}
                          onClick={() => setInviting(person)}
                        >
                          Invite
                        </Button>
                      )}
                    </Group>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {editing !== undefined && (
        <PersonDialog
          person={editing === 'somebody new' ? null : editing}
          onAdded={setInviting}
          onClose={() => setEditing(undefined)}
        />
      )}
      {inviting !== undefined && <InviteDialog person={inviting} onClose={() => setInviting(undefined)} />}
    </Section>
  );
}

const namedOr = (nothing: string, names: readonly string[]): string => names.join(', ') || nothing;

/** What the identity provider says, apart from what was given here: only the provider takes it away. */
function FromProvider({ children }: { children: string | null | undefined }) {
  if (children === null || children === undefined) return null;
  return (
    <Text size="xs" c="dimmed">
      From the provider: {children}
    </Text>
  );
}
