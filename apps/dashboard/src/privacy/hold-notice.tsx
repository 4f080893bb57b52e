import { Alert, List } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { holdsQuery } from '../api/privacy';
import { LinkAnchor } from '../parts/links';
import { Failure } from '../parts/states';
import { HoldSentence } from './hold-sentence';

/** That a hold stands on a client, under whichever of their ids; for whoever may know. */
export function HoldNotice({ clientId }: { clientId: string }) {
  const query = useQuery(holdsQuery(clientId));
  if (query.isError && query.data === undefined) return <Failure error={query.error} />;
  const standing = (query.data?.items ?? []).filter(({ liftedAt }) => liftedAt === null);
  if (standing.length === 0) return null;
  return (
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
  );
}
