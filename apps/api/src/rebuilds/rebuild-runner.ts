import type { DataSource } from 'typeorm';
import { Rebuilder, StepFailures } from '#history';
import type { Log } from '#runtime';
import { becomeRebuilder, type Session } from '#store';
import { JobRunner } from '../job-runner.js';

/** Makes rebuilds in one of the apis. One that was under way when its process died is gone on with where it stood. */
export class RebuildRunner extends JobRunner {
  private readonly failures = new StepFailures();

  constructor(dataSource: DataSource, log: Log) {
    super(dataSource, log, 'rebuilds');
  }

  /** Leads for as long as there is something to do, so that a command line can lead too. */
  protected async lead(session: Session): Promise<void> {
    if (!(await becomeRebuilder(session.sql))) return;
    const rebuilder = new Rebuilder(session);
    try {
      let more = true;
      while (more && !this.stopping.signal.aborted) {
        more = (await rebuilder.step()) === 'MORE';
        this.failures.clear();
      }
    } catch (error) {
      if (await this.failures.note(session, error)) this.log.error({ err: error }, 'a rebuild was given up');
      throw error;
    }
  }
}
