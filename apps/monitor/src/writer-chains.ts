import { setTimeout as sleep } from 'node:timers/promises';
import type { HeldLease, LeaseName, Leases } from '#store';

const PREFIX = 'chain:ingest-';
/** More writers than any installation has. */
const CHAINS_MAX = 1_024;
const AFTER_FAILURE_MS = 1_000;

/**
 * One chain of the log for each writer, so that no writer waits for another's commit. A writer takes the first chain that
 * nobody has, and one that comes back takes its own: there are as many chains as there ever were writers at once. Two
 * writers on one chain, for the moment after one has stood still, cost each other time and nothing else: the head of a chain
 * is locked by whoever links into it.
 */
export class WriterChains {
  private readonly names: string[] = [];

  private constructor(
    private readonly leases: Leases,
    private readonly writer: string,
  ) {}

  /** @param writer a name that is the same when the process is started again, and no other process has at the same time */
  static async claim(leases: Leases, writers: number, writer: string): Promise<WriterChains> {
    const chains = new WriterChains(leases, writer);
    for (let lane = 0; lane < writers; lane += 1) await chains.claimFor(lane);
    return chains;
  }

  /** The chain of one writer of this process. */
  of(lane: number): string {
    const name = this.names[lane];
    if (name === undefined)
      throw new RangeError(`There are chains for ${this.names.length} lanes, and none for ${lane}.`);
    return name;
  }

  private async claimFor(lane: number): Promise<void> {
    const holder = `${this.writer}/${lane}`;
    const own = await this.leases.lastOf(holder);
    const all = Array.from({ length: CHAINS_MAX }, (_, n) => `${PREFIX}${n}` as const);
    for (const chain of [...own.filter((name) => name.startsWith(PREFIX)), ...all]) {
      const lease = await this.leases.take(chain as LeaseName, holder);
      if (lease === undefined) continue;
      this.names[lane] = chain.slice('chain:'.length);
      lease.lost.addEventListener('abort', () => void this.claimAgain(lane, lease), { once: true });
      return;
    }
    throw new Error(`All ${CHAINS_MAX} chains of the log have a writer.`);
  }

  /** Until then the lane goes on with the chain that it had. */
  private async claimAgain(lane: number, lost: HeldLease): Promise<void> {
    for (let claimed = lost.released; !claimed;) {
      await sleep(AFTER_FAILURE_MS, undefined, { ref: false });
      claimed = await this.claimFor(lane).then(
        () => true,
        () => this.leases.closed,
      );
    }
  }
}
