import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { workOn, workOnMany, type Work } from '../api/alert-work';
import { ApiProblem, sentenceOf } from '../api/problem';
import type { Alert, AlertSummary } from '../api/types';
import { counted } from '../words/numbers';
import { putAlerts } from './alert-cache';
import { rememberClosing } from './last-closing';
import { rememberStep, withOwnSteps } from './own-steps';
import { expected } from './expected';
import { undoOf } from './undo';
import { useUndo, type Undoing } from './use-undo';
import { doneSentence } from './work-words';

interface Task {
  alerts: readonly AlertSummary[];
  work: Work;
}

/** Does something with one alert or with many: shown at once, corrected by what the server answers. */
export function useWork() {
  const queries = useQueryClient();
  const offerUndo = useUndo();
  return useMutation({
    // One after the other: the next needs the version that the last one made.
    scope: { id: 'work-on-alerts' },
    mutationFn: async ({ alerts, work }: Task) => {
      const [alert, ...more] = alerts;
      if (alert === undefined) return { done: [], refused: [] };
      if (more.length === 0) return { done: [await workOn(withOwnSteps(alert), work)], refused: [] };
      return workOnMany(alerts.map(withOwnSteps), work);
    },
    onMutate: ({ alerts, work }) =>
      putAlerts(
        queries,
        alerts.map((alert) => expected(alert, work)),
      ),
    onSuccess: ({ done, refused }, { alerts, work }) => {
      putAlerts(queries, done);
      if (work.action === 'close' && done.length > 0) rememberClosing(work);
      for (const alert of done) {
        const before = alerts.find(({ alertId }) => alertId === alert.alertId);
        if (before !== undefined) rememberStep(withOwnSteps(before), alert);
      }
      const undone = alerts.filter(({ alertId }) => refused.some((one) => one.alertId === alertId));
      putAlerts(queries, undone);
      const undoings = done.flatMap((alert): Undoing[] => {
        const before = alerts.find(({ alertId }) => alertId === alert.alertId);
        const steps = before === undefined ? null : undoOf(before, work, alert);
        return steps === null ? [] : [{ alert, steps }];
      });
      if (undoings.length > 0) offerUndo(doneSentence(work, done), undoings);
      else if (done.length > 0) notifications.show({ message: doneSentence(work, done), autoClose: 4_000 });
      const [first] = refused;
      if (first !== undefined) {
        notifications.show({
          title: `${counted(refused.length, 'alert')} left as it was`,
          message: first.message,
          color: 'red',
          autoClose: false,
        });
      }
    },
    onError: (error, { alerts }) => {
      putAlerts(queries, alerts);
      const current = error instanceof ApiProblem ? (error.more['current'] as Alert | undefined) : undefined;
      if (current !== undefined) putAlerts(queries, [current]);
      notifications.show({
        title: current === undefined ? 'Not done' : 'Somebody was quicker: it is shown as it stands now',
        message: sentenceOf(error),
        color: 'red',
        autoClose: false,
      });
    },
    onSettled: (_data, _error, { alerts }) =>
      Promise.all(
        [
          ['filter-counts'],
          ['overview'],
          ['today'],
          ['incident'],
          ...alerts.flatMap(({ alertId }) => [
            ['alert-history', alertId],
            ['alert', alertId],
          ]),
        ].map((queryKey) => queries.invalidateQueries({ queryKey })),
      ),
  });
}
