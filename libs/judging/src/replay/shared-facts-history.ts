import type { Recorded } from '#domain';
import { SharedFacts } from '../shared-facts.js';

/** Versions kept in memory; a replay goes through them in order, once per chunk of clients. */
const KEPT_MAX = 512;

/** What all clients share, as it was at any position of the log. */
export class SharedFactsHistory {
  private readonly kept = new Map<number, SharedFacts>([[0, SharedFacts.NONE]]);

  /** @param events all shared events, in the order of recording */
  constructor(readonly events: readonly Recorded[]) {}

  /** What was known before a position. */
  before(position: number): SharedFacts {
    const count = this.countBefore(position);
    const kept = this.kept.get(count);
    if (kept !== undefined) return kept;
    const nearest = Math.max(...[...this.kept.keys()].filter((n) => n < count));
    let sharedFacts = this.kept.get(nearest) ?? SharedFacts.NONE;
    // One by one, as they came: whom an event touches depends on what was known with it.
    for (const event of this.events.slice(nearest, count)) sharedFacts = sharedFacts.with([event]);
    this.kept.set(count, sharedFacts);
    if (this.kept.size > KEPT_MAX) {
      // The second oldest: the empty one, first of all, is where everything can begin again.
      const [, oldest] = this.kept.keys();
      if (oldest !== undefined) this.kept.delete(oldest);
    }
    return sharedFacts;
  }

  /** The shared events at positions from `from` on, before `to`. */
  within(from: number, to: number): readonly Recorded[] {
    return this.events.slice(this.countBefore(from), this.countBefore(to));
  }

  private countBefore(position: number): number {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const event = this.events[middle];
      if (event !== undefined && event.position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
