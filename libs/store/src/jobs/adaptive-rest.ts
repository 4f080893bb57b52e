/** How long a reader rests before it looks again: briefly where there was something just now, ever longer where not. */
export class AdaptiveRest {
  private next: number;

  constructor(
    private readonly leastMs: number,
    private readonly mostMs: number,
  ) {
    this.next = leastMs;
  }

  /** @param found whether the last look found something: then the next follows at once */
  after(found: boolean): number {
    const rest = found ? 0 : this.next;
    this.next = found ? this.leastMs : Math.min(this.mostMs, this.next * 2);
    return rest;
  }
}
