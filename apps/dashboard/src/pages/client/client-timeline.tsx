import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { timelineQuery, type Clocks } from '../../api/clients';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { FactList } from '../../timeline/fact-list';
import { counted } from '../../words/numbers';

const SHOWN_AT_FIRST = 200;

interface ClientTimelineProps {
  clientId: string;
  clocks: Clocks;
}

/** Everything that was told about the client, the latest first. */
export function ClientTimeline({ clientId, clocks }: ClientTimelineProps) {
  const query = useQuery(timelineQuery(clientId, clocks));
  const [all, setAll] = useState(false);
  const items = (query.data?.items ?? []).toSorted((a, b) => Date.parse(b.effectiveAt) - Date.parse(a.effectiveAt));
  const shown = all ? items : items.slice(0, SHOWN_AT_FIRST);
  return (
    <Section
      title="Timeline"
      aside={
        <Text size="sm" c="dimmed">
          {counted(items.length, 'event')}
        </Text>
      }
    >
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {shown.length > 0 && <FactList label="Events, the latest first" items={shown} anchored />}
      {shown.length < items.length && (
        <Button mt="sm" size="xs" variant="default" onClick={() => setAll(true)}>
          All {counted(items.length, 'event')}
        </Button>
      )}
    </Section>
  );
}
