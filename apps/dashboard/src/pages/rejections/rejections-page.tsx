import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { rejectionQuery, rejectionsQuery } from '../../api/rejections';
import { Page } from '../../parts/page';
import { Failure, Nothing, Waiting } from '../../parts/states';
import { useMay } from '../../shell/me';
import { STILL_WAITING, type Standing } from '../../words/rejections';
import { RejectionCard } from './rejection-card';
import { RedriveMany } from './redrive-many';

const VIEWS: Readonly<Record<string, Standing[] | undefined>> = {
  Waiting: [...STILL_WAITING],
  'Set aside': ['SET_ASIDE'],
  Settled: ['SETTLED'],
  All: undefined,
};
const viewOf = (standing: readonly string[] | undefined): string =>
  Object.keys(VIEWS).find((view) => VIEWS[view]?.join() === standing?.join()) ?? 'All';

/** What could not be taken and why. */
export function RejectionsPage() {
  const { id, ...search } = useSearch({ from: '/rejections' });
  const navigate = useNavigate({ from: '/rejections' });
  const list = useInfiniteQuery({ ...rejectionsQuery(search), enabled: id === undefined });
  const one = useQuery({ ...rejectionQuery(id ?? ''), enabled: id !== undefined });
  const query = id === undefined ? list : one;
  const mayRedrive = useMay('redrive');
  const rejections =
    id === undefined
      ? (list.data?.pages.flatMap((page) => page.items) ?? [])
      : one.data === undefined
        ? []
        : [one.data];
  const waiting = rejections.filter(({ standing }) => standing === 'WAITING' || standing === 'PROPOSED');
  return (
    <Page
      title="Rejections"
      subtitle="Messages that could not be taken. They are kept as they came; nothing was dropped."
      actions={mayRedrive && <RedriveMany rejections={waiting} />}
    >
      <Group gap="sm">
        <SegmentedControl
          size="xs"
          aria-label="Which rejections"
          data={Object.keys(VIEWS)}
          value={viewOf(search.standing)}
          onChange={(view) => void navigate({ search: { ...search, standing: VIEWS[view] } })}
        />
        {id !== undefined && (
          <Button size="compact-xs" variant="subtle" onClick={() => void navigate({ search })}>
            Only {id}: all of them again
          </Button>
        )}
        {search.reason !== undefined && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => void navigate({ search: { ...search, reason: undefined } })}
          >
            Only {search.reason.join(', ')}: all reasons again
          </Button>
        )}
      </Group>
      {query.isPending && <Waiting />}
      {query.isError && rejections.length === 0 && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && rejections.length === 0 && (
        <Nothing title="Nothing is waiting">Every message that came could be taken, or has been taken since.</Nothing>
      )}
      <Stack gap="sm">
        {rejections.map((rejection) => (
          <RejectionCard key={rejection.rejectionId} rejection={rejection} />
        ))}
      </Stack>
      {id === undefined && list.hasNextPage && (
        <Button variant="default" size="xs" onClick={() => void list.fetchNextPage()}>
          More
        </Button>
      )}
      {list.isFetchingNextPage && <Text size="sm">Loading more …</Text>}
    </Page>
  );
}
