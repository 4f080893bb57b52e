import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { filterCountsQuery } from '../../api/alerts';
import { Failure, Waiting } from '../../parts/states';
import { filterOf } from '../../router/alert-search';
import { FilterGroup } from './filter-group';
import { FILTER_FIELDS } from './filter-fields';
import { useAlertSearch } from './use-alert-search';

export function Filters() {
  const { search } = useAlertSearch();
  const query = useQuery(filterCountsQuery(filterOf(search)));
  const { data: facets } = query;
  if (facets === undefined) {
    return query.isError ? <Failure error={query.error} retry={() => void query.refetch()} /> : <Waiting lines={12} />;
  }
  return (
    <Stack gap="md" component="section" aria-label="Filters">
      {FILTER_FIELDS.map(([name, label]) => (
        <FilterGroup key={name} name={name} label={label} entries={facets.facets[name] ?? []} />
      ))}
    </Stack>
  );
}
