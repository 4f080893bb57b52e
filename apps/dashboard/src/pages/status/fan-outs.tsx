import { Table, Text } from '@mantine/core';
import type { Health } from '../../api/types';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/section';
import { causeLabel } from '../../words/alerts';
import { count } from '../../words/numbers';

export const FanOuts = ({ fanOuts }: { fanOuts: Health['fanOuts'] }) => (
  <Section title="Being judged for all clients">
    {fanOuts.length === 0 ? (
      <Text c="dimmed">Nothing; every change has reached all whom it touches.</Text>
    ) : (
      <Table aria-label="Changes being judged for all clients">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Because of</Table.Th>
            <Table.Th>Recorded</Table.Th>
            <Table.Th className="number">Clients judged</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {fanOuts.map(({ position, cause, recordedAt, judged, incidentId }) => (
            <Table.Tr key={position}>
              <Table.Td>
                {incidentId === null ? (
                  causeLabel(cause)
                ) : (
                  <LinkAnchor to="/incidents/$incidentId" params={{ incidentId }} size="sm">
                    {causeLabel(cause)}
                  </LinkAnchor>
                )}
              </Table.Td>
              <Table.Td>
                <Moment at={recordedAt} short />
              </Table.Td>
              <Table.Td className="number">{count(judged)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    )}
  </Section>
);
