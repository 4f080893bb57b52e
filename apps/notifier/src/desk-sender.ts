import { routeOf, structured } from '#contract';
import type { OutgoingMessage, Producer } from '#kafka';
import {
  AdaptiveRest,
  LeaderLoop,
  oldestDeskEvents,
  removeDeskEvents,
  type LeaderParts,
  type Round,
  type Term,
} from '#store';

/** Events sent in one go. */
const CHUNK = 100;
/** How soon and how late it is looked whether somebody has recorded something. */
const LOOK_MS = { least: 100, most: 1_000 };

/**
 * Sends what people record at the desk to the topic that it belongs on: read the oldest, send, wait for all in-sync replicas,
 * then remove. A crash between the last two sends the same event again, which the monitor knows to be the same.
 */
export class DeskSender extends LeaderLoop {
  constructor(
    parts: LeaderParts,
    private readonly producer: Producer,
    private readonly topic: string,
  ) {
    super(parts, 'desk-events', 'sending what was recorded at the desk was interrupted; it waits');
  }

  protected begin(term: Term): Round {
    const rest = new AdaptiveRest(LOOK_MS.least, LOOK_MS.most);
    return async () => rest.after((await this.sendSome(term)) > 0);
  }

  private async sendSome({ session, lease }: Term): Promise<number> {
    const waiting = await oldestDeskEvents(session.sql, CHUNK);
    if (waiting.length === 0) return 0;
    lease.requireHeld();
    await this.producer.send(
      this.topic,
      waiting.map(({ message }) => messageOf(message)),
    );
    await session.transaction((tx) =>
      removeDeskEvents(
        tx,
        waiting.map(({ n }) => n),
      ),
    );
    return waiting.length;
  }
}

function messageOf(text: string): OutgoingMessage {
  const event = JSON.parse(text) as Readonly<Record<string, unknown>>;
  return { key: routeOf(event)?.key ?? null, ...structured(event) };
}
