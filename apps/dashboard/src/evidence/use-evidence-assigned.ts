import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { EvidenceTask } from '../api/types';
import { gapLabel } from '../words/clients';

/** Missing evidence goes into somebody’s hands. */
export function useEvidenceAssigned(act: (assignee: string | null) => Promise<EvidenceTask>, done: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: ({ gap, assignee }) => {
      const title = assignee === null ? 'In nobody’s hands' : `Asked of ${assignee}`;
      notifications.show({ title, message: gapLabel(gap) });
      done();
    },
    onSettled: () =>
      Promise.all(['evidence-tasks', 'today'].map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  });
}
