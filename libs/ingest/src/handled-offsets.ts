import { recordDigest } from '#contract';
import { advanceOffsets, loadOffsets, type OffsetMove, type Sql, type Tx } from '#store';
import { DatabaseWentBack, StaleRead } from './retry.js';
import { nextOffset, type RawRecord } from './raw-record.js';

/** Up to where each partition has been handled, kept from one batch to the next, and moved in the transaction of a batch. */
export class HandledOffsets {
  private known: Map<string, number> | null = null;
  /** How far each partition was at least, once; of a topic of another incarnation the name is another one. */
  private readonly once = new Map<string, number>();

  /** After a failure only the database knows. */
  forget(): void {
    this.known = null;
  }

  /**
   * Leaves out what has been handled already: offsets in the database are the only ones that count.
   * @throws DatabaseWentBack where these are smaller than they once were
   */
  async unhandled(sql: Sql, messages: readonly RawRecord[]): Promise<readonly RawRecord[]> {
    // Nothing failed since these were moved: they are committed.
    for (const [place, offset] of this.known ?? []) this.once.set(place, offset);
    if (this.known === null) {
      const stored = await loadOffsets(sql);
      const known = new Map(stored.map((o) => [`${o.topic}/${o.partition}`, o.nextOffset]));
      for (const [partition, offset] of this.once) {
        if ((known.get(partition) ?? 0) < offset)
          throw new DatabaseWentBack(partition, offset, known.get(partition) ?? 0);
      }
      this.known = known;
    }
    const offsets = this.known;
    // Messages come in stretches of one partition.
    let [topic, partition, handled] = ['', -1, 0];
    return messages.filter((m) => {
      if (m.partition !== partition || m.topic !== topic) {
        ({ topic, partition } = m);
        handled = offsets.get(`${topic}/${partition}`) ?? 0;
      }
      return nextOffset(m) > handled;
    });
  }

  /** @throws StaleRead where somebody else has moved one of them */
  async move(tx: Tx, messages: readonly RawRecord[]): Promise<void> {
    const offsets = this.known ?? new Map<string, number>();
    const last = new Map<string, RawRecord>();
    // Messages come in stretches of one partition, ascending.
    messages.forEach((message, i) => {
      const next = messages[i + 1];
      if (next?.topic === message.topic && next.partition === message.partition) return;
      last.set(`${message.topic}/${message.partition}`, message);
    });
    if (last.size === 0) return;
    const moves = [...last].map(([key, message]) => moveTo(message, offsets.get(key) ?? 0));
    const moved = await advanceOffsets(tx, moves);
    if (moved < moves.length) throw new StaleRead('A partition');
    for (const { topic, partition, to } of moves) offsets.set(`${topic}/${partition}`, to);
    this.known = offsets;
  }
}

function moveTo(message: RawRecord, from: number): OffsetMove {
  const { topic, partition, timestampMs, unreadable } = message;
  // A batch that could not be read may be read one day, and its record there would then seem to be another.
  const isKnown = timestampMs !== undefined && unreadable === undefined;
  const lastRecord = isKnown ? recordDigest({ ...message, timestampMs }) : null;
  return { topic, partition, from, to: nextOffset(message), lastRecord };
}
