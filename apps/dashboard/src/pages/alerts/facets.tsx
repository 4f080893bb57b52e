import { Stack } from '@mantine/core';
import type { AlertFacets } from '../../api/types';
import { Waiting } from '../../parts/states';
import { FacetGroup } from './facet-group';
import { FACETS } from './facet-names';

export function Facets({ facets }: { facets: AlertFacets | undefined }) {
  if (facets === undefined) return <Waiting lines={12} />;
  return (
    <Stack gap="md" component="section" aria-label="Filters">
      {FACETS.map(([name, label]) => (
        <FacetGroup key={name} name={name} label={label} entries={facets.facets[name] ?? []} />
      ))}
    </Stack>
  );
}
