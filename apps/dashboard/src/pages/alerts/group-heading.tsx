import { Checkbox, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { incidentQuery } from '../../api/incidents';
import { LinkAnchor } from '../../parts/links';
import { counted } from '../../words/numbers';
import { DecideIncident } from '../../work/decide-incident';
import type { GroupRow } from './queue-rows';
import type { Selection } from './use-selection';

export function GroupHeading({ group, selection }: { group: GroupRow; selection: Selection }) {
  const { incidentId, alerts } = group;
  const ids = alerts.map(({ alertId }) => alertId);
  const chosen = ids.filter((id) => selection.has(id)).length;
  return (
    <Group gap="sm" wrap="nowrap">
      <Checkbox
        size="xs"
        aria-label="Select all of this incident"
        checked={chosen === ids.length}
        indeterminate={chosen > 0 && chosen < ids.length}
        onChange={() => selection.setAll(ids, chosen < ids.length)}
      />
      {incidentId === null ? <Text fw={600}>Of no incident</Text> : <IncidentTitle incidentId={incidentId} />}
      <Text size="sm" c="dimmed">
        {counted(alerts.length, 'alert')} on this list
      </Text>
      {incidentId !== null && alerts.some(({ proposed }) => proposed !== null) && (
        <DecideIncident incidentId={incidentId} />
      )}
    </Group>
  );
}

function IncidentTitle({ incidentId }: { incidentId: string }) {
  const { data } = useQuery(incidentQuery(incidentId));
  return (
    <LinkAnchor to="/incidents/$incidentId" params={{ incidentId }} fw={600} data-primary>
      {data?.title ?? incidentId}
    </LinkAnchor>
  );
}
