import { Box, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { filterCountsQuery } from '../../api/alerts';
import { Page } from '../../parts/page';
import { filterOf } from '../../router/alert-search';
import { counted } from '../../words/numbers';
import { ActiveFilters } from './active-filters';
import { ExportLinks } from './export-links';
import { SavedViews } from './saved-views';
import { FilterDrawer } from './filter-drawer';
import { Filters } from './filters';
import { ListControls } from './list-controls';
import { Presets } from './presets';
import { Queue } from './queue';
import { SearchBox } from './search-box';
import { useAlertSearch } from './use-alert-search';

/** The work queue. All of its state stands in the address. */
export function AlertsPage() {
  const { search } = useAlertSearch();
  const { data } = useQuery(filterCountsQuery(filterOf(search)));
  const actions = (
    <>
      <SavedViews />
      <ExportLinks />
    </>
  );
  return (
    <Page title="Alerts" subtitle={data && counted(data.total, 'alert')} actions={actions}>
      <Presets />
      <Group align="flex-start" wrap="nowrap" gap="md">
        <Box visibleFrom="lg" w={232} flex="none" className="filters">
          <Filters />
        </Box>
        <Stack flex={1} miw={0} gap="sm">
          <Group gap="sm">
            <SearchBox />
            <Box hiddenFrom="lg">
              <FilterDrawer />
            </Box>
            <ListControls />
          </Group>
          <ActiveFilters />
          <Queue key={JSON.stringify(search)} />
        </Stack>
      </Group>
    </Page>
  );
}
