import { endOfLog, printCheckpoint, readCheckpoint } from '#log';
import { sharedFactsVersion, rebuildsSoFar, type Sql } from '#store';

/** What of the database a comparison was made with, so that it can be told later whom it still holds for. */
export interface Snapshot {
  /** Version of what all clients share. */
  readonly sharedVersion: number;
  /** Where the log ended, chain by chain. */
  readonly end: string;
  /** Rebuilds replace rows without a fact in the log. */
  readonly rebuilds: string;
}

/** To be taken in the transaction in which the comparison is made. */
export async function takeSnapshot(sql: Sql): Promise<Snapshot> {
  return {
    sharedVersion: await sharedFactsVersion(sql),
    end: printCheckpoint(await endOfLog(sql)),
    rebuilds: await rebuildsSoFar(sql),
  };
}

/**
 * Whether what was compared then still holds for everybody of whom nothing has been recorded since.
 * @returns where the log ended then; `null` if all must be compared anew
 */
export function holdsSince(before: Snapshot, now: Snapshot): ReadonlyMap<string, number> | null {
  if (before.sharedVersion !== now.sharedVersion || before.rebuilds !== now.rebuilds) return null;
  return readCheckpoint(before.end);
}
