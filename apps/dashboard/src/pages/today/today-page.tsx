import { Grid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { todayQuery, visitQuery } from '../../api/today';
import type { Today } from '../../api/types';
import { Article61_2 } from '../../parts/article61-2';
import { Moment } from '../../parts/moment';
import { Page } from '../../parts/page';
import { Failure, Waiting } from '../../parts/states';
import { useNow } from '../../parts/use-now';
import { dayEndAfter } from '../../words/times';
import { Causes } from '../overview/causes';
import { FirstVisit } from '../overview/first-visit';
import { Approvals } from './approvals';
import { EvidenceTasks } from './evidence-tasks';
import { Mentions } from './mentions';
import { Numbers } from './numbers';

/** Where the day begins: what waits for whoever is signed in, and what is new. */
export function TodayPage() {
  const now = useNow();
  const visit = useQuery(visitQuery);
  const query = useQuery({ ...todayQuery(dayEndAfter(now)), enabled: visit.isFetched });
  if (query.data === undefined) {
    return (
      <Page title="Today">
        {query.isError ? <Failure error={query.error} retry={() => void query.refetch()} /> : <Waiting lines={10} />}
      </Page>
    );
  }
  const today = query.data;
  return (
    <Page title="Today" subtitle={<Since today={today} />}>
      {today.empty ? <FirstVisit rejectionsWaiting={0} /> : <Day today={today} />}
    </Page>
  );
}

const Since = ({ today: { since, at } }: { today: Today }) => (
  <>
    As of <Moment at={at} />.{' '}
    {since === null ? (
      'This is your first visit, so all of it is new.'
    ) : (
      <>
        You were here last on <Moment at={since} />.
      </>
    )}
  </>
);

function Day({ today }: { today: Today }) {
  const { total, marketed, enabled, otherRegime } = today.article61_2;
  const article = { total: total.count, marketed: marketed.count, enabled: enabled.count };
  return (
    <>
      <Numbers today={today} />
      {today.approvals !== null && <Approvals approvals={today.approvals} />}
      <Grid>
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Causes causes={today.causes} title="What campaigns and other causes led to" />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack>
            <Article61_2 counts={{ ...article, otherRegime: otherRegime.count }} />
            {today.evidenceTasks !== null && <EvidenceTasks tasks={today.evidenceTasks} />}
            <Mentions mentions={today.mentions} />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}
