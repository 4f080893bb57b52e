import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { AuditFilter } from '../../api/administration';
import { stringifySearch } from '../../router/search-text';

/** All that the filter leaves as a file, not only what is in view. */
export const ExportAudit = ({ filter }: { filter: AuditFilter }) => (
  <Button
    component="a"
    href={`/v1/audit.csv${stringifySearch({ ...filter })}`}
    download="audit.csv"
    variant="default"
    size="xs"
    leftSection={<IconDownload size={14} aria-hidden />}
  >
    CSV
  </Button>
);
