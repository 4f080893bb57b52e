import { Text } from '@mantine/core';
import type { Incident } from '../../api/types';
import { columnsOf, type Columns } from '../../parts/data-table/columns';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { incidentKindLabel } from '../../words/incidents';
import { count } from '../../words/numbers';
import { verdictLabel } from '../../words/verdicts';

const column = columnsOf<Incident>();

export const incidentColumns: Columns<Incident> = [
  column.display({
    id: 'title',
    header: 'Cause',
    cell: ({ row: { original } }) => (
      <>
        <LinkAnchor to="/incidents/$incidentId" params={{ incidentId: original.incidentId }} data-primary>
          {original.title}
        </LinkAnchor>
        <Text size="xs" c="dimmed">
          {incidentKindLabel(original.kind)}:{' '}
          {original.byVerdict
            .map(({ value, count: n }) => `${count(n)} ${verdictLabel(value).toLowerCase()}`)
            .join(', ')}
        </Text>
      </>
    ),
  }),
  column.display({
    id: 'opened',
    header: 'Since',
    meta: { width: 170, visibleFrom: 'sm' },
    cell: ({ row }) => <Moment at={row.original.openedAt} short />,
  }),
  column.display({
    id: 'clients',
    header: 'Clients',
    meta: { width: 80, className: 'number' },
    cell: ({ row }) => count(row.original.clients),
  }),
  column.display({
    id: 'alerts',
    header: 'Alerts',
    meta: { width: 80, className: 'number', visibleFrom: 'sm' },
    cell: ({ row }) => count(row.original.alerts),
  }),
  column.display({
    id: 'open',
    header: 'Open',
    meta: { width: 80, className: 'number' },
    cell: ({ row }) => count(row.original.open),
  }),
];
