import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Drift, DriftCell } from '../api/types';
import { assetClassLabel, serviceLabel } from '../words/offers';

interface MatrixProps {
  drift: Drift;
  /** @param cell `undefined` where nobody asked and nothing came on top */
  show: (cell: DriftCell | undefined) => ReactNode;
}

/** Services across, types of assets down: only those that occur. */
export function Matrix({ drift, show }: MatrixProps) {
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
                  {show(cells.get(`${service}/${assetClass}`))}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
