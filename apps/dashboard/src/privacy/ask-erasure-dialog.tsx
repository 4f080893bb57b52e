import { Text } from '@mantine/core';
import { requestErasure } from '../api/privacy';
import { useMe } from '../shell/me';
import { PrivacyDialog } from './privacy-dialog';

interface AskErasureDialogProps {
  /** What the form starts with. */
  clientId?: string;
  onClose: () => void;
}

export function AskErasureDialog({ clientId = '', onClose }: AskErasureDialogProps) {
  const { personId } = useMe();
  return (
    <PrivacyDialog
      title="Ask for an erasure"
      client={clientId}
      button="Ask for it"
      act={requestErasure}
      done={({ requestedBy }) =>
        requestedBy === personId
          ? 'Asked for. Somebody else has to approve it.'
          : `${requestedBy} has asked for it already. It waits as they asked.`
      }
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        Nothing is erased before somebody else has approved it. It is of the client under all of their ids. In the
        reason, say what it rests on; once it is done, the client’s id is taken out of the reason too.
      </Text>
    </PrivacyDialog>
  );
}
