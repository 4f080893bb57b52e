import { forgetJudged, moveRebuild, rebuildToDo, type Session } from '#store';

/** Failures of steps in a row after which a rebuild is given up. */
const FAILURES_MAX = 5;

/** Counts the steps that failed in a row, over the sessions in which they were tried. */
export class StepFailures {
  private inARow = 0;

  /** A step was done. */
  clear(): void {
    this.inARow = 0;
  }

  /**
   * A step failed. A rebuild that fails again and again is given up, with the error, before it is in use; one that is
   * being rolled back is tried for as long as it takes, for its rows are in use.
   * @returns whether the rebuild was given up
   */
  async note(session: Session, error: unknown): Promise<boolean> {
    // Throws where the connection is gone, which is not the rebuild's failure and does not count.
    const row = await rebuildToDo(session.sql);
    this.inARow += 1;
    if (row === undefined || this.inARow < FAILURES_MAX || row.stage === 'ROLLING_BACK') return false;
    this.inARow = 0;
    const problem = `It failed ${FAILURES_MAX} times in a row: ${error instanceof Error ? error.message : String(error)}`;
    return session.transaction(async (tx) => {
      await forgetJudged(tx, row.rebuildId);
      return moveRebuild(tx, row.rebuildId, [row.stage], { stage: 'FAILED', problem });
    });
  }
}
