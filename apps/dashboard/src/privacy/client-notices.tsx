import { Alert, List, Stack } from '@mantine/core';
import { IconGavel, IconHourglass } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { erasuresQuery, holdsQuery, isUnderWay } from '../api/privacy';
import { LinkAnchor } from '../parts/links';
import { Moment } from '../parts/moment';
import { Failure } from '../parts/states';
import { useMayOfAll } from '../shell/me';
import { ERASURE_STATE_LABELS } from '../words/privacy';
import { HoldSentence } from './hold-sentence';

/** That a hold stands on the client, or an erasure waits; for whoever may know. */
export function ClientNotices({ clientId }: { clientId: string }) {
  const enabled = useMayOfAll('read-privacy');
  const holds = useQuery({ ...holdsQuery(clientId), enabled });
  const erasures = useQuery({ ...erasuresQuery(clientId), enabled });
  const failed = holds.error ?? erasures.error;
  if (failed !== null) return <Failure error={failed} />;
  const standing = (holds.data?.items ?? []).filter(({ liftedAt }) => liftedAt === null);
  const open = (erasures.data?.items ?? []).filter((one) => one.state === 'WAITING' || isUnderWay(one));
  if (standing.length + open.length === 0) return null;
  return (
    <Stack gap="xs">
      {standing.length > 0 && (
        <Alert
          color="yellow"
          icon={<IconGavel aria-hidden />}
          title="A legal hold stands: nothing of this client is erased"
        >
          <List size="sm">
            {standing.map((hold) => (
              <List.Item key={hold.holdId}>
                <HoldSentence hold={hold} />
              </List.Item>
            ))}
          </List>
          <LinkAnchor to="/privacy" search={{ show: 'holds' }} size="sm" c="inherit" underline="always">
            To the legal holds
          </LinkAnchor>
        </Alert>
      )}
      {open.map(({ erasureId, state, reason, requestedBy, requestedAt }) => (
        <Alert
          key={erasureId}
          color="yellow"
          icon={<IconHourglass aria-hidden />}
          title={`The erasure of this client was asked for: ${ERASURE_STATE_LABELS[state].toLowerCase()}`}
        >
          “{reason}”, asked for by {requestedBy}, <Moment at={requestedAt} short />.{' '}
          <LinkAnchor to="/privacy" size="sm" c="inherit" underline="always">
            To the erasures
          </LinkAnchor>
        </Alert>
      ))}
    </Stack>
  );
}
