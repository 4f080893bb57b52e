import type { Log } from '#runtime';
import { LogListener } from '#log';

/** Looked so often without being told to: nothing hangs on being told. */
const LOOK_MS = 100;

/** Rings when there may be more of the log: again and again, and sooner where the database says so. */
export class LogLook {
  private listener: LogListener | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly rings: (() => void)[] = [];

  /** @param listenUrl of the database itself, past any pooler; `undefined`: it is only asked */
  constructor(
    private readonly listenUrl: string | undefined,
    private readonly log: Log,
  ) {}

  /** @param ring who is told; the first has it begin */
  start(ring: () => void): void {
    this.rings.push(ring);
    if (this.timer !== undefined) return;
    const ringAll = (): void => this.rings.forEach((each) => each());
    this.timer = setInterval(ringAll, LOOK_MS);
    this.listener = new LogListener(this.listenUrl, 'scopewatch-api', ringAll, this.log);
    this.listener.start();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.listener?.stop();
  }
}
