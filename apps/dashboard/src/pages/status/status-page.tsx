import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { healthQuery } from '../../api/overview';
import type { Health } from '../../api/types';
import { Fields } from '../../parts/fields';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { Page } from '../../parts/page';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { count, counted } from '../../words/numbers';
import { STILL_WAITING } from '../../words/rejections';
import { FanOuts } from './fan-outs';
import { Gaps } from './gaps';
import { Partitions } from './partitions';
import { StoppedTopics } from './stopped-topics';
import { Troubles } from './trouble';

/** Whether all that came was judged, and all that was judged was told. */
export function StatusPage() {
  const query = useQuery(healthQuery);
  return (
    <Page title="Health" subtitle="Looked at again every ten seconds.">
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data && <Details health={query.data} />}
    </Page>
  );
}

const demonstrationField = ({ endedAt }: NonNullable<Health['demonstration']>): [string, ReactNode] => [
  'Demonstration',
  endedAt === null ? (
    'recorded times are played, and its past is not whole yet'
  ) : (
    <span key="demonstration">
      recorded times up to <Moment at={endedAt} /> are played
    </span>
  ),
];

function Details({ health }: { health: Health }) {
  const lag = health.partitions.reduce((sum, partition) => sum + (partition.lag ?? 0), 0);
  return (
    <>
      <Troubles health={health} />
      <StoppedTopics topics={health.topics} />
      <Section title="In short">
        <Fields
          fields={[
            ...(health.demonstration === null ? [] : [demonstrationField(health.demonstration)]),
            ['Messages not judged yet', count(lag)],
            [
              'Changes not told yet',
              `${count(health.outbox.items)}, the oldest ${counted(Math.round(health.outbox.oldestSeconds), 'second')} old`,
            ],
            [
              'Changes not listed yet',
              `${count(health.alertList.changes)}, the oldest ${counted(Math.round(health.alertList.seconds), 'second')} old`,
            ],
            [
              'Rejections waiting',
              <LinkAnchor
                key="rejections"
                to="/rejections"
                search={{ standing: [...STILL_WAITING] }}
                inherit
                underline="always"
              >
                {count(health.rejectionsWaiting)}
              </LinkAnchor>,
            ],
            ['Topics not read', count(health.topics.filter(({ state }) => state === 'STOPPED').length)],
            ['Gaps that nobody accepted', count(health.gaps.filter(({ acceptedBy }) => acceptedBy === null).length)],
            ['Changes being judged for all clients', count(health.fanOuts.length)],
          ]}
        />
      </Section>
      <Partitions partitions={health.partitions} />
      <Gaps gaps={health.gaps} />
      <FanOuts fanOuts={health.fanOuts} />
    </>
  );
}
