import { Button, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { shadowDifferencesQuery, shadowQuery, startShadow, stopShadow } from '../../api/governance';
import type { Proposal, Shadow } from '../../api/types';
import { Moment } from '../../parts/moment';
import { Failure } from '../../parts/states';
import { useMay, useMe } from '../../shell/me';
import { count, counted } from '../../words/numbers';
import { DifferenceShown } from '../backtests/backtest-differences';

/** A proposed pack beside the one in force: what it would say of live traffic. Nothing of it is sent. */
export function ShadowPanel({ proposal: { version, decision } }: { proposal: Proposal }) {
  const { entities } = useMe();
  const mayRead = useMay('read-past') && entities === null;
  const mayRun = useMay('shadow-policy') && entities === null;
  const queries = useQueryClient();
  const query = useQuery({ ...shadowQuery(version), enabled: mayRead });
  const [listing, setListing] = useState(false);
  const changing = useMutation({
    mutationFn: (change: (version: string) => Promise<Shadow>) => change(version),
    onSettled: () => queries.invalidateQueries({ queryKey: shadowQuery(version).queryKey }),
  });
  const { data: shadow } = query;
  if (!mayRead || shadow === undefined) return null;
  const runs = shadow?.status === 'RUNNING';
  if (shadow === null && (decision !== null || !mayRun)) return null;
  return (
    <Stack gap={4} mt="xs" aria-label={`Shadow of ${version}`} role="group">
      {changing.isError && <Failure error={changing.error} />}
      {shadow !== null && <Found shadow={shadow} />}
      <Group gap="xs">
        {mayRun && decision === null && (
          <Button
            size="compact-sm"
            variant="default"
            loading={changing.isPending}
            onClick={() => changing.mutate(runs ? stopShadow : startShadow)}
          >
            {runs ? 'Stop the shadow' : 'Run in the shadow'}
          </Button>
        )}
        {shadow !== null && shadow.added + shadow.gone + shadow.changed > 0 && (
          <Button size="compact-sm" variant="default" aria-expanded={listing} onClick={() => setListing(!listing)}>
            {listing ? 'Hide the differences' : 'Show the differences'}
          </Button>
        )}
      </Group>
      {listing && <Differences version={version} />}
    </Stack>
  );
}

function Found({ shadow: { status, since, clients, same, added, gone, changed } }: { shadow: Shadow }) {
  if (since === null) return <Text size="sm">In the shadow: about to begin.</Text>;
  return (
    <Text size="sm">
      {status === 'RUNNING' ? 'In the shadow since ' : 'Was in the shadow from '}
      <Moment at={since} short />: of {counted(clients.judged, 'client')} met, {count(added)} alerts added,{' '}
      {count(gone)} gone, {count(changed)} changed, {count(same)} the same
      {clients.waiting > 0 && `; ${counted(clients.waiting, 'client')} to go`}.
    </Text>
  );
}

function Differences({ version }: { version: string }) {
  const query = useInfiniteQuery(shadowDifferencesQuery(version));
  const differences = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }} aria-label="Differences in the shadow">
        {differences.map((difference) => (
          <li key={`${difference.survivorId} ${difference.alertId}`}>
            <DifferenceShown difference={difference} />
          </li>
        ))}
      </Stack>
      {query.hasNextPage && (
        <Button size="compact-sm" variant="default" onClick={() => void query.fetchNextPage()}>
          More
        </Button>
      )}
    </>
  );
}
