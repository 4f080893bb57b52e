import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { packPreviewQuery, propose } from '../../../api/governance';
import type { RawPack } from '../../../words/packs';
import { placed } from './problem-places';

const PAUSE_MS = 300;

/** What the api says of a draft once somebody pauses, as it would judge a proposal of it. */
export function usePreview(pack: RawPack) {
  const [paused] = useDebouncedValue(pack, PAUSE_MS);
  const query = useQuery(packPreviewQuery(paused));
  const problems = useMemo(() => query.data?.problems.map(placed) ?? [], [query.data]);
  return { problems, differences: query.data?.differences, error: query.error };
}

export function useProposing(onProposed: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ pack, reason }: { pack: RawPack; reason: string }) => propose(pack, reason),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['proposals'] });
      onProposed();
    },
  });
}
