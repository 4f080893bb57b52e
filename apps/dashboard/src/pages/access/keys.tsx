import { Button, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keysQuery, revokeKey } from '../../api/administration';
import type { Key } from '../../api/types';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { useMay } from '../../shell/me';
import { NewKeyDialog } from './new-key-dialog';

/** Keys of programs. A secret is shown once, when its key is made. */
export function Keys() {
  const query = useQuery(keysQuery);
  const may = useMay('administer');
  const [making, setMaking] = useState(false);
  return (
    <Section
      title="Keys"
      aside={
        may && (
          <Button size="xs" onClick={() => setMaking(true)}>
            New key
          </Button>
        )
      }
    >
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <Text c="dimmed">No program has a key yet.</Text>}
      {query.data !== undefined && query.data.items.length > 0 && <KeyTable keys={query.data.items} mayRevoke={may} />}
      {making && <NewKeyDialog onClose={() => setMaking(false)} />}
    </Section>
  );
}

function KeyTable({ keys, mayRevoke }: { keys: readonly Key[]; mayRevoke: boolean }) {
  const queries = useQueryClient();
  const revoking = useMutation({
    mutationFn: revokeKey,
    onSettled: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  });
  return (
    <>
      {revoking.isError && <Failure error={revoking.error} />}
      <Table aria-label="Keys">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Roles</Table.Th>
            <Table.Th visibleFrom="sm">Entities</Table.Th>
            <Table.Th visibleFrom="sm">Last used</Table.Th>
            <Table.Th>State</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map(({ keyId, name, roles, entities, createdBy, madeWith, expiresAt, lastUsedAt, revokedAt }) => (
            <Table.Tr key={keyId}>
              <Table.Td>
                {name}
                <Text size="xs" c="dimmed">
                  {keyId}, by {createdBy}
                  {madeWith !== null && ` with ${madeWith}`}
                </Text>
              </Table.Td>
              <Table.Td>{roles.join(', ')}</Table.Td>
              <Table.Td visibleFrom="sm">{entities?.join(', ') ?? 'All'}</Table.Td>
              <Table.Td visibleFrom="sm">{lastUsedAt === null ? 'Never' : <Moment at={lastUsedAt} short />}</Table.Td>
              <Table.Td>
                {revokedAt !== null ? (
                  <>
                    Revoked <Moment at={revokedAt} short />
                  </>
                ) : expiresAt !== null && new Date(expiresAt) <= new Date() ? (
                  <>
                    Over <Moment at={expiresAt} short />
                  </>
                ) : mayRevoke ? (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`Revoke ${name}`}
                    onClick={() => revoking.mutate(keyId)}
                  >
                    Revoke
                  </Button>
                ) : (
                  'Valid'
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
