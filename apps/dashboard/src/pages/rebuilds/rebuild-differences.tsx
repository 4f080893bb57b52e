import { Button, Code, Table } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { rebuildDifferencesQuery } from '../../api/governance';
import type { RebuildDifference } from '../../api/types';
import { ClientName } from '../../parts/client-name';
import { Failure, Waiting } from '../../parts/states';

const CHANGES = { ADDED: 'Added', GONE: 'Gone', CHANGED: 'Changed' } as const;
const CAUSES = {
  PROJECTION: 'The row in use was not what the log gives.',
  POLICY: 'It was judged by another rule pack.',
  CODE: 'This version of Scopewatch judges it otherwise.',
} as const;

/** Row by row, what is in use beside what the log gives. */
export function RebuildDifferences({ rebuildId }: { rebuildId: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="raw-summary">The rows that differ</summary>
      {open && <Rows rebuildId={rebuildId} />}
    </details>
  );
}

function Rows({ rebuildId }: { rebuildId: string }) {
  const query = useInfiniteQuery(rebuildDifferencesQuery(rebuildId));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      <Table aria-label="Rows that differ" layout="fixed">
        <Table.Tbody>
          {rows.map((row) => (
            <Row key={row.ordinal} row={row} />
          ))}
        </Table.Tbody>
      </Table>
      {query.hasNextPage && (
        <Button size="xs" variant="default" onClick={() => void query.fetchNextPage()}>
          More
        </Button>
      )}
    </>
  );
}

const Row = ({ row: { change, kind, clientId, cause, before, after } }: { row: RebuildDifference }) => (
  <Table.Tr>
    <Table.Td w={140} style={{ overflowWrap: 'anywhere', verticalAlign: 'top' }}>
      {CHANGES[change]} {kind} of <ClientName clientId={clientId} />
    </Table.Td>
    <Table.Td>
      {CAUSES[cause]}
      <details>
        <summary className="raw-summary">Both rows</summary>
        <Code block>{JSON.stringify({ before, after }, null, 2)}</Code>
      </details>
    </Table.Td>
  </Table.Tr>
);
