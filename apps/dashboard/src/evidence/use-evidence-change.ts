import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';

const FOLLOWING = ['client', 'clients', 'evidence-tasks', 'today', 'assurance', 'overview'];

/**
 * Something about somebody's evidence is recorded; whatever shows it is read anew.
 * @param act resolves to whether it is on file by now
 */
export function useEvidenceChange<T>(act: (said: T) => Promise<boolean>, done: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (onFile) => {
      notifications.show(
        onFile
          ? { title: 'Recorded', message: 'It is on file, and the client was judged with it.' }
          : {
              title: 'On its way',
              message: 'It is kept, and will be on file as soon as Kafka and the monitor answer.',
            },
      );
      done();
    },
    onSettled: () => Promise.all(FOLLOWING.map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  });
}
