import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { allAlerts, filterCountsQuery } from '../api/alerts';
import { sentenceOf } from '../api/problem';
import type { AlertSummary } from '../api/types';
import { TO_APPROVE } from '../router/alert-search';
import { useMay } from '../shell/me';
import { counted } from '../words/numbers';
import { useWork } from './use-work';
import { WorkDialog } from './work-dialog';

type Decision = 'approve' | 'reject';

/** All closings of one incident that others have proposed, to be decided together: read first, then decided as read. */
export function DecideIncident({ incidentId }: { incidentId: string }) {
  const mayDecide = useMay('approve');
  const list = { ...TO_APPROVE, incidentId: [incidentId] };
  const { data } = useQuery({ ...filterCountsQuery(list), enabled: mayDecide });
  const work = useWork();
  const [asking, setAsking] = useState<{ action: Decision; alerts: readonly AlertSummary[] }>();
  const read = useMutation({
    mutationFn: (_action: Decision) => allAlerts(list),
    onSuccess: (alerts, action) => setAsking({ action, alerts }),
    onError: (error) => notifications.show({ title: 'Not read', message: sentenceOf(error), color: 'red' }),
  });
  const total = data?.total ?? 0;
  if (!mayDecide || total === 0) return null;
  return (
    <Group gap="xs" className="no-print" role="group" aria-label="Closings proposed for this incident">
      <Button size="compact-xs" loading={read.isPending} onClick={() => read.mutate('approve')}>
        Approve {counted(total, 'closing')}
      </Button>
      <Button size="compact-xs" variant="default" disabled={read.isPending} onClick={() => read.mutate('reject')}>
        Reject {counted(total, 'closing')}
      </Button>
      {asking && (
        <WorkDialog
          {...asking}
          onClose={() => setAsking(undefined)}
          onSubmit={(done) => {
            work.mutate({ alerts: asking.alerts, work: done });
            setAsking(undefined);
          }}
        />
      )}
    </Group>
  );
}
