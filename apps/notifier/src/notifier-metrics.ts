import { Counter, Gauge, type Registry } from 'prom-client';

/** What the notifier tells of its work, in Prometheus's terms. */
export class NotifierMetrics {
  readonly sent: Counter<'topic'>;
  readonly failures: Counter;

  constructor(registry: Registry, backlog: () => Promise<{ items: number; oldestSeconds: number }>) {
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
