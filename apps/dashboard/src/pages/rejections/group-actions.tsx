import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { rejectionsIn } from '../../api/rejections';
import type { RejectionGroup } from '../../api/types';
import { useMay } from '../../shell/me';
import { count, counted } from '../../words/numbers';
import { STILL_WAITING, type Standing } from '../../words/rejections';
import { DecideProposals } from './decide-proposals';
import { SetAsideDialog } from './set-aside-dialog';
import { useGroup } from './use-group';

/** What can be done with all messages of a group that wait. */
export function GroupActions({ group }: { group: RejectionGroup }) {
  const mayRedrive = useMay('redrive');
  const maySetAside = useMay('set-aside');
  const mayApprove = useMay('approve');
  const [asking, setAsking] = useState<'set-aside' | 'decide'>();
  const working = useGroup();
  const { waiting, proposed, cause } = group;
  // The oldest first, as they came.
  const idsOf = (standing: Standing[]) => async () =>
    (await rejectionsIn(group, standing)).map(({ rejectionId }) => rejectionId).toReversed();
  const left = waiting + proposed;
  if (left === 0) return null;
  return (
    <Group gap="xs">
      {working.isPending && (
        <Text size="xs" role="status">
          {count(working.done)} of {count(left)}
        </Text>
      )}
      {mayApprove && proposed > 0 && (
        <Button size="xs" variant="default" disabled={working.isPending} onClick={() => setAsking('decide')}>
          Decide {counted(proposed, 'proposal')}
        </Button>
      )}
      {maySetAside && waiting > 0 && (
        <Button size="xs" variant="default" disabled={working.isPending} onClick={() => setAsking('set-aside')}>
          Set {count(waiting)} aside
        </Button>
      )}
      {mayRedrive && (
        <Button
          size="xs"
          variant="default"
          loading={working.isPending}
          onClick={() => working.mutate({ ids: idsOf([...STILL_WAITING]), decision: { kind: 'redrive' } })}
        >
          Re-drive {count(left)}
        </Button>
      )}
      {asking === 'set-aside' && (
        <SetAsideDialog
          what={counted(waiting, 'message')}
          onClose={() => setAsking(undefined)}
          onSubmit={(reason) => {
            working.mutate({ ids: idsOf(['WAITING']), decision: { kind: 'set-aside', reason } });
            setAsking(undefined);
          }}
        />
      )}
      {asking === 'decide' && (
        <DecideProposals
          key={cause}
          group={group}
          onClose={() => setAsking(undefined)}
          onDecide={(ids, kind) => {
            working.mutate({ ids: () => Promise.resolve(ids), decision: { kind } });
            setAsking(undefined);
          }}
        />
      )}
    </Group>
  );
}
