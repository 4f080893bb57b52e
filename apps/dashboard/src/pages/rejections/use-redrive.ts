import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { redrive } from '../../api/rejections';
import { sentenceOf } from '../../api/problem';
import { counted } from '../../words/numbers';

/** Takes rejected messages up again, in their order. */
export function useRedrive() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      let settled = 0;
      for (const id of ids) if ((await redrive(id)).settled) settled += 1;
      return settled;
    },
    onSuccess: (settled, ids) => {
      const left = ids.length - settled;
      notifications.show({
        title: `${counted(settled, 'message')} taken`,
        message:
          left === 0 ? 'None is left of them.' : `${counted(left, 'message')} refused again, for the reason shown.`,
      });
    },
    onError: (error) => notifications.show({ title: 'Not taken up', message: sentenceOf(error), color: 'red' }),
    onSettled: () =>
      Promise.all(
        ['rejections', 'overview', 'health', 'assurance'].map((name) =>
          queries.invalidateQueries({ queryKey: [name] }),
        ),
      ),
  });
}
