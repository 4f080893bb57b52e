import { SegmentedControl, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { verdictsQuery, type Clocks } from '../../api/clients';
import type { VerdictLine } from '../../api/types';
import { VerdictMark } from '../../parts/badges';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { count } from '../../words/numbers';
import { offerLabel } from '../../words/offers';

const SHOWN_MAX = 300;

interface ClientVerdictsProps {
  clientId: string;
  clocks: Clocks;
}

/** How each act was judged, the quiet ones too. */
export function ClientVerdicts({ clientId, clocks }: ClientVerdictsProps) {
  const query = useQuery(verdictsQuery(clientId, clocks));
  const [which, setWhich] = useState('all');
  const items = query.data?.items ?? [];
  const alerting = items.filter((line) => line.alertId !== null);
  const shown = (which === 'all' ? items : alerting).slice(0, SHOWN_MAX);
  return (
    <Section
      title="Every act as judged"
      aside={
        <SegmentedControl
          className="no-print"
          size="xs"
          aria-label="Which acts"
          value={which}
          onChange={setWhich}
          data={[
            { value: 'all', label: `All ${count(items.length)}` },
            { value: 'alerting', label: `Alerting ${count(alerting.length)}` },
          ]}
        />
      }
    >
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {shown.length > 0 && <VerdictTable lines={shown} />}
    </Section>
  );
}

const VerdictTable = ({ lines }: { lines: readonly VerdictLine[] }) => (
  <Table aria-label="Acts and verdicts">
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Act</Table.Th>
        <Table.Th>Verdict</Table.Th>
        <Table.Th visibleFrom="md">Why</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {lines.map((line, i) => (
        <Table.Tr key={`${line.act.source} ${line.act.id} ${line.entityId} ${i}`}>
          <Table.Td style={{ verticalAlign: 'top' }}>
            <Text size="sm">{line.what}</Text>
            <Text size="xs" c="dimmed">
              <Moment at={line.act.effectiveAt} short /> · {offerLabel(line.offer)}
            </Text>
          </Table.Td>
          <Table.Td style={{ verticalAlign: 'top' }}>
            {line.alertId === null ? (
              <VerdictMark verdict={line.verdict} />
            ) : (
              <LinkAnchor to="/alerts/$alertId" params={{ alertId: line.alertId }}>
                <VerdictMark verdict={line.verdict} />
              </LinkAnchor>
            )}
            <Text size="xs" hiddenFrom="md">
              {line.reason}
            </Text>
          </Table.Td>
          <Table.Td visibleFrom="md" style={{ verticalAlign: 'top' }}>
            <Text size="sm">{line.reason}</Text>
            <details className="no-print">
              <summary className="raw-summary">As it was judged, with the row and the codes</summary>
              <Text size="sm">{line.explanation}</Text>
            </details>
          </Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);
