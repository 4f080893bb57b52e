import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { timelineQuery } from '../../api/clients';
import type { Alert } from '../../api/types';
import { LinkAnchor } from '../../parts/links';
import { Section } from '../../parts/section';
import { Failure } from '../../parts/states';
import { FactList } from '../../timeline/fact-list';

const AROUND_MS = 60 * 86_400_000;

/** What else happened with the client about that time. */
export function AroundTheAct({ alert }: { alert: Alert }) {
  const timeline = useQuery(timelineQuery(alert.survivorId, {}));
  if (timeline.isError && timeline.data === undefined) {
    return <Failure error={timeline.error} retry={() => void timeline.refetch()} />;
  }
  if (timeline.data === undefined || alert.effectiveAt === null) return null;
  const at = Date.parse(alert.effectiveAt);
  const isNear = (time: string) => Math.abs(Date.parse(time) - at) <= AROUND_MS;
  const items = timeline.data.items.filter((item) => isNear(item.effectiveAt));
  return (
    <Section
      title="60 days before and after"
      aside={
        <LinkAnchor to="/clients/$clientId" params={{ clientId: alert.survivorId }} size="sm">
          The whole timeline
        </LinkAnchor>
      }
    >
      {items.length === 0 ? (
        <Text c="dimmed">Nothing else about that time.</Text>
      ) : (
        <FactList label="60 days before and after" items={items} anchored />
      )}
    </Section>
  );
}
