import { readingAgain } from '#restore';
import { currentRestore, logDivergence } from '#store';
import type { Database } from '../database.js';
import type { OperationSpec } from '../http/operation.js';
import { Problem } from '../http/problem.js';

/** What was found is good for everybody who asks within this time. */
const FRESH_MS = 500;

interface Found {
  /** Why no step is taken: what is on record was put back. */
  readonly restored: string | null;
  /** Why nothing is shown either. */
  readonly reading: string | null;
}

/**
 * Keeps people from working on with a database that was put back to an earlier time, and from reading in it before whoever
 * was erased is erased again. Who finds the first out is the notifier or the monitor; they leave it in the database.
 */
export class HeldBack {
  private known: { readonly found: Promise<Found>; readonly at: number } | undefined;

  constructor(private readonly database: Database) {}

  /** @throws Problem where the operation has to wait */
  async require(spec: OperationSpec): Promise<void> {
    const { restored, reading } = await this.found();
    if (reading !== null) throw new Problem('RESTORED', reading);
    if (restored !== null && spec.method !== 'GET') throw new Problem('RESTORED', restored);
  }

  found(): Promise<Found> {
    const now = performance.now();
    if (this.known === undefined || now - this.known.at > FRESH_MS) {
      const known = { found: this.look(), at: now };
      known.found.catch(() => {
        if (this.known === known) this.known = undefined;
      });
      this.known = known;
    }
    return this.known.found;
  }

  private look(): Promise<Found> {
    return this.database.read(async (sql) => {
      const divergence = await logDivergence(sql);
      const restore = await currentRestore(sql);
      const isReading = restore !== undefined && restore.openedAt === null;
      return { restored: divergence?.detail ?? null, reading: isReading ? readingAgain(restore.epoch) : null };
    });
  }
}
