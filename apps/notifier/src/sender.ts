import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import type { OutgoingMessage, Producer } from '#kafka';
import type { Log, Topics } from '#runtime';
import { becomeSender, oldestItems, OUTBOX_CHANNEL, removeItems, Session } from '#store';
import { messageOf } from './messages.js';
import type { NotifierMetrics } from './notifier-metrics.js';

/** Items sent in one go. */
const CHUNK = 500;
/** How long at most until the outbox is looked at again, told or not. */
const IDLE_MS = 500;
const STANDBY_MS = 1_000;
const BACKOFF_MS = { first: 250, max: 10_000 };

export type SenderState = 'starting' | 'standing by' | 'sending' | 'stopped';

/**
 * Drains the outbox to Kafka: read the oldest, send, wait for all in-sync replicas, then remove. A crash between the
 * last two sends again what was sent, under the same ids. One sender works at a time (the others stand by), oldest
 * first, so each client's changes arrive in the order in which they were made. While the broker is away everything waits.
 */
export class Sender {
  state: SenderState = 'starting';
  private readonly stopping = new AbortController();
  private done: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly databaseUrl: string,
    private readonly producer: Producer,
    private readonly topics: Topics,
    private readonly metrics: NotifierMetrics,
    private readonly log: Log,
  ) {}

  start(): void {
    this.done = this.loop();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.done;
    this.state = 'stopped';
  }

  private async loop(): Promise<void> {
    let failures = 0;
    while (!this.stopping.signal.aborted) {
      try {
        await this.hold(() => {
          failures = 0;
        });
      } catch (error) {
        failures += 1;
        this.metrics.failures.inc();
        const delayMs = Math.min(BACKOFF_MS.max, BACKOFF_MS.first * 2 ** (failures - 1));
        this.log.warn({ err: error, failures, delayMs }, 'sending interrupted; everything waits in the outbox');
        await sleep(delayMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  /** Holds the lock of the one sender and sends until told to stop, or until something fails. */
  private async hold(onSuccess: () => void): Promise<void> {
    const session = await Session.open(this.dataSource);
    const listener = new Client({ connectionString: this.databaseUrl, application_name: 'scopewatch-notifier-listen' });
    // Losing it only costs the wake-up; the outbox is looked at every so often all the same.
    listener.on('error', (error) => this.log.warn({ err: error }, 'no longer told of new items'));
    try {
      this.state = 'standing by';
      while (!this.stopping.signal.aborted && !(await becomeSender(session.sql))) await this.pause(STANDBY_MS);
      await listener.connect();
      listener.on('notification', () => this.wake());
      await listener.query(`LISTEN ${OUTBOX_CHANNEL}`);
      this.state = 'sending';
      while (!this.stopping.signal.aborted) {
        const sent = await this.sendSome(session);
        onSuccess();
        if (sent === 0) await this.pause(IDLE_MS);
      }
    } finally {
      this.state = 'starting';
      await listener.end().catch(() => undefined);
      await session.sql.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
      await session.close().catch(() => undefined);
    }
  }

  private async sendSome(session: Session): Promise<number> {
    const items = await oldestItems(session.sql, CHUNK);
    const byTopic = new Map<string, OutgoingMessage[]>();
    for (const item of items) {
      const { topic, message } = messageOf(item, this.topics);
      byTopic.set(topic, [...(byTopic.get(topic) ?? []), message]);
    }
    for (const [topic, messages] of byTopic) {
      await this.producer.send(topic, messages);
      this.metrics.sent.inc({ topic }, messages.length);
    }
    if (items.length > 0)
      await removeItems(
        session.sql,
        items.map((item) => item.position),
      );
    return items.length;
  }

  /** Until the time is over, something is told, or it is time to stop. */
  private async pause(ms: number): Promise<void> {
    const timer = new AbortController();
    const woken = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    await Promise.race([woken, sleep(ms, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
  }
}
