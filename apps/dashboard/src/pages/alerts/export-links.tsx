import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { listOf } from '../../router/alert-search';
import { stringifySearch } from '../../router/search-text';
import { useAlertSearch } from './use-alert-search';

const FILES = [
  ['csv', 'CSV'],
  ['xlsx', 'Excel'],
] as const;

/** What is seen as a file: the same alerts, in the same order. */
export function ExportLinks() {
  const { search } = useAlertSearch();
  return FILES.map(([extension, label]) => (
    <Button
      key={extension}
      component="a"
      href={`/v1/alerts.${extension}${stringifySearch({ ...listOf(search) })}`}
      download={`alerts.${extension}`}
      variant="default"
      size="xs"
      leftSection={<IconDownload size={14} aria-hidden />}
    >
      {label}
    </Button>
  ));
}
