import { Rebuilder, StepFailures } from '#rebuild';
import { LeaderLoop, LeaseLost, type LeaderParts, type Round, type Session, type Term } from '#store';
import { JOBS_LOOK_MS } from '../jobs-look.js';

/** Makes rebuilds in one of the apis. One that was under way when its process died is gone on with where it stood. */
export class RebuildRunner extends LeaderLoop {
  private readonly failures = new StepFailures();

  constructor(parts: LeaderParts) {
    super(parts, 'rebuilds', 'rebuilds stand still; trying again');
  }

  protected begin({ session }: Term): Round {
    let rebuilder = new Rebuilder(session);
    return async () => {
      const stepped = await this.step(session, rebuilder);
      // What it knows of everybody is not kept until the next rebuild.
      if (stepped === 'NOTHING') rebuilder = new Rebuilder(session);
      return stepped === 'MORE' ? 0 : JOBS_LOOK_MS;
    };
  }

  private async step(session: Session, rebuilder: Rebuilder) {
    try {
      const stepped = await rebuilder.step();
      this.failures.clear();
      return stepped;
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      if (await this.failures.note(session, error)) this.parts.log.error({ err: error }, 'a rebuild was given up');
      throw error;
    }
  }
}
