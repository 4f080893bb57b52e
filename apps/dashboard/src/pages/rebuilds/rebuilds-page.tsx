import { Button, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { rebuildsQuery, startRebuild } from '../../api/governance';
import { Page } from '../../parts/page';
import { Failure, Nothing, Waiting } from '../../parts/states';
import { useMay } from '../../shell/me';
import { RebuildCard } from './rebuild-card';

/** Scope and alerts built again from the log, beside those in use. */
export function RebuildsPage() {
  const query = useQuery(rebuildsQuery);
  const may = useMay('rebuild');
  const queries = useQueryClient();
  const starting = useMutation({
    mutationFn: (compareOnly: boolean) => startRebuild(compareOnly),
    onSettled: () => queries.invalidateQueries({ queryKey: ['rebuilds'] }),
  });
  const rebuilds = query.data?.items ?? [];
  return (
    <Page
      title="Rebuilds"
      subtitle="Scope and alerts built again from the log, beside those in use and live traffic, and compared row by row. What differs is put into use only when somebody else approves."
      actions={
        may && (
          <>
            <Button size="xs" variant="default" onClick={() => starting.mutate(true)}>
              Compare only
            </Button>
            <Button size="xs" onClick={() => starting.mutate(false)}>
              New rebuild
            </Button>
          </>
        )
      }
    >
      {starting.isError && <Failure error={starting.error} />}
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && rebuilds.length === 0 && (
        <Nothing title="Nothing was rebuilt yet">
          A comparison shows whether what is in use is what the log says.
        </Nothing>
      )}
      <Stack>
        {rebuilds.map((rebuild) => (
          <RebuildCard key={rebuild.rebuildId} rebuild={rebuild} />
        ))}
      </Stack>
    </Page>
  );
}
