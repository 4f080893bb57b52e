import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import type { AlertChange } from '../api/types';
import { useChanges } from '../stream/stream-context';
import { useMe } from './me';

/** Tells whoever proposed a closing what came of it, wherever they are just now; they find it under "Mentions me" too. */
export function DecidedProposals() {
  const { personId } = useMe();
  const navigate = useNavigate();
  useChanges((changes) => {
    for (const change of changes) if (isDecisionFor(change, personId)) tell(change, navigate);
  });
  return null;
}

const isDecisionFor = ({ change, note, actor }: AlertChange, personId: string): boolean =>
  (change === 'closed' || change === 'close-rejected') &&
  typeof note?.['proposedBy'] === 'string' &&
  actor !== personId &&
  Array.isArray(note['mentions']) &&
  note['mentions'].includes(personId);

/** Notices stand outside the router, so they lead on by hand. */
function tell(
  { alertId, clientId, change, actor, note, position }: AlertChange,
  navigate: ReturnType<typeof useNavigate>,
): void {
  const words = change === 'closed' ? note?.['approvalText'] : note?.['text'];
  notifications.show({
    id: `decided-${position}`,
    title: `${actor ?? 'Somebody'} ${change === 'closed' ? 'approved' : 'rejected'} your proposal to close`,
    message: (
      <>
        {typeof words === 'string' && <q>{words}</q>}{' '}
        <Anchor
          href={`/alerts/${encodeURIComponent(alertId)}`}
          size="sm"
          underline="always"
          onClick={(event) => {
            event.preventDefault();
            void navigate({ to: '/alerts/$alertId', params: { alertId } });
          }}
        >
          The alert of {clientId}
        </Anchor>
      </>
    ),
    autoClose: false,
  });
}
