import {
  appendDeliveries,
  disableReceiver,
  settleAttempt,
  type DeliveryRow,
  type Tx,
  type WaitingNotification,
} from '#store';
import { consequenceOf, type Attempt } from './attempt.js';

const DETAIL_CHARS_MAX = 500;

/** Notes how an attempt ended, and what follows from it, in one transaction. */
export async function settle(
  tx: Tx,
  n: WaitingNotification,
  attempt: Attempt,
  { retryMs, tookMs }: { readonly retryMs: readonly number[]; readonly tookMs: number },
): Promise<void> {
  const attempts = n.attempts + 1;
  const row: DeliveryRow = {
    ...namesOf(n),
    attempt: attempts,
    outcome: attempt.outcome,
    reason: attempt.outcome === 'FAILED' ? attempt.reason : null,
    status: attempt.status,
    detail: attempt.detail?.slice(0, DETAIL_CHARS_MAX) ?? null,
    tookMs,
  };
  const consequence = consequenceOf(attempt, attempts, retryMs);
  switch (consequence.then) {
    case 'done':
      await settleAttempt(tx, n.notificationId, attempts, null);
      return void (await appendDeliveries(tx, [row]));
    case 'retry':
      await settleAttempt(tx, n.notificationId, attempts, consequence.inMs);
      return void (await appendDeliveries(tx, [row]));
    case 'give-up':
      await settleAttempt(tx, n.notificationId, attempts, null);
      return void (await appendDeliveries(tx, [row, { ...kept(n, 'GAVE_UP'), attempt: attempts }]));
    case 'disable':
      await settleAttempt(tx, n.notificationId, attempts, null);
      await disableReceiver(tx, n.receiverId, 'It answered 410 Gone.');
      return void (await appendDeliveries(tx, [row]));
  }
}

/** What waits for a receiver that is disabled or gone is not kept for later: it would be old news. */
export async function drop(tx: Tx, n: WaitingNotification): Promise<void> {
  await settleAttempt(tx, n.notificationId, n.attempts, null);
  await appendDeliveries(tx, [kept(n, 'RECEIVER_DISABLED')]);
}

const namesOf = ({ receiverId, notificationId, groupKey, type }: WaitingNotification) => ({
  receiverId,
  notificationId,
  groupKey,
  type,
});

const kept = (n: WaitingNotification, reason: 'GAVE_UP' | 'RECEIVER_DISABLED'): DeliveryRow => ({
  ...namesOf(n),
  attempt: n.attempts,
  outcome: 'NOT_SENT',
  reason,
  status: null,
  detail: null,
  tookMs: null,
});
