import { Client } from 'pg';
import type { Log } from '#runtime';
import { OUTBOX_CHANNEL } from '#store';

/** Looked so often without being told to: nothing hangs on being told. */
const LOOK_MS = 100;
const RECONNECT_MS = 1_000;

/** Rings when there may be more of the log: again and again, and sooner where the database says so. */
export class LogBell {
  private listener: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  /** @param listenUrl where the database tells of changes; `undefined`: it is only asked */
  constructor(
    private readonly listenUrl: string | undefined,
    private readonly log: Log,
  ) {}

  start(ring: () => void): void {
    this.timer = setInterval(ring, LOOK_MS);
    if (this.listenUrl !== undefined) void this.listen(this.listenUrl, ring);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.listener?.end().catch(() => undefined);
  }

  private async listen(connectionString: string, ring: () => void): Promise<void> {
    while (!this.stopped) {
      const client = new Client({ connectionString, application_name: 'scopewatch-api-listen', keepAlive: true });
      this.listener = client;
      const ended = new Promise<void>((resolve) => client.once('end', resolve));
      client.on('error', (error) => this.log.warn({ err: error }, 'no longer told of changes; asking all the time'));
      client.on('notification', ring);
      try {
        await client.connect();
        await client.query(`LISTEN ${OUTBOX_CHANNEL}`);
        await ended;
      } catch (error) {
        if (!this.stopped) this.log.warn({ err: error }, 'can’t listen for changes; asking all the time');
      }
      await new Promise((resolve) => setTimeout(resolve, this.stopped ? 0 : RECONNECT_MS));
    }
  }
}
