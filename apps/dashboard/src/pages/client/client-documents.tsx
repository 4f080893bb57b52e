import { Anchor, Button, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { documentAddress, documentsQuery } from '../../api/evidence';
import type { Client, ClientDocument } from '../../api/types';
import { AttachDialog } from '../../evidence/attach-dialog';
import { Copyable } from '../../parts/copyable';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { useMay } from '../../shell/me';
import { documentKindLabel, fileSize } from '../../words/evidence';

/** The files that are attached to a client, each with its digest. */
export function ClientDocuments({ client: { clientId, entities } }: { client: Client }) {
  const query = useQuery(documentsQuery(clientId));
  const may = useMay('record-evidence');
  const [attaching, setAttaching] = useState(false);
  const { items = [], bytesMax = 0 } = query.data ?? {};
  return (
    <Section
      title="Documents"
      aside={
        may &&
        query.data !== undefined && (
          <Button size="xs" variant="default" className="no-print" onClick={() => setAttaching(true)}>
            Attach a document
          </Button>
        )
      }
    >
      {query.isPending && <Waiting lines={2} />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && items.length === 0 && <Text c="dimmed">No file is attached.</Text>}
      {items.length > 0 && (
        <Table aria-label="Documents">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>File</Table.Th>
              <Table.Th visibleFrom="sm">Shows</Table.Th>
              <Table.Th visibleFrom="md">SHA-256</Table.Th>
              <Table.Th visibleFrom="sm">Attached</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((document) => (
              <Line key={document.documentId} document={document} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {attaching && (
        <AttachDialog
          clientId={clientId}
          entityIds={entities.map(({ entityId }) => entityId)}
          bytesMax={bytesMax}
          onClose={() => setAttaching(false)}
        />
      )}
    </Section>
  );
}

const Line = ({ document }: { document: ClientDocument }) => (
  <Table.Tr>
    <Table.Td style={{ overflowWrap: 'anywhere' }}>
      <Anchor href={documentAddress(document.documentId)} download size="sm" underline="always">
        {document.name}
      </Anchor>{' '}
      <Text span size="xs" c="dimmed">
        {fileSize(document.bytes)}, {document.entityId}
      </Text>
      <Text size="xs" c="dimmed" hiddenFrom="md">
        sha256 {document.sha256.slice(0, 12)}…
      </Text>
    </Table.Td>
    <Table.Td visibleFrom="sm">{documentKindLabel(document.kind)}</Table.Td>
    <Table.Td visibleFrom="md">
      <Copyable value={document.sha256}>{document.sha256.slice(0, 16)}…</Copyable>
    </Table.Td>
    <Table.Td visibleFrom="sm">
      <Moment at={document.addedAt} short />, {document.addedBy}
    </Table.Td>
  </Table.Tr>
);
