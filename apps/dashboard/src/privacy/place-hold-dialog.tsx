import { Text } from '@mantine/core';
import { placeHold } from '../api/privacy';
import { PrivacyDialog } from './privacy-dialog';

interface PlaceHoldDialogProps {
  /** What the form starts with. */
  clientId?: string;
  onClose: () => void;
}

export const PlaceHoldDialog = ({ clientId = '', onClose }: PlaceHoldDialogProps) => (
  <PrivacyDialog
    title="Place a legal hold"
    client={clientId}
    button="Place it"
    act={placeHold}
    done={(hold) => `Nothing of ${hold.clientId} is erased until the hold is lifted.`}
    onClose={onClose}
  >
    <Text size="sm" c="dimmed">
      While it stands nothing of the client is erased, under whichever of their ids; nor is what was approved already
      and not yet carried out. It stands until somebody lifts it.
    </Text>
  </PrivacyDialog>
);
