import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import type { Log } from '#runtime';

const CHANNEL = 'scopewatch_log';
const RECONNECT_MS = 1_000;

/**
 * Tells whoever listens that something was recorded. It is rung after the commit and answers for nothing: readers look
 * for themselves, and are only sooner for it. However often it is rung meanwhile, one statement is under way.
 */
export class LogBell {
  private ringing = false;
  private again = false;

  /** @param heard whether anybody can listen; else nothing is said */
  constructor(
    private readonly dataSource: DataSource,
    private readonly heard: boolean,
  ) {}

  readonly ring = (): void => {
    if (!this.heard) return;
    this.again = true;
    if (!this.ringing) void this.tell();
  };

  private async tell(): Promise<void> {
    this.ringing = true;
    while (this.again) {
      this.again = false;
      // Whoever isn't told looks in a moment.
      await this.dataSource.query(`NOTIFY ${CHANNEL}`).catch(() => undefined);
    }
    this.ringing = false;
  }
}

/** Hears the bell on a direct connection of its own: a pooler would give the session to somebody else. */
export class LogListener {
  private readonly stopping = new AbortController();
  private client: Client | undefined;
  private done: Promise<void> = Promise.resolve();

  /** @param url of the database itself; without one nothing is heard, and readers look every so often */
  constructor(
    private readonly url: string | undefined,
    private readonly applicationName: string,
    private readonly onRing: () => void,
    private readonly log: Log,
  ) {}

  start(): void {
    if (this.url !== undefined) this.done = this.listen();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.client?.end().catch(() => undefined);
    await this.done;
  }

  private async listen(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const client = new Client({
        connectionString: this.url,
        application_name: `${this.applicationName}-listen`,
        connectionTimeoutMillis: 10_000,
        keepAlive: true,
      });
      this.client = client;
      const ended = new Promise<void>((resolve) => client.once('end', resolve));
      client.on('error', (error) => {
        if (!signal.aborted)
          this.log.warn({ err: error }, 'no longer told of what is recorded; looking every so often');
      });
      client.on('notification', this.onRing);
      try {
        await client.connect();
        await client.query(`LISTEN ${CHANNEL}`);
        await ended;
      } catch (error) {
        if (!signal.aborted) this.log.warn({ err: error }, 'can’t listen for what is recorded; looking every so often');
        await client.end().catch(() => undefined);
      }
      await sleep(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
