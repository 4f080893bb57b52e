import { Counter, Gauge, type Registry } from 'prom-client';

interface Backlog {
  readonly items: number;
  readonly oldestSeconds: number;
}

/** What the notifier tells of its work, in Prometheus's terms. */
export class NotifierMetrics {
  readonly sent: Counter<'topic'>;
  readonly failures: Counter;
  readonly attempts: Counter<'kind' | 'outcome'>;
  readonly interruptions: Counter;

  constructor(registry: Registry, backlog: () => Promise<Backlog>, waiting: () => Promise<Backlog>) {
    const registers = [registry];
    this.sent = new Counter({
      name: 'scopewatch_outbox_sent_total',
      help: 'Messages that the broker has acknowledged.',
      labelNames: ['topic'],
      registers,
    });
    this.failures = new Counter({
      name: 'scopewatch_outbox_failures_total',
      help: 'Attempts at sending that failed and are repeated.',
      registers,
    });
    this.attempts = new Counter({
      name: 'scopewatch_notification_attempts_total',
      help: 'Attempts at telling people, by kind of receiver and outcome.',
      labelNames: ['kind', 'outcome'],
      registers,
    });
    this.interruptions = new Counter({
      name: 'scopewatch_dispatch_interruptions_total',
      help: 'Times that telling people was interrupted and began again.',
      registers,
    });
    const waitingAge = new Gauge({
      name: 'scopewatch_notifications_waiting_age_seconds',
      help: 'Age of the oldest notification that is still to be delivered.',
      registers,
    });
    new Gauge({
      name: 'scopewatch_notifications_waiting',
      help: 'Notifications that are still to be delivered.',
      registers,
      async collect() {
        const { items, oldestSeconds } = await waiting();
        this.set(items);
        waitingAge.set(oldestSeconds);
      },
    });
    const age = new Gauge({
      name: 'scopewatch_outbox_age_seconds',
      help: 'Age of the oldest message that is still to be sent.',
      registers,
    });
    new Gauge({
      name: 'scopewatch_outbox_items',
      help: 'Messages that are still to be sent.',
      registers,
      async collect() {
        const { items, oldestSeconds } = await backlog();
        this.set(items);
        age.set(oldestSeconds);
      },
    });
  }
}
