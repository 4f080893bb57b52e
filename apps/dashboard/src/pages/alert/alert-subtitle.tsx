import { Group } from '@mantine/core';
import type { Alert } from '../../api/types';
import { StatusMark, Tag } from '../../parts/badges';
import { ClientName } from '../../parts/client-name';
import { Copyable } from '../../parts/copyable';
import { LinkAnchor } from '../../parts/links';
import { isErased } from '../../words/clients';

/** Which alert this is, of whom, in whose hands. */
export const AlertSubtitle = ({ alert }: { alert: Alert }) => (
  <Group gap="md" mt={4}>
    <Copyable value={alert.alertId} />
    <span>
      {isErased(alert.survivorId) ? '' : 'Client '}
      <ClientName clientId={alert.survivorId} inherit underline="always" />
      {alert.clientId !== alert.survivorId && `, then ${alert.clientId}`}
    </span>
    <span>Entity {alert.entityId}</span>
    {alert.incidentId !== null && (
      <LinkAnchor
        to="/incidents/$incidentId"
        params={{ incidentId: alert.incidentId }}
        underline="always"
        size="sm"
        inherit
      >
        Its incident
      </LinkAnchor>
    )}
    <StatusMark status={alert.status} />
    <span>{alert.assignee === null ? 'Assigned to nobody' : `Assigned to ${alert.assignee}`}</span>
    {!alert.active && <Tag>No longer alerts</Tag>}
    {alert.changedSinceClosed && <Tag>Changed since it was closed</Tag>}
    {alert.silenced && <Tag>Silenced</Tag>}
  </Group>
);
