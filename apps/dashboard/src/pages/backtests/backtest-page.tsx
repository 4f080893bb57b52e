import { Button, SimpleGrid, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { backtestQuery, cancelBacktest, isUnderWay, resumeBacktest } from '../../api/past';
import type { Backtest, BacktestResult } from '../../api/types';
import { Fields } from '../../parts/fields';
import { Moment } from '../../parts/moment';
import { Page } from '../../parts/page';
import { ProgressLine } from '../../parts/progress-line';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { useMay } from '../../shell/me';
import { count } from '../../words/numbers';
import { verdictLabel } from '../../words/verdicts';
import { BacktestDifferences } from './backtest-differences';
import { CHANGE_LABELS, KIND_LABELS, STATUS_LABELS } from './words';

/** One backtest: how far it has come, what it found, and each act with the two explanations side by side. */
export function BacktestPage() {
  const { backtestId } = useParams({ from: '/backtests/$backtestId' });
  const query = useQuery(backtestQuery(backtestId));
  const { data } = query;
  return (
    <Page
      title={data === undefined ? 'Backtest' : `Backtest of ${data.backtest.version}`}
      subtitle={data && KIND_LABELS[data.backtest.kind]}
      actions={data && <StopOrGoOn backtest={data.backtest} />}
    >
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {data && (
        <>
          {isUnderWay(data.backtest) && (
            <ProgressLine
              label={`Judging by ${data.backtest.version}`}
              {...data.backtest.clients}
              secondsLeft={data.backtest.secondsLeft}
            />
          )}
          <SimpleGrid cols={{ base: 1, lg: 2 }}>
            <Section title="In short">
              <Fields fields={fieldsOf(data.backtest)} />
            </Section>
            <Section title="By verdict">
              {data.byVerdict.length === 0 ? (
                <Text c="dimmed">No difference {isUnderWay(data.backtest) ? 'so far' : 'was found'}.</Text>
              ) : (
                <ByVerdict lines={data.byVerdict} />
              )}
            </Section>
          </SimpleGrid>
          <BacktestDifferences backtestId={backtestId} done={!isUnderWay(data.backtest)} />
        </>
      )}
    </Page>
  );
}

function StopOrGoOn({ backtest }: { backtest: Backtest }) {
  const may = useMay('backtest');
  const queries = useQueryClient();
  const stops = isUnderWay(backtest);
  const { backtestId, kind, status } = backtest;
  const changing = useMutation({
    mutationFn: () => (stops ? cancelBacktest(backtestId) : resumeBacktest(backtestId)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['backtests'] }),
  });
  const canGoOn = kind === 'WHAT_IF' && (status === 'CANCELLED' || status === 'FAILED');
  if (!may || !(stops || canGoOn)) return null;
  return (
    <Button size="xs" variant="default" loading={changing.isPending} onClick={() => changing.mutate()}>
      {stops ? 'Cancel' : 'Go on'}
    </Button>
  );
}

const ByVerdict = ({ lines }: { lines: BacktestResult['byVerdict'] }) => (
  <Table aria-label="Differences by verdict">
    <Table.Thead>
      <Table.Tr>
        <Table.Th>On record</Table.Th>
        <Table.Th>By the pack</Table.Th>
        <Table.Th>Alerts</Table.Th>
        <Table.Th>Clients</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {lines.map(({ change, before, after, count: alerts, clients }) => (
        <Table.Tr key={`${change} ${before} ${after}`} title={CHANGE_LABELS[change]}>
          <Table.Td>{before === null ? 'No alert' : verdictLabel(before)}</Table.Td>
          <Table.Td>{after === null ? 'No alert' : verdictLabel(after)}</Table.Td>
          <Table.Td className="number">{count(alerts)}</Table.Td>
          <Table.Td className="number">{count(clients)}</Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);

function fieldsOf(backtest: Backtest) {
  const { status, problem, from, to, clientIds, same, added, gone, changed, createdBy, createdAt, finishedAt } =
    backtest;
  return [
    ['State', problem === null ? STATUS_LABELS[status] : `${STATUS_LABELS[status]}: ${problem}`] as const,
    ['Acts', from === null && to === null ? 'All' : <Stretch key="acts" from={from} to={to} />] as const,
    ['Clients', clientIds === null ? 'Everybody' : clientIds.join(', ')] as const,
    ['The same', count(same)] as const,
    [CHANGE_LABELS.ADDED, count(added)] as const,
    [CHANGE_LABELS.GONE, count(gone)] as const,
    [CHANGE_LABELS.CHANGED, count(changed)] as const,
    ['Asked by', `${createdBy}`] as const,
    ['Asked', <Moment key="asked" at={createdAt} />] as const,
    ...(finishedAt === null ? [] : [['Finished', <Moment key="finished" at={finishedAt} />] as const]),
  ];
}

const Stretch = ({ from, to }: { from: string | null; to: string | null }) => (
  <>
    {from === null ? 'from the first' : <Moment at={from} />} to {to === null ? 'the last' : <Moment at={to} />}
  </>
);
