import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { workOn, type Work } from '../api/alert-work';
import { sentenceOf } from '../api/problem';
import type { AlertSummary } from '../api/types';
import { counted } from '../words/numbers';
import { putAlerts } from './alert-cache';
import { rememberUndo, undoLast, UNDO_MS } from './last-step';
import { rememberStep, withOwnSteps } from './own-steps';

/** An alert as it is now, and what brings it back to what it was. */
export interface Undoing {
  readonly alert: AlertSummary;
  readonly steps: readonly Work[];
}

const NOTICE = 'last-step';

/** Offers to undo a step for a while. Each alert is brought back only if nobody has touched it since. */
export function useUndo() {
  const queries = useQueryClient();
  const undoing = useMutation({
    scope: { id: 'work-on-alerts' },
    mutationFn: async (items: readonly Undoing[]) => {
      for (const { alert, steps } of items) {
        let version: AlertSummary = alert;
        for (const step of steps) {
          const after = await workOn(withOwnSteps(version), step);
          rememberStep(withOwnSteps(version), after);
          putAlerts(queries, [after]);
          version = after;
        }
      }
    },
    onSuccess: (_, items) =>
      notifications.show({ message: `Undone: ${counted(items.length, 'alert')} as before.`, autoClose: 4_000 }),
    onError: (error) =>
      notifications.show({ title: 'Not undone', message: sentenceOf(error), color: 'red', autoClose: false }),
    onSettled: () =>
      Promise.all(
        ['filter-counts', 'today', 'alert', 'alert-history'].map((name) =>
          queries.invalidateQueries({ queryKey: [name] }),
        ),
      ),
  });
  return (sentence: string, items: readonly Undoing[]) => {
    rememberUndo(() => {
      notifications.hide(NOTICE);
      undoing.mutate(items);
    });
    notifications.hide(NOTICE);
    notifications.show({ id: NOTICE, message: <Notice sentence={sentence} />, autoClose: UNDO_MS });
  };
}

const Notice = ({ sentence }: { sentence: string }) => (
  <Group justify="space-between" wrap="nowrap">
    {sentence}
    <Button size="compact-xs" variant="default" onClick={undoLast}>
      Undo (z)
    </Button>
  </Group>
);
