import type { DataSource } from 'typeorm';
import { Rebuilder } from '#history';
import type { Log } from '#runtime';
import { becomeRebuilder, type Session } from '#store';
import { JobRunner } from '../job-runner.js';

/** Makes rebuilds in one of the apis. One that was under way when its process died is gone on with where it stood. */
export class RebuildRunner extends JobRunner {
  constructor(dataSource: DataSource, log: Log) {
    super(dataSource, log, 'rebuilds');
  }

  /** Leads for as long as there is something to do, so that a command line can lead too. */
  protected async lead(session: Session): Promise<void> {
    if (!(await becomeRebuilder(session.sql))) return;
    const rebuilder = new Rebuilder(session);
    while (!this.stopping.signal.aborted && (await rebuilder.step()) === 'MORE');
  }
}
