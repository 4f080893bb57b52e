import type { Policy } from '#domain';
import { ClientCache } from '#judging';
import { FanOutWorker } from '#ingest';
import { AdaptiveRest, LeaderLoop, type LeaderParts, type Round, type Term } from '#store';

const CLIENTS_CACHED = 2_000;
/** How soon and how late it is looked for changes again after there were none. */
const LOOK_MS = { least: 50, most: 400 };

/** Keeps one fan-out worker going among all monitors. */
export class FanOutLoop extends LeaderLoop {
  /** @param onJudged is told how many clients were judged, once their facts are recorded */
  constructor(
    parts: LeaderParts,
    private readonly policy: Policy,
    private readonly onJudged: (clients: number) => void,
  ) {
    super(parts, 'fan-out', 'fan-out interrupted; it goes on from its cursor');
  }

  protected begin({ session, signal }: Term): Round {
    const { policy } = this;
    const { log } = this.parts;
    const worker = new FanOutWorker({ session, policy, cache: new ClientCache(CLIENTS_CACHED), log });
    const rest = new AdaptiveRest(LOOK_MS.least, LOOK_MS.most);
    return async () => {
      const judged = await worker.run(() => signal.aborted);
      if (judged > 0) this.onJudged(judged);
      return rest.after(judged > 0);
    };
  }
}
