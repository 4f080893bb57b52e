import { Grid, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { overviewQuery } from '../../api/overview';
import type { Overview } from '../../api/types';
import { Page } from '../../parts/page';
import { Failure, Waiting } from '../../parts/states';
import { Causes } from './causes';
import { DriftMatrix } from './drift-matrix';
import { Evidence } from './evidence';
import { FirstVisit } from './first-visit';
import { Headlines } from './headlines';
import { JudgedLine } from './judged-line';
import { OpenAlerts } from './open-alerts';
import { PerDay } from './per-day';

export function OverviewPage() {
  const overview = useQuery(overviewQuery);
  if (overview.data === undefined) {
    return (
      <Page title="Overview">
        {overview.isError ? <Failure error={overview.error} retry={() => void overview.refetch()} /> : <Waiting />}
      </Page>
    );
  }
  const isEmpty = overview.data.clients.total === 0 && overview.data.open.total === 0;
  return (
    <Page title="Overview" subtitle={<JudgedLine overview={overview.data} />}>
      {isEmpty ? (
        <FirstVisit rejectionsWaiting={overview.data.rejectionsWaiting} />
      ) : (
        <Figures overview={overview.data} />
      )}
    </Page>
  );
}

function Figures({ overview }: { overview: Overview }) {
  return (
    <>
      <Headlines overview={overview} />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <OpenAlerts open={overview.open} />
        <PerDay days={overview.article61_2.perDay} />
      </SimpleGrid>
      <DriftMatrix />
      <Grid>
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Causes causes={overview.causes} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Evidence overview={overview} />
        </Grid.Col>
      </Grid>
    </>
  );
}
