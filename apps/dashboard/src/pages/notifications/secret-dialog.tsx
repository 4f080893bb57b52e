import { Alert, Button, Modal, Stack, Text } from '@mantine/core';
import type { NewReceiver } from '../../api/types';
import { Copyable } from '../../parts/copyable';
import { Moment } from '../../parts/moment';

/** The signing secret of a webhook, this once. */
export const SecretDialog = ({ made, onClose }: { made: NewReceiver; onClose: () => void }) => (
  <Modal
    opened
    onClose={onClose}
    title={`Secret of ${made.receiver.name}`}
    closeButtonProps={{ 'aria-label': 'Close this dialog' }}
  >
    <Stack>
      <Alert color="yellow" title="This is shown once">
        The receiver checks signatures by it, as Standard Webhooks has it.
      </Alert>
      <Copyable value={made.secret ?? 'The server showed it before; make a new one.'} />
      {made.previousUntil !== null && (
        <Text size="sm">
          The secret before signs too until <Moment at={made.previousUntil} />.
        </Text>
      )}
      <Button onClick={onClose}>I have kept it</Button>
    </Stack>
  </Modal>
);
