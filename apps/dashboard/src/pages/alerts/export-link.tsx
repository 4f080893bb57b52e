import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { filterOf } from '../../router/alert-search';
import { stringifySearch } from '../../router/search-text';
import { useAlertSearch } from './use-alert-search';

export function ExportLink() {
  const { search } = useAlertSearch();
  return (
    <Button
      component="a"
      href={`/v1/alerts.csv${stringifySearch(filterOf(search))}`}
      download="alerts.csv"
      variant="default"
      size="xs"
      leftSection={<IconDownload size={14} aria-hidden />}
    >
      CSV
    </Button>
  );
}
