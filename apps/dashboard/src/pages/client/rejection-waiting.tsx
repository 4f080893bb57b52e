import { Box, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { rejectionQuery } from '../../api/rejections';
import { Copyable } from '../../parts/copyable';
import { LinkButton } from '../../parts/links';
import { useMay } from '../../shell/me';
import { SetAsideButton, SetAsideProposal } from '../rejections/set-aside';
import { useRedrive } from '../rejections/use-redrive';

/** A message that waits, with what can be done about it on the spot. */
export function RejectionWaiting({ rejectionId }: { rejectionId: string }) {
  const mayRead = useMay('read-rejections');
  const mayRedrive = useMay('redrive');
  const maySetAside = useMay('set-aside');
  const query = useQuery({ ...rejectionQuery(rejectionId), enabled: mayRead });
  const redriving = useRedrive();
  if (!mayRead)
    return (
      <Text size="sm">
        Somebody with the role of analyst or approver can do that: <Copyable value={rejectionId} />
      </Text>
    );
  const rejection = query.data;
  return (
    <>
      {mayRedrive && (
        <Button
          size="xs"
          variant="default"
          aria-label={`Re-drive it: ${rejectionId}`}
          loading={redriving.isPending}
          onClick={() => redriving.mutate([rejectionId])}
        >
          Re-drive it
        </Button>
      )}
      {maySetAside && rejection?.standing === 'WAITING' && <SetAsideButton rejection={rejection} />}
      <LinkButton
        to="/rejections"
        search={{ id: rejectionId }}
        size="xs"
        variant="default"
        aria-label={`Show the message: ${rejectionId}`}
      >
        Show the message
      </LinkButton>
      {rejection !== undefined && (
        <Box w="100%">
          <SetAsideProposal rejection={rejection} />
        </Box>
      )}
    </>
  );
}
