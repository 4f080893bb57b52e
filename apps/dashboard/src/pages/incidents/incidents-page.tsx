import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { incidentsQuery } from '../../api/incidents';
import type { Incident } from '../../api/types';
import { Chips } from '../../parts/chips';
import { DataTable } from '../../parts/data-table/data-table';
import { Page } from '../../parts/page';
import { Failure, Nothing, Waiting } from '../../parts/states';
import { useNearEnd } from '../../parts/use-near-end';
import { INCIDENT_KINDS, incidentKindLabel } from '../../words/incidents';
import { incidentColumns } from './incident-columns';

const NONE: Incident[] = [];

export function IncidentsPage() {
  const search = useSearch({ from: '/incidents' });
  const navigate = useNavigate({ from: '/incidents' });
  const query = useInfiniteQuery(incidentsQuery(search));
  const incidents = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? NONE, [query.data]);
  const onNearEnd = useNearEnd(query);
  return (
    <Page
      title="Incidents"
      subtitle="Alerts of one cause, taken together: a campaign, a roll-out, a change to the facts."
    >
      <Chips
        label="Kind"
        options={INCIDENT_KINDS.map((kind) => [kind, incidentKindLabel(kind)])}
        chosen={search.kind ?? []}
        onChange={(kind) => void navigate({ search: kind === undefined ? {} : { kind } })}
      />
      {query.isPending && <Waiting />}
      {query.isError && incidents.length === 0 && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && incidents.length === 0 && (
        <Nothing title="No incident">Nothing has touched several clients at once.</Nothing>
      )}
      {incidents.length > 0 && (
        <DataTable
          label="Incidents"
          columns={incidentColumns}
          rows={incidents}
          keyOf={(incident) => incident.incidentId}
          onNearEnd={onNearEnd}
        />
      )}
    </Page>
  );
}
