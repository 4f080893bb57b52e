import { Table, Text } from '@mantine/core';
import type { Incident } from '../../api/types';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/section';
import { incidentKindLabel } from '../../words/incidents';
import { count } from '../../words/numbers';

/** What reached the most clients. */
export function Causes({ causes, title = 'Worst causes' }: { causes: Incident[]; title?: string }) {
  return (
    <Section
      title={title}
      aside={
        <LinkAnchor to="/incidents" size="sm">
          All incidents
        </LinkAnchor>
      }
    >
      {causes.length === 0 ? (
        <Text c="dimmed">No campaign, roll-out or change has an alert that is open.</Text>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Cause</Table.Th>
              <Table.Th visibleFrom="sm">Since</Table.Th>
              <Table.Th className="number">Clients</Table.Th>
              <Table.Th className="number" visibleFrom="sm">
                Alerts
              </Table.Th>
              <Table.Th className="number">Open</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {causes.map(({ incidentId, title, kind, openedAt, clients, alerts, open }) => (
              <Table.Tr key={incidentId}>
                <Table.Td>
                  <LinkAnchor to="/incidents/$incidentId" params={{ incidentId }} size="sm">
                    {title}
                  </LinkAnchor>
                  <Text size="xs" c="dimmed">
                    {incidentKindLabel(kind)}
                  </Text>
                </Table.Td>
                <Table.Td visibleFrom="sm">
                  <Moment at={openedAt} short />
                </Table.Td>
                <Table.Td className="number">{count(clients)}</Table.Td>
                <Table.Td className="number" visibleFrom="sm">
                  {count(alerts)}
                </Table.Td>
                <Table.Td className="number">{count(open)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}
