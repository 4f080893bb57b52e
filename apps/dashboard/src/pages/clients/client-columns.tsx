import { Box, Group, Text } from '@mantine/core';
import { IconArrowsSplit } from '@tabler/icons-react';
import type { Clocks } from '../../api/clients';
import type { ClientSummary } from '../../api/types';
import { Tag } from '../../parts/badges';
import { columnsOf, type Columns } from '../../parts/data-table/columns';
import { LinkAnchor } from '../../parts/links';
import { gapLabel, initiativeLabel } from '../../words/clients';
import { countryLabel } from '../../words/countries';
import { count } from '../../words/numbers';

const column = columnsOf<ClientSummary>();

/** @param clocks that the list was asked for, and that a client's page is then opened with */
export const clientColumns = (clocks: Clocks): Columns<ClientSummary> => [
  column.display({
    id: 'client',
    header: 'Client',
    meta: { width: 150 },
    cell: ({ row: { original } }) => (
      <>
        <LinkAnchor
          to="/clients/$clientId"
          params={{ clientId: original.clientId }}
          search={clocks}
          className="id"
          data-primary
        >
          {original.clientId}
        </LinkAnchor>
        <Text size="xs" c="dimmed">
          {countryLabel(original.country)}
        </Text>
        {original.inDrift && (
          <Box hiddenFrom="sm">
            <Tag>In drift</Tag>
          </Box>
        )}
        {original.memberIds.length > 1 && <Tag>{original.memberIds.length} ids</Tag>}
      </>
    ),
  }),
  column.display({
    id: 'entities',
    header: 'Own initiative',
    cell: ({ row }) => <Initiatives client={row.original} />,
  }),
  column.display({
    id: 'drift',
    header: 'Drift',
    meta: { width: 110, visibleFrom: 'sm' },
    cell: ({ row }) =>
      row.original.inDrift ? (
        <Group gap={4} wrap="nowrap">
          <IconArrowsSplit size={16} aria-hidden /> <Text size="sm">In drift</Text>
        </Group>
      ) : (
        <span className="quiet">–</span>
      ),
  }),
  column.display({
    id: 'open',
    header: 'Open',
    meta: { width: 60, className: 'number' },
    cell: ({ row: { original } }) =>
      original.openAlerts === 0 ? (
        '0'
      ) : (
        <LinkAnchor to="/alerts" search={{ clientId: [original.clientId] }} size="sm">
          {count(original.openAlerts)}
        </LinkAnchor>
      ),
  }),
];

const Initiatives = ({ client }: { client: ClientSummary }) => (
  <>
    {client.entities.map(({ entityId, initiative, gaps }) => (
      <div key={entityId}>
        <Group gap={6}>
          <Text size="sm" fw={600}>
            {initiativeLabel(initiative)}
          </Text>
          <Text size="sm" c="dimmed">
            {entityId}
          </Text>
        </Group>
        {gaps.length > 0 && (
          <Text size="xs" c="dimmed">
            {gaps.map(gapLabel).join(' · ')}
          </Text>
        )}
      </div>
    ))}
  </>
);
