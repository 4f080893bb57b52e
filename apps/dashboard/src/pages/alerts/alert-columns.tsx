import { Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import type { AlertSummary } from '../../api/types';
import { columnsOf, type Columns } from '../../parts/data-table/columns';
import { SeverityMark, StatusMark, Tag, VerdictMark } from '../../parts/badges';
import { ClientName } from '../../parts/client-name';
import { LinkAnchor } from '../../parts/links';
import { Ago, Moment } from '../../parts/moment';
import { clientLabel } from '../../words/clients';
import { countryLabel } from '../../words/countries';
import { offerLabel } from '../../words/offers';
import type { QueueRow } from './queue-rows';
import type { Selection } from './use-selection';

const column = columnsOf<QueueRow>();
const alertOf = (row: QueueRow): AlertSummary => {
  if (!('alert' in row)) throw new Error('A heading has no cells.');
  return row.alert;
};

/** One line tells enough to act: how bad, what, whom, when, in whose hands. */
export const alertColumns = (selection: Selection, now: number): Columns<QueueRow> => [
  column.display({
    id: 'select',
    header: () => <span className="hidden-words">Select</span>,
    meta: { width: 36 },
    cell: ({ row }) => {
      const { alertId } = alertOf(row.original);
      return (
        <Checkbox
          size="xs"
          mt={3}
          aria-label={`Select ${alertId}`}
          checked={selection.has(alertId)}
          onChange={() => selection.toggle(alertId)}
        />
      );
    },
  }),
  column.display({
    id: 'severity',
    header: () => <span className="hidden-words">Severity</span>,
    meta: { width: 36 },
    cell: ({ row }) => <SeverityMark severity={alertOf(row.original).severity} wordless />,
  }),
  column.display({ id: 'alert', header: 'Alert', cell: ({ row }) => <What alert={alertOf(row.original)} /> }),
  column.display({
    id: 'client',
    header: 'Client',
    meta: { width: 130, visibleFrom: 'sm' },
    cell: ({ row }) => <Whom alert={alertOf(row.original)} />,
  }),
  column.display({
    id: 'campaign',
    header: 'Campaign',
    meta: { width: 120, visibleFrom: 'lg' },
    cell: ({ row }) => <Campaign alert={alertOf(row.original)} />,
  }),
  column.display({
    id: 'act',
    header: 'Act',
    meta: { width: 120, visibleFrom: 'md' },
    cell: ({ row }) => <Act alert={alertOf(row.original)} />,
  }),
  column.display({
    id: 'due',
    header: 'Raised, due',
    meta: { width: 120, visibleFrom: 'md' },
    cell: ({ row }) => <When alert={alertOf(row.original)} now={now} />,
  }),
  column.display({
    id: 'status',
    header: 'Status',
    meta: { width: 130, visibleFrom: 'sm' },
    cell: ({ row }) => <Hands alert={alertOf(row.original)} />,
  }),
];

const What = ({ alert }: { alert: AlertSummary }) => (
  <Stack gap={2}>
    <Group gap={6}>
      <LinkAnchor to="/alerts/$alertId" params={{ alertId: alert.alertId }} data-primary c="inherit">
        <VerdictMark verdict={alert.verdict} />
      </LinkAnchor>
      <Text span size="sm">
        {offerLabel(alert.offer)}
      </Text>
      {alert.newService === true && <Tag>New service</Tag>}
      {alert.newAssetType === true && <Tag>New asset type</Tag>}
      {!alert.active && <Tag>No longer alerts</Tag>}
      {alert.proposed !== null && <Tag>Closing proposed</Tag>}
      {alert.changedSinceClosed && <Tag>Changed since closed</Tag>}
      {alert.silenced && <Tag>Silenced</Tag>}
      {alert.occurrences > 1 && <Tag>{alert.occurrences} uses</Tag>}
    </Group>
    <Text size="xs" c="dimmed" className="clamp" title={alert.explanation}>
      {alert.reason}
    </Text>
    {alert.campaign !== null && (
      <Text size="xs" c="dimmed" hiddenFrom="lg">
        Campaign {alert.campaign}
      </Text>
    )}
    <Group gap="xs" hiddenFrom="sm">
      <Text size="xs">{clientLabel(alert.survivorId)}</Text>
      <StatusMark status={alert.status} />
      <Text size="xs">
        <Moment at={alert.raisedAt} short />
      </Text>
    </Group>
  </Stack>
);

const Whom = ({ alert }: { alert: AlertSummary }) => (
  <>
    <ClientName clientId={alert.survivorId} size="sm" />
    <Text size="xs" c="dimmed">
      {countryLabel(alert.country)} · {alert.entityId}
    </Text>
  </>
);

const Campaign = ({ alert: { campaign, incidentId } }: { alert: AlertSummary }) => {
  if (campaign === null) return <Text size="sm">–</Text>;
  if (incidentId === null) return <Text size="sm">{campaign}</Text>;
  return (
    <LinkAnchor to="/incidents/$incidentId" params={{ incidentId }} size="sm" className="id">
      {campaign}
    </LinkAnchor>
  );
};

const Act = ({ alert: { effectiveAt } }: { alert: AlertSummary }) => (
  <Text size="sm" component="div">
    {effectiveAt === null ? '–' : <Moment at={effectiveAt} short broken />}
  </Text>
);

const When = ({ alert, now }: { alert: AlertSummary; now: number }) => (
  <>
    <Text size="sm">
      <Ago at={alert.raisedAt} now={now} />
    </Text>
    {alert.dueAt !== null && alert.status !== 'CLOSED' && (
      <Text size="xs" c={alert.overdue ? 'var(--mantine-color-error)' : 'dimmed'}>
        {alert.overdue && <IconClockExclamation size={13} aria-hidden className="in-line" />}
        {alert.overdue ? ' Was due ' : 'Due '}
        <Ago at={alert.dueAt} now={now} />
      </Text>
    )}
  </>
);

const Hands = ({ alert }: { alert: AlertSummary }) => (
  <>
    <StatusMark status={alert.status} />
    <Text size="xs" c="dimmed">
      {alert.assignee ?? 'Assigned to nobody'}
    </Text>
  </>
);
