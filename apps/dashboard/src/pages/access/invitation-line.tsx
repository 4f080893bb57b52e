import { Text } from '@mantine/core';
import type { Invitation } from '../../api/types';
import { Moment } from '../../parts/moment';

/** How somebody was invited last, as long as it says more than that they are here. */
export function InvitationLine({ invitation }: { invitation: Invitation | null }) {
  if (invitation === null || invitation.state === 'USED') return null;
  return (
    <Text size="xs" c="dimmed">
      <Words invitation={invitation} />
    </Text>
  );
}

function Words({ invitation: { state, madeBy, mailedTo, expiresAt, failure } }: { invitation: Invitation }) {
  switch (state) {
    case 'USED':
      return null;
    case 'TO_BE_MAILED':
      return failure === null ? (
        <>
          Invitation by {madeBy} is being mailed to {mailedTo}
        </>
      ) : (
        <>
          Mailing the invitation to {mailedTo} failed ({failure}); it is tried again
        </>
      );
    case 'NOT_MAILED':
      return (
        <>
          The invitation could not be mailed to {mailedTo}: {failure}. Hand over a link instead
        </>
      );
    case 'EXPIRED':
      return <>Invitation by {madeBy} was not used in time</>;
    case 'OPEN':
      return (
        <>
          Invited by {madeBy}
          {mailedTo === null ? '' : `, mailed to ${mailedTo}`}; the link works until{' '}
          {expiresAt !== null && <Moment at={expiresAt} short />}
        </>
      );
  }
}
