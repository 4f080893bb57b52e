import { Button, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { backtestsQuery, isUnderWay } from '../../api/past';
import type { Backtest } from '../../api/types';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { Page } from '../../parts/page';
import { ProgressLine } from '../../parts/progress-line';
import { Failure, Nothing, Waiting } from '../../parts/states';
import { useMay } from '../../shell/me';
import { count } from '../../words/numbers';
import { NewBacktestDialog } from './new-backtest-dialog';
import { KIND_LABELS, STATUS_LABELS } from './words';

/** What a rule pack would have said over all that happened, against what was said. */
export function BacktestsPage() {
  const query = useQuery(backtestsQuery);
  const may = useMay('backtest');
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const backtests = query.data?.items ?? [];
  return (
    <Page
      title="Backtests"
      subtitle="A rule pack tried on all that was recorded, against the alerts on record. Nothing is changed or sent."
      actions={
        may && (
          <Button size="xs" onClick={() => setAsking(true)}>
            New backtest
          </Button>
        )
      }
    >
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && backtests.length === 0 && (
        <Nothing title="Nothing was tried yet">Try the rules in force: they should give what is on record.</Nothing>
      )}
      {backtests.length > 0 && (
        <Table aria-label="Backtests" layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Pack</Table.Th>
              <Table.Th visibleFrom="sm">Asked</Table.Th>
              <Table.Th>Found</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {backtests.map((backtest) => (
              <Line key={backtest.backtestId} backtest={backtest} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {asking && (
        <NewBacktestDialog
          onClose={() => setAsking(false)}
          onMade={({ backtestId }) => void navigate({ to: '/backtests/$backtestId', params: { backtestId } })}
        />
      )}
    </Page>
  );
}

function Line({ backtest }: { backtest: Backtest }) {
  const { backtestId, version, kind, createdBy, createdAt, status, clients, secondsLeft } = backtest;
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <LinkAnchor to="/backtests/$backtestId" params={{ backtestId }} className="id">
          {version}
        </LinkAnchor>
        <Text size="xs" c="dimmed">
          {KIND_LABELS[kind]}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Moment at={createdAt} short />
        <Text size="xs" c="dimmed">
          {createdBy}
        </Text>
      </Table.Td>
      <Table.Td>
        {isUnderWay(backtest) ? (
          <ProgressLine label={`Judging by ${version}`} {...clients} secondsLeft={secondsLeft} />
        ) : (
          <Found backtest={backtest} />
        )}
        {status !== 'DONE' && !isUnderWay(backtest) && <Text size="sm">{STATUS_LABELS[status]}</Text>}
      </Table.Td>
    </Table.Tr>
  );
}

export const Found = ({ backtest: { same, added, gone, changed } }: { backtest: Backtest }) => (
  <Text size="sm">
    {count(same)} the same, {count(added)} added, {count(gone)} gone, {count(changed)} changed
  </Text>
);
