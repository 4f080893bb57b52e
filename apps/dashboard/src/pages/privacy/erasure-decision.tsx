import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { rejectErasure } from '../../api/privacy';
import type { Erasure } from '../../api/types';
import { PrivacyDialog } from '../../privacy/privacy-dialog';
import { useMay, useMe } from '../../shell/me';
import { ApproveErasureDialog } from './approve-erasure-dialog';

/** To somebody else than whoever asked, the decision; to whoever asked, only to take it back. */
export function ErasureDecision({ erasure }: { erasure: Erasure }) {
  const { erasureId, clientId, requestedBy } = erasure;
  const { personId } = useMe();
  const may = useMay('erase');
  const [deciding, setDeciding] = useState<'approve' | 'reject'>();
  if (!may) return <Text size="sm">Somebody with the role of privacy or admin has to decide.</Text>;
  const isMine = requestedBy === personId;
  const close = () => setDeciding(undefined);
  return (
    <>
      <Group gap="sm" mt="sm">
        {isMine ? (
          <Text size="sm">Somebody else has to approve: it is you who asked for it.</Text>
        ) : (
          <Button size="xs" aria-label={`Approve the erasure of ${clientId}`} onClick={() => setDeciding('approve')}>
            Approve…
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          aria-label={`Reject the erasure of ${clientId}`}
          onClick={() => setDeciding('reject')}
        >
          Reject…
        </Button>
      </Group>
      {deciding === 'approve' && <ApproveErasureDialog erasure={erasure} onClose={close} />}
      {deciding === 'reject' && (
        <PrivacyDialog
          title={`Reject the erasure of ${clientId}`}
          button="Reject it"
          act={({ reason }) => rejectErasure(erasureId, reason)}
          done={() => `Rejected: nothing of ${clientId} is erased.`}
          onClose={close}
        >
          <Text size="sm">Everything of the client stays. It can be asked for again.</Text>
        </PrivacyDialog>
      )}
    </>
  );
}
