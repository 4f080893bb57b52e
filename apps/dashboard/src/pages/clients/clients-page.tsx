import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { clientsQuery } from '../../api/clients';
import type { ClientSummary } from '../../api/types';
import { DataTable } from '../../parts/data-table/data-table';
import { Page } from '../../parts/page';
import { Failure, Nothing, Waiting } from '../../parts/states';
import { useNearEnd } from '../../parts/use-near-end';
import { clientColumns } from './client-columns';
import { ClientFilters } from './client-filters';

const NONE: ClientSummary[] = [];

export function ClientsPage() {
  const search = useSearch({ from: '/clients' });
  const query = useInfiniteQuery(clientsQuery(search));
  const clients = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? NONE, [query.data]);
  const onNearEnd = useNearEnd(query);
  return (
    <Page title="Clients" subtitle="How each came, what is missing to prove it, and who has drifted.">
      <ClientFilters />
      {query.isPending && <Waiting />}
      {query.isError && clients.length === 0 && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && clients.length === 0 && (
        <Nothing title="No client matches">Take a filter off.</Nothing>
      )}
      {clients.length > 0 && (
        <DataTable
          label="Clients"
          columns={clientColumns}
          rows={clients}
          keyOf={(client) => client.clientId}
          onNearEnd={onNearEnd}
        />
      )}
    </Page>
  );
}
