import { Alert as Notice, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Rejection } from '../../api/types';
import { useMay, useMe } from '../../shell/me';
import { SetAsideDialog } from './set-aside-dialog';
import { useDecide } from './use-decide';

/** The button by which a rejection that waits is set aside, or proposed to be. */
export function SetAsideButton({ rejection: { rejectionId } }: { rejection: Rejection }) {
  const [asking, setAsking] = useState(false);
  const deciding = useDecide(rejectionId);
  return (
    <>
      <Button size="xs" variant="default" loading={deciding.isPending} onClick={() => setAsking(true)}>
        Set aside
      </Button>
      {asking && (
        <SetAsideDialog
          what={rejectionId}
          onClose={() => setAsking(false)}
          onSubmit={(reason) => {
            deciding.mutate({ kind: 'set-aside', reason });
            setAsking(false);
          }}
        />
      )}
    </>
  );
}

/** A proposal to set it aside that waits for a second person. */
export function SetAsideProposal({ rejection: { rejectionId, standing, steps } }: { rejection: Rejection }) {
  const me = useMe();
  const mayApprove = useMay('approve');
  const deciding = useDecide(rejectionId);
  const proposal = steps.at(-1);
  if (standing !== 'PROPOSED' || proposal === undefined) return null;
  const isMine = proposal.actor === me.personId;
  return (
    <Notice color="yellow" my="xs" title={`${proposal.actor} proposes to set it aside`}>
      <Stack gap="xs">
        <Text size="sm">“{proposal.reason}”</Text>
        {isMine && <Text size="sm">Somebody else has to agree: it is you who proposed it.</Text>}
        {!isMine && !mayApprove && <Text size="sm">Somebody with the role of approver has to decide.</Text>}
        {!isMine && mayApprove && (
          <Group gap="xs">
            <Button size="xs" loading={deciding.isPending} onClick={() => deciding.mutate({ kind: 'approve' })}>
              Agree to set it aside
            </Button>
            <Button
              size="xs"
              variant="default"
              loading={deciding.isPending}
              onClick={() => deciding.mutate({ kind: 'reject' })}
            >
              Let it wait
            </Button>
          </Group>
        )}
      </Stack>
    </Notice>
  );
}
