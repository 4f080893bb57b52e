import { Problem } from '../http/problem.js';

/** A person reads in a few windows; a machine reads in one. */
const OF_ONE_MAX = 10;
const OF_ALL_MAX = 1_000;

/** How many streams and exports are open, by whose they are: each is held open for as long as its reader likes. */
export class OpenStreams {
  private readonly open = new Map<string, number>();
  private all = 0;

  /**
   * @param whose the person who answers for the caller: several keys are no several people
   * @returns what must be called when the stream ends
   * @throws Problem TOO_MANY_REQUESTS
   */
  enter(whose: string): () => void {
    const own = this.open.get(whose) ?? 0;
    if (own >= OF_ONE_MAX)
      throw new Problem(
        'TOO_MANY_REQUESTS',
        `You have ${own} streams and exports open; at most ${OF_ONE_MAX} can be. Close one first.`,
      );
    if (this.all >= OF_ALL_MAX)
      throw new Problem(
        'TOO_MANY_REQUESTS',
        `${this.all} streams and exports are open, which is the most that can be. Try again later.`,
      );
    this.open.set(whose, own + 1);
    this.all += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.all -= 1;
      const rest = (this.open.get(whose) ?? 1) - 1;
      if (rest === 0) this.open.delete(whose);
      else this.open.set(whose, rest);
    };
  }
}
