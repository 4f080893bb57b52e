import type { DataSource } from 'typeorm';
import type { Log } from '#runtime';
import { withSession, type Session } from '#store';

/** How long a runner rests before it looks again whether there is something to do. */
export const LOOK_MS = 2_000;

/** Works on jobs of one kind in one of the apis, for as long as the process lives. Whatever fails is tried again. */
export abstract class JobRunner {
  protected readonly stopping = new AbortController();
  private wake: () => void = () => undefined;
  private running: Promise<void> | undefined;

  /** @param jobs what it works on, as people say it */
  constructor(
    protected readonly dataSource: DataSource,
    protected readonly log: Log,
    private readonly jobs: string,
  ) {}

  /** Tries to become the one that works, and works if it is. Returning makes it be asked again after a rest. */
  protected abstract lead(session: Session): Promise<void>;

  start(): void {
    this.running = this.run();
  }

  /** There is something to do. */
  ring(): void {
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  /** Until somebody rings, or the time has passed. */
  protected async pause(ms = LOOK_MS): Promise<void> {
    if (this.stopping.signal.aborted) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await withSession(this.dataSource, (session) => this.leadAndLetGo(session));
      } catch (error) {
        if (!signal.aborted) this.log.warn({ err: error }, `${this.jobs} stand still; trying again`);
      }
      await this.pause();
    }
  }

  private async leadAndLetGo(session: Session): Promise<void> {
    try {
      await this.lead(session);
    } finally {
      // The connection goes back to the pool, and a lock with it; one that is gone has let go of it.
      await session.sql.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    }
  }
}
