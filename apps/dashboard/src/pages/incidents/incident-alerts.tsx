import { Box, Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { alertsQuery } from '../../api/alerts';
import type { AlertSummary, Incident } from '../../api/types';
import { AlertTable } from '../../parts/alert-table';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { useMay } from '../../shell/me';
import { count, counted } from '../../words/numbers';
import { DecideIncident } from '../../work/decide-incident';
import { actionLabel } from '../../work/work-words';
import { useWork } from '../../work/use-work';
import type { AskedAction } from '../../work/draft';
import { WorkDialog } from '../../work/work-dialog';

const ACTIONS = ['acknowledge', 'assign', 'comment', 'escalate', 'close'] as const;
const NONE: AlertSummary[] = [];

/** The alerts of an incident, to be worked on together. */
export function IncidentAlerts({ incident: { incidentId, alerts: total, proposed } }: { incident: Incident }) {
  const query = useInfiniteQuery(alertsQuery({ incidentId: [incidentId] }));
  const alerts = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? NONE, [query.data]);
  const open = alerts.filter(({ status }) => status !== 'CLOSED');
  const may = useMay('work-alerts');
  const work = useWork();
  const [asking, setAsking] = useState<AskedAction>();
  const act = (action: (typeof ACTIONS)[number]) =>
    action === 'acknowledge' ? work.mutate({ alerts: open, work: { action } }) : setAsking(action);
  return (
    <Section
      title="Alerts"
      aside={
        <Text size="sm" c="dimmed">
          {count(alerts.length)} of {count(total)} shown
        </Text>
      }
    >
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {may && open.length > 0 && (
        <Group
          gap="xs"
          mb="sm"
          className="no-print"
          role="group"
          aria-label="Work on all that are shown and not closed"
        >
          <Text size="sm">All {counted(open.length, 'open alert')}:</Text>
          {ACTIONS.map((action) => (
            <Button key={action} size="xs" variant="default" onClick={() => act(action)}>
              {actionLabel(action, open)}
            </Button>
          ))}
        </Group>
      )}
      {proposed > 0 && (
        <Box mb="sm">
          <DecideIncident incidentId={incidentId} />
        </Box>
      )}
      {alerts.length > 0 && <AlertTable label="Alerts of this incident" alerts={alerts} withClient />}
      {query.hasNextPage && (
        <Button mt="sm" variant="default" size="xs" onClick={() => void query.fetchNextPage()}>
          More
        </Button>
      )}
      {asking && (
        <WorkDialog
          action={asking}
          alerts={open}
          onClose={() => setAsking(undefined)}
          onSubmit={(done) => {
            work.mutate({ alerts: open, work: done });
            setAsking(undefined);
          }}
        />
      )}
    </Section>
  );
}
