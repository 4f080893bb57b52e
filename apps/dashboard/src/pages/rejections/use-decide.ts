import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { sentenceOf } from '../../api/problem';
import { decide, type Decision } from '../../api/rejections';
import { STANDING_LABELS } from '../../words/rejections';

/** Sets a rejection aside, agrees to that, or turns it down. */
export function useDecide(rejectionId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (decision: Decision) => decide(rejectionId, decision),
    onSuccess: ({ standing }) => notifications.show({ title: STANDING_LABELS[standing], message: rejectionId }),
    onError: (error) => notifications.show({ title: 'Not decided', message: sentenceOf(error), color: 'red' }),
    onSettled: () =>
      Promise.all(
        ['rejections', 'overview', 'health', 'assurance'].map((name) =>
          queries.invalidateQueries({ queryKey: [name] }),
        ),
      ),
  });
}
