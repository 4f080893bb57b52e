import { Table, Text } from '@mantine/core';
import type { AlertSummary } from '../api/types';
import { alertElementId } from '../timeline/element-ids';
import { offerLabel } from '../words/offers';
import { SeverityMark, StatusMark, VerdictMark } from './badges';
import { ClientName } from './client-name';
import { LinkAnchor } from './links';
import { Moment } from './moment';

interface AlertTableProps {
  label: string;
  alerts: readonly AlertSummary[];
  /** Where the page isn't about one client. */
  withClient?: boolean;
}

/** A short list of alerts inside another page. */
export const AlertTable = ({ label, alerts, withClient = false }: AlertTableProps) => (
  <Table aria-label={label}>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Alert</Table.Th>
        {withClient && <Table.Th>Client</Table.Th>}
        <Table.Th visibleFrom="sm">When</Table.Th>
        <Table.Th>Status</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {alerts.map((alert) => (
        <Table.Tr key={alert.alertId} id={alertElementId(alert)} tabIndex={-1}>
          <Table.Td>
            <SeverityMark severity={alert.severity} wordless />{' '}
            <LinkAnchor to="/alerts/$alertId" params={{ alertId: alert.alertId }} c="inherit">
              <VerdictMark verdict={alert.verdict} />
            </LinkAnchor>
            <Text size="sm">{offerLabel(alert.offer)}</Text>
          </Table.Td>
          {withClient && (
            <Table.Td>
              <ClientName clientId={alert.survivorId} size="sm" />
            </Table.Td>
          )}
          <Table.Td visibleFrom="sm">{alert.effectiveAt !== null && <Moment at={alert.effectiveAt} short />}</Table.Td>
          <Table.Td>
            <StatusMark status={alert.status} />
          </Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);
