import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { clientsQuery } from '../../api/clients';
import type { ClientSummary } from '../../api/types';
import { DataTable } from '../../parts/data-table/data-table';
import { Page } from '../../parts/page';
import { Failure, Nothing, Waiting } from '../../parts/states';
import { useNearEnd } from '../../parts/use-near-end';
import { counted } from '../../words/numbers';
import { clientColumns } from './client-columns';
import { ClientFilters } from './client-filters';

const ABOUT = 'How each came, what is missing to prove it, and who has drifted.';

const NONE: ClientSummary[] = [];

export function ClientsPage() {
  const search = useSearch({ from: '/clients' });
  const query = useInfiniteQuery(clientsQuery(search));
  const clients = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? NONE, [query.data]);
  const onNearEnd = useNearEnd(query);
  return (
    <Page
      title="Clients"
      subtitle={subtitleOf(query.data === undefined ? undefined : clients.length, query.hasNextPage)}
    >
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

/** How many there are, as far as the list has been read. */
function subtitleOf(loaded: number | undefined, more: boolean): string {
  if (loaded === undefined) return ABOUT;
  return `${counted(loaded, 'client')}${more ? ' or more' : ''}. ${ABOUT}`;
}
