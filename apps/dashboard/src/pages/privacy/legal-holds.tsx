import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { holdsQuery, LISTED_MAX } from '../../api/privacy';
import { Section } from '../../parts/section';
import { Failure, Nothing, Waiting } from '../../parts/states';
import { PlaceHoldDialog } from '../../privacy/place-hold-dialog';
import { useMay } from '../../shell/me';
import { HoldTable } from './hold-table';

/** Whose data must be kept, and why. */
export function LegalHolds() {
  const query = useQuery(holdsQuery());
  const may = useMay('hold');
  const [placing, setPlacing] = useState(false);
  const holds = query.data?.items ?? [];
  const standing = holds.filter(({ liftedAt }) => liftedAt === null);
  const lifted = holds.filter(({ liftedAt }) => liftedAt !== null);
  return (
    <Stack>
      {may && (
        <Group>
          <Button size="xs" onClick={() => setPlacing(true)}>
            Place a legal hold
          </Button>
        </Group>
      )}
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && holds.length === 0 && (
        <Nothing title="No legal hold was placed">Nothing stands in the way of an erasure.</Nothing>
      )}
      {standing.length > 0 && (
        <Section title="In force">
          <HoldTable label="In force" holds={standing} />
        </Section>
      )}
      {lifted.length > 0 && (
        <Section title="Lifted">
          <HoldTable label="Lifted" holds={lifted} />
        </Section>
      )}
      {holds.length === LISTED_MAX && <Text size="sm">Older ones are not shown.</Text>}
      {placing && <PlaceHoldDialog onClose={() => setPlacing(false)} />}
    </Stack>
  );
}
