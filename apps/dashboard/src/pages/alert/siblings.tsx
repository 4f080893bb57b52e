import { Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { filterCountsQuery } from '../../api/alerts';
import type { Alert } from '../../api/types';
import { LinkAnchor } from '../../parts/links';
import { counted } from '../../words/numbers';

/** Other alerts of the same cause, and of the same client. */
export const Siblings = ({ alert: { incidentId, campaign, survivorId } }: { alert: Alert }) => (
  <Group gap="md" component="nav" aria-label="Alerts like this one">
    {incidentId !== null && (
      <Others search={{ incidentId: [incidentId] }} of={campaign === null ? 'its incident' : `campaign ${campaign}`} />
    )}
    <Others search={{ clientId: [survivorId] }} of="this client" />
  </Group>
);

function Others({ search, of }: { search: { incidentId?: string[]; clientId?: string[] }; of: string }) {
  const { data } = useQuery(filterCountsQuery(search));
  const others = (data?.total ?? 1) - 1;
  if (others <= 0) return null;
  return (
    <LinkAnchor to="/alerts" search={search} size="sm">
      {counted(others, 'other alert')} of {of}
    </LinkAnchor>
  );
}
