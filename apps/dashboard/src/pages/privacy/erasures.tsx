import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { erasuresQuery, LISTED_MAX } from '../../api/privacy';
import type { Erasure } from '../../api/types';
import { Section } from '../../parts/section';
import { Failure, Nothing, Waiting } from '../../parts/states';
import { AskErasureDialog } from '../../privacy/ask-erasure-dialog';
import { useMay } from '../../shell/me';
import { ErasureCard } from './erasure-card';

const GROUPS: readonly (readonly [title: string, states: readonly Erasure['state'][]])[] = [
  ['Waiting for a second person', ['WAITING']],
  ['Under way', ['APPROVED', 'CARRIED_OUT']],
  ['Decided and done', ['FINISHED', 'REJECTED']],
];

/** What waits for somebody first. */
export function Erasures() {
  const query = useQuery(erasuresQuery());
  const may = useMay('erase');
  const [asking, setAsking] = useState(false);
  const erasures = query.data?.items ?? [];
  return (
    <Stack>
      {may && (
        <Group>
          <Button size="xs" onClick={() => setAsking(true)}>
            Ask for an erasure
          </Button>
        </Group>
      )}
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && erasures.length === 0 && (
        <Nothing title="No erasure was asked for">Whatever came in is on file.</Nothing>
      )}
      {GROUPS.map(([title, states]) => {
        const shown = erasures.filter(({ state }) => states.includes(state));
        return shown.length === 0 ? null : (
          <Section key={title} title={title}>
            <Stack gap="sm">
              {shown.map((erasure) => (
                <ErasureCard key={erasure.erasureId} erasure={erasure} />
              ))}
            </Stack>
          </Section>
        );
      })}
      {erasures.length === LISTED_MAX && <Text size="sm">Older ones are not shown.</Text>}
      {asking && <AskErasureDialog onClose={() => setAsking(false)} />}
    </Stack>
  );
}
