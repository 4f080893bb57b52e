import { REJECTED_BYTES_MAX } from '#contract';
import type { OutgoingMessage, Producer } from '#kafka';
import { notSentBefore } from '#restore';
import type { Topics } from '#runtime';
import {
  AdaptiveRest,
  currentRestore,
  LeaderLoop,
  oldestItems,
  removeItems,
  type LeaderParts,
  type Round,
  type Term,
} from '#store';
import { messageOf } from './messages.js';
import type { NotifierMetrics } from './notifier-metrics.js';

/** Items sent in one go. */
const CHUNK = 500;
/** One more than goes out, so that whatever is longer is known to be. */
const VALUE_BYTES = REJECTED_BYTES_MAX + 1;
/** How soon and how late the outbox is looked at again after it was found empty. */
const LOOK_MS = { least: 25, most: 500 };

/**
 * Drains the outbox to Kafka: read the oldest, send, wait for all in-sync replicas, then remove. A crash between the
 * last two sends again what was sent, under the same ids. One sender works at a time (the others stand by), oldest
 * first, so each client's changes arrive in the order in which they were made. While the broker is away everything waits.
 */
export class Sender extends LeaderLoop {
  constructor(
    parts: LeaderParts,
    private readonly producer: Producer,
    private readonly topics: Topics,
    private readonly metrics: NotifierMetrics,
  ) {
    super(parts, 'sender', 'sending interrupted; everything waits in the outbox');
  }

  protected begin(term: Term): Round {
    const rest = new AdaptiveRest(LOOK_MS.least, LOOK_MS.most);
    // Said once: as long as a restore is under way nobody sends.
    let restored: boolean | undefined;
    return async () => {
      restored ??= (await currentRestore(term.session.sql)) !== undefined;
      return rest.after((await this.sendSome(term, restored)) > 0);
    };
  }

  protected override failed(): void {
    this.metrics.failures.inc();
  }

  /** @returns how many were looked at */
  private async sendSome({ session, lease }: Term, restored: boolean): Promise<number> {
    const waiting = await oldestItems(session.sql, CHUNK, VALUE_BYTES);
    const items = restored && waiting.length > 0 ? await notSentBefore(session, waiting) : waiting;
    const byTopic = new Map<string, OutgoingMessage[]>();
    for (const item of items) {
      const { topic, message } = messageOf(item, this.topics);
      byTopic.set(topic, [...(byTopic.get(topic) ?? []), message]);
    }
    for (const [topic, messages] of byTopic) {
      // Whoever stood still since reading would send after somebody else what they have sent.
      lease.requireHeld();
      await this.producer.send(topic, messages);
      this.metrics.sent.inc({ topic }, messages.length);
    }
    const positions = items.map((item) => item.position);
    if (positions.length > 0) await session.transaction((tx) => removeItems(tx, positions));
    return waiting.length;
  }
}
