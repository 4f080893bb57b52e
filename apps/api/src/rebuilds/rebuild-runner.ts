import type { DataSource } from 'typeorm';
import { Rebuilder } from '#history';
import type { Log } from '#runtime';
import { becomeRebuilder, withSession, type Session } from '#store';

const LOOK_MS = 2_000;

/** Makes rebuilds in one of the apis. One that was under way when its process died is gone on with where it stood. */
export class RebuildRunner {
  private readonly stopping = new AbortController();
  private wake: () => void = () => undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: Log,
  ) {}

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

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await withSession(this.dataSource, (session) => this.lead(session));
      } catch (error) {
        if (!signal.aborted) this.log.warn({ err: error }, 'rebuilds stand still; trying again');
      }
      await this.pause();
    }
  }

  /** Leads for as long as there is something to do, so that a command line can lead too. */
  private async lead(session: Session): Promise<void> {
    if (!(await becomeRebuilder(session.sql))) return;
    try {
      const rebuilder = new Rebuilder(session);
      while (!this.stopping.signal.aborted && (await rebuilder.step()) === 'MORE');
    } finally {
      // A connection that is gone has let go of the lock.
      await session.sql.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    }
  }

  private async pause(): Promise<void> {
    if (this.stopping.signal.aborted) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      timer = setTimeout(resolve, LOOK_MS);
    });
    clearTimeout(timer);
  }
}
