import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '../../api/problem';
import { decideSeveral, type GroupDecision } from '../../api/rejections';
import { counted } from '../../words/numbers';

const AT_ONCE = 100;

/** Does the same with many rejections, a hundred at a time, and says how far it has come. */
export function useGroup() {
  const queries = useQueryClient();
  const [done, setDone] = useState(0);
  const working = useMutation({
    mutationFn: async ({ ids, decision }: { ids: () => Promise<readonly string[]>; decision: GroupDecision }) => {
      setDone(0);
      const all = await ids();
      const outcome = { taken: 0, left: 0, refused: [] as string[] };
      for (let from = 0; from < all.length; from += AT_ONCE) {
        const some = all.slice(from, from + AT_ONCE);
        const answer = await decideSeveral(some, decision);
        for (const { standing } of answer.done) {
          if (decision.kind === 'redrive' && standing !== 'SETTLED') outcome.left += 1;
          else outcome.taken += 1;
        }
        outcome.refused.push(...answer.refused.map(({ message }) => message));
        setDone(from + some.length);
      }
      return outcome;
    },
    onSuccess: ({ taken, left, refused }) =>
      notifications.show({
        title: `${counted(taken, 'message')} done`,
        message: [
          left > 0 && `${counted(left, 'message')} refused again, for the reason shown.`,
          refused.length > 0 && `${counted(refused.length, 'message')} left: ${refused[0]}`,
        ]
          .filter(Boolean)
          .join(' '),
        ...(refused.length > 0 ? { color: 'yellow' } : {}),
      }),
    onError: (error) => notifications.show({ title: 'Not all is done', message: sentenceOf(error), color: 'red' }),
    onSettled: () =>
      Promise.all(
        ['rejections', 'overview', 'health', 'assurance'].map((name) =>
          queries.invalidateQueries({ queryKey: [name] }),
        ),
      ),
  });
  return { ...working, done };
}
