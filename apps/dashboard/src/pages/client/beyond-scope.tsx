import { Table, Text } from '@mantine/core';
import type { AlertKind, Scope } from '../../api/types';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { KIND_LABELS } from '../../words/alerts';
import { offerLabel } from '../../words/offers';
import { verdictLabel } from '../../words/verdicts';

type Beyond = Scope['entities'][number]['beyond'];

export const BeyondScope = ({ beyond, label }: { beyond: Beyond; label: string }) =>
  beyond.length === 0 ? (
    <Text size="sm" c="dimmed">
      Nothing.
    </Text>
  ) : (
    <Table aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Offer</Table.Th>
          <Table.Th>Judged</Table.Th>
          <Table.Th>When</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {beyond.map(({ alertId, offer, kind, verdict, effectiveAt }) => (
          <Table.Tr key={alertId}>
            <Table.Td>
              <Text size="sm">{offerLabel(offer)}</Text>
              <Text size="xs" c="dimmed">
                {KIND_LABELS[kind as AlertKind] ?? kind}
              </Text>
            </Table.Td>
            <Table.Td>
              <LinkAnchor to="/alerts/$alertId" params={{ alertId }} size="sm">
                {verdictLabel(verdict)}
              </LinkAnchor>
            </Table.Td>
            <Table.Td>
              <Moment at={effectiveAt} short />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
