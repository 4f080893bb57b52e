import type { KafkaFault } from './kafka-fault.js';

/** Why nothing is read at present. Times are milliseconds since 1970. */
export interface ReadingTrouble {
  /** A sentence for people. */
  readonly message: string;
  readonly since: number;
  /** How often it has been tried since. */
  readonly attempts: number;
  readonly nextAttemptAt: number;
}

/** A session that lasted so long has worked: what ends it then is news. */
const STEADY_MS = 60_000;
/** What keeps failing is tried no more often than this; whoever joins a group disturbs all of it each time. */
const SLOWEST_MS = 60_000;

export interface Backoff {
  readonly initialMs: number;
  readonly factor: number;
  /** For a cluster that is away: coming back to it soon costs nobody anything. */
  readonly maxMs: number;
}

/** Counts the sessions that failed one after the other, and says how long to wait before the next. */
export class SessionFailures {
  private count = 0;
  private since = 0;

  constructor(
    private readonly backoff: Backoff,
    private readonly random: () => number = Math.random,
  ) {}

  /**
   * @param lastedMs how long the session lived
   * @param now in milliseconds since 1970
   */
  failed(fault: KafkaFault, lastedMs: number, now: number): ReadingTrouble & { delayMs: number } {
    if (this.count === 0 || lastedMs >= STEADY_MS) {
      this.count = 0;
      this.since = now;
    }
    this.count += 1;
    const { initialMs, factor, maxMs } = this.backoff;
    const most = fault.kind === 'NETWORK' ? maxMs : SLOWEST_MS;
    // Members that lost the same broker should not all be back in the same moment; yet the longest wait stays one.
    const delayMs = Math.round(Math.min(most, initialMs * factor ** (this.count - 1) * (0.5 + this.random())));
    return { message: fault.message, since: this.since, attempts: this.count, nextAttemptAt: now + delayMs, delayMs };
  }
}
