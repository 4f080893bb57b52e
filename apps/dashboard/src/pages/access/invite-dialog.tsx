import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { invite, withdrawInvitation } from '../../api/administration';
import { signInMethodsQuery } from '../../api/session';
import type { Person } from '../../api/types';
import { Copyable } from '../../parts/copyable';
import { Failure } from '../../parts/states';
import { useMe } from '../../shell/me';
import { InvitationLine } from './invitation-line';

interface InviteDialogProps {
  person: Person;
  onClose: () => void;
}

/** Lets somebody in: by a link to hand over, which is shown this once, or by mail. */
export function InviteDialog({ person, onClose }: InviteDialogProps) {
  const { personId: me } = useMe();
  const queries = useQueryClient();
  const methods = useQuery(signInMethodsQuery);
  const refresh = () => queries.invalidateQueries({ queryKey: ['people'] });
  const inviting = useMutation({
    mutationFn: (by: 'link' | 'mail') => invite(person.personId, by),
    onSuccess: async ({ secret }) => {
      await refresh();
      if (secret === null) onClose();
    },
  });
  const withdrawing = useMutation({
    mutationFn: () => withdrawInvitation(person.personId),
    onSuccess: async () => {
      await refresh();
      onClose();
    },
  });
  const { invitation, name, email, personId } = person;
  const address = email ?? personId;
  const mayMail = methods.data?.mail === true && address.includes('@');
  const stands = invitation !== null && invitation.state !== 'USED';
  const secret = inviting.data?.secret;
  return (
    <Modal opened onClose={onClose} title={`Invite ${name}`} closeButtonProps={{ 'aria-label': 'Close this dialog' }}>
      {typeof secret === 'string' ? (
        <Stack>
          <Alert color="yellow" title="This is shown once">
            Hand it to {name} alone, by a way on which nobody else reads it. It works once, for 72 hours.
          </Alert>
          <Copyable value={secret.startsWith('/') ? `${location.origin}${secret}` : secret} />
          <Button onClick={onClose}>I have handed it over</Button>
        </Stack>
      ) : (
        <Stack>
          {inviting.isError && <Failure error={inviting.error} />}
          {withdrawing.isError && <Failure error={withdrawing.error} />}
          <Text size="sm">
            {name} gets a link that signs them in once, within 72 hours. An earlier one works no more.
          </Text>
          <InvitationLine invitation={invitation} />
          {personId !== me && (
            <Text size="sm" c="dimmed">
              Where you hand over a link yourself, you and {name} count as one person from then on wherever something
              takes two; by mail you don’t.
            </Text>
          )}
          <Group gap="xs">
            {mayMail && (
              <Button loading={inviting.isPending} onClick={() => inviting.mutate('mail')}>
                Mail it to {address}
              </Button>
            )}
            <Button
              variant={mayMail ? 'default' : 'filled'}
              loading={inviting.isPending}
              onClick={() => inviting.mutate('link')}
            >
              {stands ? 'Make another link' : 'Make a link'}
            </Button>
            {stands && (
              <Button variant="default" loading={withdrawing.isPending} onClick={() => withdrawing.mutate()}>
                Withdraw the invitation
              </Button>
            )}
          </Group>
          {methods.data?.mail === false && (
            <Text size="xs" c="dimmed">
              No server for mail is set up here, so it can’t be mailed.
            </Text>
          )}
          {methods.data?.mail === true && !mayMail && (
            <Text size="xs" c="dimmed">
              It can be mailed once an address is entered for {name}.
            </Text>
          )}
        </Stack>
      )}
    </Modal>
  );
}
