import type { DataSource } from 'typeorm';
import type { Log, NotifyConfig } from '#runtime';
import {
  dueNotifications,
  LeaseLost,
  receiverOf,
  secretsOf,
  withSession,
  type HeldLease,
  type Sql,
  type WaitingNotification,
} from '#store';
import type { NotifierMetrics } from '../notifier-metrics.js';
import { sendNotice } from '../channels/send-notice.js';
import { drop, settle } from './settle.js';

const AT_ONCE = { perReceiver: 8, total: 32 };

/**
 * Sends what waits, several at once, so that a slow receiver holds up nobody but itself. Between sending and noting that
 * it was sent a crash is possible; the same notification is then sent again under the same id, by which a receiver can
 * tell. It is never noted before it was sent, so none is lost.
 */
export class Deliverer {
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly config: NotifyConfig,
    private readonly metrics: NotifierMetrics,
    private readonly log: Log,
  ) {}

  /**
   * Begins with all that is due and not under way.
   * @param lease of whoever leads: without it nothing is sent or noted
   * @param settled is called whenever there is room for more
   */
  async begin(sql: Sql, lease: HeldLease, settled: () => void): Promise<void> {
    // What is read may have been noted as sent meanwhile: whoever was under way when the reading began is left for the next.
    const underWayBefore = new Set(this.underWay.keys());
    for (const notification of await dueNotifications(sql, AT_ONCE)) {
      const { notificationId } = notification;
      if (this.underWay.size >= AT_ONCE.total) return;
      if (underWayBefore.has(notificationId) || this.underWay.has(notificationId)) continue;
      const done = this.deliver(notification, lease)
        .catch((error: unknown) => {
          if (error instanceof LeaseLost) this.log.info({ notificationId }, 'left to whoever leads now');
          else this.log.warn({ err: error, notificationId }, 'not noted; it is sent again');
        })
        .finally(() => {
          this.underWay.delete(notificationId);
          settled();
        });
      this.underWay.set(notificationId, done);
    }
  }

  /** @returns when nothing is under way any more */
  async finish(): Promise<void> {
    await Promise.all(this.underWay.values());
  }

  private async deliver(notification: WaitingNotification, lease: HeldLease): Promise<void> {
    const { receiverId } = notification;
    const [receiver, secrets] = await withSession(this.dataSource, async ({ sql }) => [
      await receiverOf(sql, receiverId),
      await secretsOf(sql, receiverId),
    ]);
    if (receiver === undefined || receiver.disabledAt !== null) {
      await withSession(this.dataSource, (s) => s.transaction((tx) => drop(tx, notification)), lease.fence);
      return;
    }
    lease.requireHeld();
    const beganAt = performance.now();
    const attempt = await sendNotice(notification, receiver, secrets, this.config);
    const tookMs = Math.round(performance.now() - beganAt);
    const { retryMs } = this.config;
    await withSession(
      this.dataSource,
      (session) => session.transaction((tx) => settle(tx, notification, attempt, { retryMs, tookMs })),
      lease.fence,
    );
    this.metrics.attempts.inc({ kind: receiver.kind, outcome: attempt.outcome });
    if (attempt.outcome === 'FAILED') {
      const { reason, status, detail } = attempt;
      this.log.warn({ receiverId, reason, status, detail }, 'a notification could not be delivered');
    }
  }
}
