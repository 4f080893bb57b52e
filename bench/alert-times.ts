/** When the acts that alert were sent, and when their alerts came, in ms of the clock of this process. */
export class AlertTimes {
  private readonly sentAt = new Map<string, number>();
  /** The act of an alert, by the alert. */
  private readonly acts = new Map<string, string>();
  private readonly topicAt = new Map<string, number>();
  private readonly streamAt = new Map<string, number>();

  sent(act: string, at: number): void {
    this.sentAt.set(act, at);
  }

  onTopic(act: string, alertId: string, at: number): void {
    this.acts.set(alertId, act);
    if (!this.topicAt.has(act)) this.topicAt.set(act, at);
  }

  onStream(alertId: string, at: number): void {
    if (!this.streamAt.has(alertId)) this.streamAt.set(alertId, at);
  }

  /** Whether every alert has come on both ways. */
  isComplete(): boolean {
    return this.topicAt.size === this.sentAt.size && this.streamAt.size === this.sentAt.size;
  }

  /** How long each took whose act was sent from a time on. */
  since(from: number): { readonly topic: number[]; readonly stream: number[] } {
    const took = (entries: Iterable<readonly [string | undefined, number]>): number[] =>
      [...entries].flatMap(([act, at]) => {
        const sentAt = this.sentAt.get(act ?? '');
        return sentAt === undefined || sentAt < from ? [] : [at - sentAt];
      });
    return {
      topic: took(this.topicAt),
      stream: took([...this.streamAt].map(([alertId, at]) => [this.acts.get(alertId), at] as const)),
    };
  }
}
