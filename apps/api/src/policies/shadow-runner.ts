import { Shadower } from '#whatif';
import { LeaderLoop, type LeaderParts, type Round, type Term } from '#store';
import { JOBS_LOOK_MS } from '../jobs-look.js';

/** A look for touched clients takes at most one part in this many of the time. */
const REST = 10;

/** Runs proposed packs in the shadow of the one in force, in one of the apis. */
export class ShadowRunner extends LeaderLoop {
  constructor(parts: LeaderParts) {
    super(parts, 'shadows', 'shadows stand still; trying again');
  }

  protected begin({ session }: Term): Round {
    const shadower = new Shadower(session);
    return async () => {
      const stepped = await shadower.step();
      return stepped === 'MORE' ? 0 : Math.max(JOBS_LOOK_MS, REST * shadower.lookMs);
    };
  }
}
