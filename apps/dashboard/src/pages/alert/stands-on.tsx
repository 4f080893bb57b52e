import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { timelineQuery } from '../../api/clients';
import type { Alert, TimelineItem } from '../../api/types';
import { Copyable } from '../../parts/copyable';
import { Section } from '../../parts/section';
import { Failure } from '../../parts/states';
import { FactList } from '../../timeline/fact-list';
import { isErased } from '../../words/clients';

type Identity = Alert['reasons'][number];

/** The facts behind the verdict, the act first, as they came. */
export function StandsOn({ alert }: { alert: Alert }) {
  const erased = isErased(alert.survivorId);
  const query = useQuery({ ...timelineQuery(alert.survivorId, {}), enabled: !erased });
  const items = query.data?.items ?? [];
  const found = alert.reasons.flatMap((identity) => itemOf(items, identity) ?? []);
  const rest = alert.reasons.filter((identity) => itemOf(items, identity) === undefined);
  return (
    <Section title="The facts it stands on">
      {erased && (
        <Text c="dimmed">They were erased with the client. That they were recorded, and when, stays provable.</Text>
      )}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {found.length > 0 && <FactList label="The facts it stands on" items={found} />}
      {rest.length > 0 && (
        <List listStyleType="none" spacing={4} mt="xs">
          {rest.map(({ source, id }) => (
            <List.Item key={`${source} ${id}`}>
              <Copyable value={id} />{' '}
              <Text span size="sm" c="dimmed">
                from {source}
              </Text>
            </List.Item>
          ))}
        </List>
      )}
    </Section>
  );
}

/** A campaign's act on one client is named after both; on file is the campaign. */
const itemOf = (items: readonly TimelineItem[], { source, id }: Identity): TimelineItem | undefined =>
  items.find((item) => item.source === source && (item.id === id || id.startsWith(`${item.id}#`)));
