import type { DataSource } from 'typeorm';
import { Shadower } from '#history';
import type { Log } from '#runtime';
import { becomeShadower, type Session } from '#store';
import { JobRunner, LOOK_MS } from '../job-runner.js';

/** A look for touched clients takes at most one part in this many of the time. */
const REST = 10;

/** Runs proposed packs in the shadow of the one in force, in one of the apis. */
export class ShadowRunner extends JobRunner {
  constructor(dataSource: DataSource, log: Log) {
    super(dataSource, log, 'shadows');
  }

  /** Leads for as long as a pack runs in the shadow: what all clients share is read once. */
  protected async lead(session: Session): Promise<void> {
    if (!(await becomeShadower(session.sql))) return;
    const shadower = new Shadower(session);
    while (!this.stopping.signal.aborted) {
      const stepped = await shadower.step();
      if (stepped === 'NOTHING') return;
      if (stepped === 'LATER') await this.pause(Math.max(LOOK_MS, REST * shadower.lookMs));
    }
  }
}
