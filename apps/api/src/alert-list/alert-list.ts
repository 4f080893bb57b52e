import type { Round, Term } from '#store';
import { followAlertChanges, isListedUpTo, LeaderLoop, newestUnlisted, type LeaderParts } from '#store';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database.js';

/** Changes that are listed in one transaction: a step of work may have to wait for one. */
const CHANGES_MAX = 1_000;
const REST_MS = 500;
/** How long whoever asks for a list waits for it to be up to the moment, and how often it is looked. */
const WAIT = { mostMs: 100, lookMs: 4 };

/**
 * What is listed, counted and searched by, kept up with the alerts as they are written: beside ingest and never in its way.
 * One process does it for all.
 */
export class AlertList extends LeaderLoop {
  constructor(
    parts: LeaderParts,
    private readonly database: Database,
  ) {
    super(parts, 'alert-list', 'alerts are not listed for now; what was written is listed later');
  }

  protected begin({ session, signal }: Term): Round {
    return async () => {
      if ((await newestUnlisted(session.sql)) === 0) return REST_MS;
      let taken = CHANGES_MAX;
      while (taken === CHANGES_MAX && !signal.aborted) {
        taken = await session.transaction((tx) => followAlertChanges(tx, CHANGES_MAX));
      }
      return REST_MS;
    };
  }

  /**
   * Waits until all that is written now is listed, but not for long: where ever more is written, a list is some milliseconds
   * old, and where nobody lists, it says what it knows.
   * @returns whether it is
   */
  async upToNow(): Promise<boolean> {
    const change = await this.database.read(newestUnlisted);
    if (change === 0) return true;
    this.ring();
    const until = performance.now() + WAIT.mostMs;
    while (performance.now() < until) {
      await sleep(WAIT.lookMs);
      if (await this.database.read((sql) => isListedUpTo(sql, change))) return true;
    }
    return false;
  }
}
