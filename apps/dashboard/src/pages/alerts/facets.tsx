import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { alertFacetsQuery } from '../../api/alerts';
import { Failure, Waiting } from '../../parts/states';
import { filterOf } from '../../router/alert-search';
import { FacetGroup } from './facet-group';
import { FACETS } from './facet-names';
import { useAlertSearch } from './use-alert-search';

export function Facets() {
  const { search } = useAlertSearch();
  const query = useQuery(alertFacetsQuery(filterOf(search)));
  const { data: facets } = query;
  if (facets === undefined) {
    return query.isError ? <Failure error={query.error} retry={() => void query.refetch()} /> : <Waiting lines={12} />;
  }
  return (
    <Stack gap="md" component="section" aria-label="Filters">
      {FACETS.map(([name, label]) => (
        <FacetGroup key={name} name={name} label={label} entries={facets.facets[name] ?? []} />
      ))}
    </Stack>
  );
}
