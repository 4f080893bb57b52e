import { activateDue } from '#ingest';
import { LeaderLoop, type LeaderParts, type Round, type Term } from '#store';

const LOOK_MS = 1_000;

/** Puts approved packs into force when their time has come. */
export class PolicyCalendar extends LeaderLoop {
  constructor(parts: LeaderParts) {
    super(parts, 'policy-calendar', 'an approved policy pack could not be put into force; trying again');
  }

  protected begin({ session }: Term): Round {
    return async () => {
      for (const activated of await activateDue(session)) {
        this.parts.log.info(activated, 'an approved policy pack is in force; everybody is judged again');
      }
      return LOOK_MS;
    };
  }
}
