const SURE_AFTER = 3;

/**
 * Tells a batch whose offset is wrong from one that was only just written. A broker says how far a partition can be read
 * before it reads it, so a batch that came in between lies beyond what the answer says. Asked again it does not; one that
 * lies beyond again and again can't stand where it says.
 */
export class EarlyBatches {
  private readonly seen = new Map<string, { offset: bigint; times: number }>();

  /** @param offset where a batch says that it begins, beyond what can be read */
  isWrong(partition: string, offset: bigint): boolean {
    const before = this.seen.get(partition);
    const times = before?.offset === offset ? before.times + 1 : 1;
    this.seen.set(partition, { offset, times });
    return times >= SURE_AFTER;
  }
}
