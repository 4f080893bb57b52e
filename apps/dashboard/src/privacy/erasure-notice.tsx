import { Alert } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { erasuresQuery, isUnderWay } from '../api/privacy';
import { LinkAnchor } from '../parts/links';
import { Moment } from '../parts/moment';
import { Failure } from '../parts/states';
import { ERASURE_STATE_LABELS } from '../words/privacy';

/** That a client’s erasure was asked for and isn’t finished; for whoever may know. */
export function ErasureNotice({ clientId }: { clientId: string }) {
  const query = useQuery(erasuresQuery(clientId));
  if (query.isError && query.data === undefined) return <Failure error={query.error} />;
  const open = (query.data?.items ?? []).filter((one) => one.state === 'WAITING' || isUnderWay(one));
  return open.map(({ erasureId, state, reason, requestedBy, requestedAt }) => (
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
  ));
}
