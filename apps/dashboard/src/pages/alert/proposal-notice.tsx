import { Alert as Notice, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Alert } from '../../api/types';
import { useKeys } from '../../keyboard/use-keys';
import { Moment } from '../../parts/moment';
import { useMay, useMe } from '../../shell/me';
import { useWork } from '../../work/use-work';
import { WorkDialog } from '../../work/work-dialog';
import { CLOSE_REASON_LABELS } from '../../words/alerts';

/** A closing that waits for a second person. */
export function ProposalNotice({ alert }: { alert: Alert }) {
  const me = useMe();
  const isMine = alert.proposed?.by === me.personId;
  const mayApprove = useMay('approve');
  const work = useWork();
  const [asking, setAsking] = useState<'approve' | 'reject' | 'withdraw'>();
  const act = (action: 'approve' | 'reject') => {
    if (isMine || !mayApprove || alert.proposed === null) return false;
    setAsking(action);
    return true;
  };
  useKeys({ p: () => act('approve'), r: () => act('reject') });
  if (alert.proposed === null) return null;
  const { by, at, reason, text } = alert.proposed;
  return (
    <Notice color="yellow" title={`${by} proposes to close it: ${CLOSE_REASON_LABELS[reason]}`}>
      <Stack gap="xs">
        <Text size="sm">
          “{text}” <Moment at={at} />
        </Text>
        {isMine && (
          <Group gap="xs">
            <Text size="sm">Somebody else has to approve: it is you who proposed it.</Text>
            <Button size="xs" variant="default" onClick={() => setAsking('withdraw')}>
              Withdraw it
            </Button>
          </Group>
        )}
        {!isMine && !mayApprove && <Text size="sm">Somebody with the role of approver has to decide.</Text>}
        {!isMine && mayApprove && (
          <Group gap="xs">
            <Button size="xs" onClick={() => work.mutate({ alerts: [alert], work: { action: 'approve' } })}>
              Approve closing
            </Button>
            <Button size="xs" variant="default" onClick={() => act('reject')}>
              Reject closing
            </Button>
          </Group>
        )}
        {asking && (
          <WorkDialog
            action={asking}
            alerts={[alert]}
            onClose={() => setAsking(undefined)}
            onSubmit={(done) => {
              work.mutate({ alerts: [alert], work: done });
              setAsking(undefined);
            }}
          />
        )}
      </Stack>
    </Notice>
  );
}
