import { Button, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { rejectionQuery, rejectionsQuery, type RejectionFilter } from '../../api/rejections';
import { Failure, Nothing, Waiting } from '../../parts/states';
import { useMay } from '../../shell/me';
import { RejectionCard } from './rejection-card';
import { RedriveMany } from './redrive-many';

/** Rejections one by one, or only the one of this id. */
export function RejectionList({ id, filter }: { id: string | undefined; filter: RejectionFilter }) {
  const list = useInfiniteQuery({ ...rejectionsQuery(filter), enabled: id === undefined });
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
    <>
      {query.isPending && <Waiting />}
      {query.isError && rejections.length === 0 && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && rejections.length === 0 && (
        <Nothing title="Nothing is waiting">Every message that came could be taken, or has been taken since.</Nothing>
      )}
      {mayRedrive && waiting.length > 1 && (
        <Group>
          <RedriveMany rejections={waiting} />
        </Group>
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
    </>
  );
}
