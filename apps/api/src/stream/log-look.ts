import type { Log } from '#runtime';
import { LogListener } from '#log';

/** Looked so often without being told to: nothing hangs on being told. */
const LOOK_MS = 100;

/** Rings when there may be more of the log: again and again, and sooner where the database says so. */
export class LogLook {
  private listener: LogListener | undefined;
  private timer: NodeJS.Timeout | undefined;

  /** @param listenUrl of the database itself, past any pooler; `undefined`: it is only asked */
  constructor(
    private readonly listenUrl: string | undefined,
    private readonly log: Log,
  ) {}

  start(ring: () => void): void {
    this.timer = setInterval(ring, LOOK_MS);
    this.listener = new LogListener(this.listenUrl, 'scopewatch-api', ring, this.log);
    this.listener.start();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.listener?.stop();
  }
}
