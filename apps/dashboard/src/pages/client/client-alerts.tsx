import { Text } from '@mantine/core';
import type { Client } from '../../api/types';
import { AlertTable } from '../../parts/alert-table';
import { LinkAnchor } from '../../parts/links';
import { Section } from '../../parts/section';
import { count } from '../../words/numbers';

export const ClientAlerts = ({ client: { clientId, alerts } }: { client: Client }) => (
  <Section
    title={`Alerts (${count(alerts.length)})`}
    aside={
      <LinkAnchor to="/alerts" search={{ clientId: [clientId] }} size="sm">
        In the queue
      </LinkAnchor>
    }
  >
    {alerts.length === 0 ? <Text c="dimmed">None.</Text> : <AlertTable label="Alerts of this client" alerts={alerts} />}
  </Section>
);
