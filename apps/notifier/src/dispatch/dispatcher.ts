import type { NotifyConfig } from '#runtime';
import { LeaderLoop, type LeaderParts, type Round, type Term } from '#store';
import type { Deliverer } from '../delivery/deliverer.js';
import type { NotifierMetrics } from '../notifier-metrics.js';
import { followFacts } from './follow-facts.js';
import { flushGroups } from './flush-groups.js';
import { ServiceHours } from './service-hours.js';

/** How often the log, the groups and what waits are looked at. */
const LOOK_MS = 500;

/**
 * Tells people: follows the facts about alerts, decides who hears of what, and has it delivered. One dispatcher works at
 * a time, the others stand by. All that it knows is in the database, so whoever comes next goes on where it stopped.
 */
export class Dispatcher extends LeaderLoop {
  private readonly serviceHours = new ServiceHours();

  constructor(
    parts: LeaderParts,
    private readonly deliverer: Deliverer,
    private readonly config: NotifyConfig,
    private readonly metrics: NotifierMetrics,
  ) {
    super(parts, 'dispatcher', 'telling people was interrupted; nothing is lost');
  }

  protected begin(term: Term): Round {
    return async () => ((await this.round(term)) ? 0 : LOOK_MS);
  }

  /** What is being sent is noted before somebody else may take over. */
  protected override ended(): Promise<void> {
    return this.deliverer.finish();
  }

  protected override failed(): void {
    this.metrics.interruptions.inc();
  }

  /**
   * Nothing is decided before all facts have been read: one may take back what another says.
   * @returns whether there is more to do at once
   */
  private async round({ session, lease }: Term): Promise<boolean> {
    const { groupWaitMs, repeatMs, publicUrl } = this.config;
    const caughtUp = await session.transaction((tx) => followFacts(tx, groupWaitMs));
    const serviceHours = caughtUp ? await this.serviceHours.current(session.sql) : undefined;
    let looked = 0;
    if (serviceHours !== undefined) {
      const telling = { groupWaitMs, repeatMs, publicUrl, serviceHours };
      looked = await session.transaction((tx) => flushGroups(tx, telling));
    }
    await this.deliverer.begin(session.sql, lease, () => this.ring());
    return !caughtUp || looked > 0;
  }
}
