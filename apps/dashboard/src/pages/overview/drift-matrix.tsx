import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { driftQuery } from '../../api/overview';
import type { Drift } from '../../api/types';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { assetClassLabel, serviceLabel } from '../../words/offers';
import { DriftCells } from './drift-cells';

/** Services across, types of assets down: what was asked for at first, and what came on top. */
export function DriftMatrix() {
  const drift = useQuery(driftQuery());
  return (
    <Section title="Drift matrix">
      <Text size="sm" c="dimmed" mb="sm">
        In each cell: clients who asked for it at first, and clients to whom it was marketed, or for whom it was
        enabled, beyond that, with the alerts. Each number opens its list.
      </Text>
      {drift.isError && drift.data === undefined && <Failure error={drift.error} retry={() => void drift.refetch()} />}
      {drift.isPending && <Waiting />}
      {drift.data && <Matrix drift={drift.data} />}
    </Section>
  );
}

function Matrix({ drift }: { drift: Drift }) {
  const cells = new Map(drift.cells.map((cell) => [`${cell.service}/${cell.assetClass}`, cell]));
  const services = drift.services.filter((service) => drift.cells.some((cell) => cell.service === service));
  const classes = drift.assetClasses.filter((name) => drift.cells.some((cell) => cell.assetClass === name));
  if (drift.cells.length === 0) return <Text c="dimmed">Nobody has asked for anything yet.</Text>;
  return (
    <Table.ScrollContainer
      minWidth={120 + services.length * 112}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': 'Services and types of assets' } }}
    >
      <Table withColumnBorders verticalSpacing={6} horizontalSpacing={8} style={{ tableLayout: 'fixed' }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={120}>Type of asset</Table.Th>
            {services.map((service) => (
              <Table.Th key={service} title={service}>
                {serviceLabel(service)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {classes.map((assetClass) => (
            <Table.Tr key={assetClass}>
              <Table.Th scope="row" title={assetClass}>
                {assetClassLabel(assetClass)}
              </Table.Th>
              {services.map((service) => (
                <Table.Td key={service} style={{ verticalAlign: 'top' }}>
                  <DriftCells cell={cells.get(`${service}/${assetClass}`)} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
