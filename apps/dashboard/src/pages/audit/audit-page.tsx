import { Code, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { auditQuery } from '../../api/administration';
import type { AuditEntry } from '../../api/types';
import { columnsOf, type Columns } from '../../parts/data-table/columns';
import { DataTable } from '../../parts/data-table/data-table';
import { Moment } from '../../parts/moment';
import { Page } from '../../parts/page';
import { Failure, Nothing, Waiting } from '../../parts/states';
import { useNearEnd } from '../../parts/use-near-end';
import { AuditFilters } from './audit-filters';
import { ExportAudit } from './export-audit';

const NONE: AuditEntry[] = [];
const column = columnsOf<AuditEntry>();

const columns: Columns<AuditEntry> = [
  column.display({
    id: 'at',
    header: 'When',
    meta: { width: 200, visibleFrom: 'sm' },
    cell: ({ row }) => <Moment at={row.original.at} />,
  }),
  column.display({
    id: 'who',
    header: 'Who',
    meta: { width: 180, visibleFrom: 'sm' },
    cell: ({ row: { original } }) => (
      <>
        {original.personId}
        <Text size="xs" c="dimmed">
          from {original.from}
        </Text>
      </>
    ),
  }),
  column.display({ id: 'what', header: 'What', cell: ({ row }) => <What entry={row.original} /> }),
];

/** Every change that somebody made here. */
export function AuditPage() {
  const search = useSearch({ from: '/audit' });
  const query = useInfiniteQuery(auditQuery(search));
  const entries = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? NONE, [query.data]);
  const onNearEnd = useNearEnd(query);
  return (
    <Page
      title="Audit"
      subtitle="Who changed what, from where, and what it was before."
      actions={<ExportAudit filter={search} />}
    >
      <AuditFilters key={search.target ?? ''} />
      {query.isPending && <Waiting />}
      {query.isError && entries.length === 0 && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && entries.length === 0 && (
        <Nothing title="Nothing of the kind is on record">
          {Object.keys(search).length > 0 && 'Take some of the filters off to see more.'}
        </Nothing>
      )}
      {entries.length > 0 && (
        <DataTable
          label="Audit"
          columns={columns}
          rows={entries}
          keyOf={(entry) => String(entry.position)}
          onNearEnd={onNearEnd}
        />
      )}
    </Page>
  );
}

const What = ({ entry: { at, personId, operation, target, before, after } }: { entry: AuditEntry }) => (
  <>
    <Text size="xs" c="dimmed" hiddenFrom="sm">
      <Moment at={at} short />, {personId}
    </Text>
    <Text size="sm" fw={600} span>
      {operation}
    </Text>{' '}
    <span className="id">{target}</span>
    <details>
      <summary className="raw-summary">Before and after</summary>
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {JSON.stringify({ before, after }, null, 2)}
      </Code>
    </details>
  </>
);
