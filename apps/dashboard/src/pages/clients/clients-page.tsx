import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { clientsQuery } from '../../api/clients';
import type { ClientSummary } from '../../api/types';
import { ClockBanner } from '../../parts/clock-banner';
import { DataTable } from '../../parts/data-table/data-table';
import { Page } from '../../parts/page';
import { Failure, Nothing, Waiting } from '../../parts/states';
import { useNearEnd } from '../../parts/use-near-end';
import { present } from '../../router/search-fields';
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
  const { trueOn, knownOn } = search;
  const columns = useMemo(() => clientColumns(present({ trueOn, knownOn })), [trueOn, knownOn]);
  return (
    <Page
      title="Clients"
      subtitle={subtitleOf(query.data === undefined ? undefined : clients.length, query.hasNextPage)}
    >
      <ClientFilters />
      <ClockBanner clocks={search} />
      {query.isPending && <Waiting />}
      {query.isError && clients.length === 0 && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && clients.length === 0 && (
        <Nothing title={query.hasNextPage ? 'No client matches so far' : 'No client matches'}>
          {query.hasNextPage ? (
            <Button size="xs" variant="default" onClick={() => void query.fetchNextPage()}>
              Look further
            </Button>
          ) : (
            'Take a filter off.'
          )}
        </Nothing>
      )}
      {clients.length > 0 && (
        <DataTable
          label="Clients"
          columns={columns}
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
